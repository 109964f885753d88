package dcgan.data.cifar;

import java.util.List;

/**
 * What is in a file of images.
 *
 * @param images each {@code [3, 32, 32]}
 * @param labels for each of {@link CifarKind#labelSets} one label for each image
 */
record CifarContent(List<byte[]> images, List<int[]> labels) {}
