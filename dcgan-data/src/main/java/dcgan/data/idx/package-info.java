/** MNIST and Fashion-MNIST in their IDX files. */
package dcgan.data.idx;
