/**
 * Data sets of small labelled images, and batches of them as plain arrays: nothing here knows of tensors.
 *
 * <p>A {@link dcgan.data.Dataset} has {@link dcgan.data.Images} of one {@link dcgan.data.ImageShape} in one {@link dcgan.data.Split}
 * or several, and {@link dcgan.data.Batches} bring them to a trainer. The data sets themselves are in packages of their own, as are
 * downloads and what makes pictures of images again. Whatever is wrong with a file, a server or a disk is told as a {@link
 * dcgan.data.DatasetException}.
 */
package dcgan.data;
