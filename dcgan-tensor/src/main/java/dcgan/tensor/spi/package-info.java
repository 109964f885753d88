/** What a module implements to add a backend, and what backends share. */
package dcgan.tensor.spi;
