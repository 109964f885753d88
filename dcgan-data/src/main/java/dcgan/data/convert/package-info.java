/** Views that give the images of a data set another size or other channels. */
package dcgan.data.convert;
