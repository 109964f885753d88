/** Reads files and archives from outside without believing what they claim. */
package dcgan.data.archive;
