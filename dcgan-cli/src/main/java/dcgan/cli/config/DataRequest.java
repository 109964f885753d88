package dcgan.cli.config;

import dcgan.data.ImageShape;
import dcgan.data.cifar.Cifar100;
import dcgan.data.folder.FolderOptions;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What a data set is opened with. Each takes what concerns it.
 *
 * @param path the file or folder that holds it: what {@code --data} names, or {@link DatasetKind#cached}; null if it needs none
 * @param shape the shape that its images are to have, where it can give them any
 * @param limit how many images will be taken; null for all
 * @param labels which labels the images of CIFAR-100 get
 * @param folder how the pictures of a folder are read
 * @param choice how the user chooses another data set: {@code --dataset folder}
 */
public record DataRequest(
        Path path,
        ImageShape shape,
        Integer limit,
        Cifar100.Labels labels,
        FolderOptions folder,
        Function<DatasetKind, String> choice) {}
