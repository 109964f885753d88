/**
 * What all commands share: the program's name, the signals that end it, the files that it reads and writes, and the sentences
 * about what failed. Uses {@code dcgan.cli.console} alone.
 */
package dcgan.cli.io;
