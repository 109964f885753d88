/** What a module implements to add a backend. */
package dcgan.tensor.spi;
