/** CIFAR-10 in its author's binary layout: read from an archive or a folder, and written. */
package dcgan.data.cifar;
