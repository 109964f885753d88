/** Reads Python's pickles as data. */
package dcgan.data.pickle;
