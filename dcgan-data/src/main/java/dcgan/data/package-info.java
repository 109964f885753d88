/**
 * Data sets of small labelled images, and batches of them as plain arrays: nothing here knows of tensors.
 *
 * <p>Where images come from ({@link dcgan.data.Cifar10}, {@link dcgan.data.Shapes}, {@link dcgan.data.ImageFolder}),
 * what holds them ({@link dcgan.data.ImageDataset}), how they reach a trainer ({@link dcgan.data.Batches}) and how they
 * become pictures again ({@link dcgan.data.PictureGrid}, {@link dcgan.data.PngFiles}). Whatever is wrong with a file, a
 * server or a disk is told as a {@link dcgan.data.DatasetException}.
 */
package dcgan.data;
