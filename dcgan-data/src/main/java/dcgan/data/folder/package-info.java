/** A folder of pictures as a data set. */
package dcgan.data.folder;
