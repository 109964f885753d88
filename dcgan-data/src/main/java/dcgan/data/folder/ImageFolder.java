package dcgan.data.folder;

import dcgan.data.Dataset;
import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.decode.PictureFile;
import dcgan.data.file.Reasons;
import dcgan.data.folder.ParallelReader.Sink;
import dcgan.data.folder.PixelStore.Decoded;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A data set of one's own pictures: all picture files below a folder, of any size, brought to one shape.
 *
 * <p>As in torchvision's {@code ImageFolder}, each sub-folder is a class, whatever lies in it and below it; pictures
 * directly in the folder are a class named as the folder itself. A class without a picture is an error. Classes, and the
 * pictures in each, are in the order of their names. Files of other names, hidden ones and links that lead nowhere are
 * skipped; {@link #contents} counts them. A file that is named as a picture but cannot be read is an error, or is left out;
 * see {@link OnError}. {@link PictureFile} tells how a picture is read.
 *
 * <p>Pictures are decoded on all processors. With {@link FolderOptions#cache} this happens once for each edition of a file,
 * and only for those that are in the subset: the pixels are kept in a file, which is mapped into memory, so that they take
 * no heap. A cache that is damaged is made anew. One that cannot be used, as on a full disk, is replaced by memory.
 */
public final class ImageFolder implements Dataset {
    private static final int MAX_SIZE = 1024;
    private static final int MOST_NAMED = 10;

    private final Path folder;
    private final ImageShape shape;
    private final FolderOptions options;
    private final FolderContents contents;
    private final List<UnreadablePicture> unreadableFolders;
    private final List<FoundFile> files;
    private final int[] labels;
    private final List<String> classNames;

    private ImageFolder(Path folder, ImageShape shape, FolderOptions options, FolderScan scan) {
        this.folder = folder;
        this.shape = shape;
        this.options = options;
        this.contents = scan.contents();
        this.unreadableFolders = scan.unreadable();
        this.files = scan.files();
        this.classNames = scan.classNames();
        Map<String, Integer> labelOf = new HashMap<>();
        classNames.forEach(name -> labelOf.put(name, labelOf.size()));
        this.labels = files.stream()
                .mapToInt(file -> labelOf.get(scan.className(file.path())))
                .toArray();
    }

    /**
     * Finds all pictures, to be read with {@link FolderOptions#DEFAULT}.
     *
     * @param shape the shape that the pictures are brought to: square, 1 to 1,024 pixels wide
     * @throws IllegalArgumentException if the shape is another one
     * @throws DatasetException if the folder cannot be read, or holds no picture
     */
    public static ImageFolder open(Path folder, ImageShape shape) {
        return open(folder, shape, FolderOptions.DEFAULT);
    }

    /**
     * Finds all pictures. None is opened before its image is asked for.
     *
     * @param shape the shape that the pictures are brought to: square, 1 to 1,024 pixels wide
     * @throws IllegalArgumentException if the shape is another one
     * @throws DatasetException if the folder cannot be read, or holds no picture
     */
    public static ImageFolder open(Path folder, ImageShape shape, FolderOptions options) {
        if (!shape.isSquare() || shape.width() > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "images can be squares of 1 to " + MAX_SIZE + " pixels across, not " + shape);
        }
        FolderScan scan = FolderScan.of(folder, options.onError());
        ImageFolder found = new ImageFolder(folder, shape, options, scan);
        if (found.files.isEmpty()) {
            throw new DatasetException(folder + ": there is no picture (" + endings() + ") in this folder or below; "
                    + (found.contents.skipped() == 0 ? "" : found.contents.describeSkipped() + "; ")
                    + "give another folder.");
        }
        return found;
    }

    /** {@code .jpg, .png}. */
    private static String endings() {
        return PictureFile.ENDINGS.stream().sorted().map(ending -> "." + ending).collect(Collectors.joining(", "));
    }

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    /** All pictures are there to train with. */
    @Override
    public List<Split> splits() {
        return List.of(Split.TRAIN);
    }

    /** What the folder holds, by the names of its files. */
    public FolderContents contents() {
        return contents;
    }

    /**
     * Reads the pictures of the subset; the others are not opened. If pictures that cannot be read are left out, others of
     * their class replace them in a sample, as if they had not been there; see {@link Subset#indices(int[], int,
     * java.util.function.IntPredicate)}.
     *
     * @throws UnreadablePicturesException if pictures cannot be read
     * @throws DatasetException if a class has no picture, or if this thread is interrupted
     */
    @Override
    public Images images(Split split, Subset subset) {
        if (split != Split.TRAIN) {
            throw new IllegalArgumentException("a folder has no images to " + split + " with");
        }
        requireNoEmptyClass(new TreeMap<>());
        try {
            return options.cache() == null ? read(subset, new HeapStore(shape)) : readCached(subset);
        } catch (InterruptedException | ClosedByInterruptException | FileLockInterruptionException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException(folder + ": reading the pictures was interrupted; start it again.", e);
        } catch (IOException e) {
            throw new DatasetException(
                    folder + ": the pictures cannot be read (" + Reasons.of(e) + "); check the folder.", e);
        }
    }

    private Images readCached(Subset subset) throws IOException, InterruptedException {
        CacheKey key = CacheKey.of(folder, shape, options.pictures());
        try (PictureCache cache = PictureCache.open(
                options.cache(), key, files, () -> options.listener().waiting(options.cache()))) {
            return read(subset, cache);
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            throw e;
        } catch (IOException e) {
            options.listener().withoutCache(options.cache(), Reasons.of(e));
            return read(subset, new HeapStore(shape));
        }
    }

    private Images read(Subset subset, PixelStore store) throws IOException, InterruptedException {
        FolderListener listener = options.listener();
        SortedMap<Integer, DatasetException> failures = new TreeMap<>();
        while (true) {
            int[] chosen = subset.indices(labels, classNames.size(), i -> !failures.containsKey(i));
            int[] missing = store.missing(chosen, found -> listener.loaded(found, chosen.length));
            store.reserve(missing.length);
            int failed = failures.size();
            int[] done = {chosen.length - missing.length};
            reader(file -> Decoded.of(file, shape, options.pictures())).read(missing, new Sink<>() {
                @Override
                public void read(int picture, Decoded decoded) throws IOException {
                    store.put(picture, decoded);
                    listener.loaded(++done[0], chosen.length);
                }

                @Override
                public void failed(int picture, DatasetException failure) {
                    failures.put(picture, failure);
                    listener.loaded(++done[0], chosen.length);
                }
            });
            if (failures.size() == failed) {
                tellLeftOut(failures);
                int[] chosenLabels = Arrays.stream(chosen).map(i -> labels[i]).toArray();
                return store.images(chosen, chosenLabels, classNames);
            }
            if (options.onError() == OnError.REFUSE) {
                throw new UnreadablePicturesException(folder, unreadable(failures), chosen.length);
            }
            requireNoEmptyClass(failures);
        }
    }

    private void tellLeftOut(SortedMap<Integer, DatasetException> failures) {
        List<UnreadablePicture> leftOut = new ArrayList<>(unreadableFolders);
        leftOut.addAll(unreadable(failures));
        if (!leftOut.isEmpty()) {
            options.listener().leftOut(leftOut, files.size());
        }
    }

    private List<UnreadablePicture> unreadable(SortedMap<Integer, DatasetException> failures) {
        return failures.entrySet().stream()
                .map(entry -> new UnreadablePicture(
                        files.get(entry.getKey()).path(), entry.getValue().getMessage()))
                .toList();
    }

    /**
     * Requires that each class has a picture.
     *
     * @param failures the pictures that cannot be read
     */
    private void requireNoEmptyClass(SortedMap<Integer, DatasetException> failures) {
        int[] counts = new int[classNames.size()];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]] += failures.containsKey(i) ? 0 : 1;
        }
        List<Path> empty = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] == 0) {
                empty.add(Path.of(classNames.get(label)));
            }
        }
        if (!empty.isEmpty()) {
            boolean one = empty.size() == 1;
            String complaint = Messages.format(
                    "%s: %s no picture that can be read: %s; each folder in it is a class, so add pictures or remove"
                            + " %s.",
                    folder,
                    one ? "a class has" : Messages.format("%,d classes have", empty.size()),
                    FolderContents.names(empty, MOST_NAMED),
                    one ? "it" : "them");
            throw failures.isEmpty()
                    ? new DatasetException(complaint)
                    : new DatasetException(
                            complaint, failures.values().iterator().next());
        }
    }

    /**
     * Reads every picture, whatever is wrong with some, and keeps none.
     *
     * @throws DatasetException if this thread is interrupted
     */
    public FolderReport check() {
        int[] counts = new int[classNames.size()];
        SortedMap<Integer, DatasetException> failures = new TreeMap<>();
        SortedMap<PictureSize, Integer> sizes = new TreeMap<>();
        int[] done = {0};
        int[] all = Subset.ALL.indices(labels, classNames.size());
        try {
            reader(this::checked).read(all, new Sink<>() {
                @Override
                public void read(int picture, PictureSize size) {
                    counts[labels[picture]]++;
                    sizes.merge(size, 1, Integer::sum);
                    options.listener().loaded(++done[0], all.length);
                }

                @Override
                public void failed(int picture, DatasetException failure) {
                    failures.put(picture, failure);
                    options.listener().loaded(++done[0], all.length);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException(folder + ": reading the pictures was interrupted; start it again.", e);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written", e);
        }
        List<UnreadablePicture> unreadable = new ArrayList<>(unreadableFolders);
        unreadable.addAll(unreadable(failures));
        return new FolderReport(counts, unreadable, sizes);
    }

    private PictureSize checked(Path file) {
        PictureFile.read(file, shape, options.pictures());
        return PictureSize.of(file);
    }

    private <T> ParallelReader<T> reader(Function<Path, T> reader) {
        return new ParallelReader<>(i -> files.get(i).path(), reader);
    }
}
