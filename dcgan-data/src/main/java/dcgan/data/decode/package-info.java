/** Reads one picture file as a viewer shows it, and scales images. */
package dcgan.data.decode;
