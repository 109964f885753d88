package dcgan.data.folder;

import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.decode.PictureFile;
import dcgan.data.decode.PictureOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where decoded pixels are kept. For one thread. Pictures are counted from 0 in the order of the folder. */
interface PixelStore {
    /** Hears how many pictures have been looked up. */
    @FunctionalInterface
    interface Progress {
        void found(int count);
    }

    /**
     * Looks pictures up.
     *
     * @return those that are not there, in their order
     */
    int[] missing(int[] pictures, Progress progress) throws IOException;

    /** Makes sure that so many pictures more can be kept. */
    void reserve(int pictures) throws IOException;

    /** Keeps the pixels of a picture. */
    void put(int picture, Decoded decoded) throws IOException;

    /** The images of pictures that are all there. */
    Images images(int[] pictures, int[] labels, List<String> classNames) throws IOException;

    /**
     * A picture that was read.
     *
     * @param pixels {@code [channels, height, width]}
     * @param edition of the file they come from
     */
    record Decoded(byte[] pixels, FoundFile.Edition edition) {
        /** How often a file that changes meanwhile is read. */
        private static final int TRIES = 3;

        /**
         * Reads a picture.
         *
         * @throws DatasetException if it cannot be read, or changes all the time
         */
        static Decoded of(Path file, ImageShape shape, PictureOptions options) {
            for (int left = TRIES; left > 0; left--) {
                FoundFile.Edition before = edition(file);
                byte[] pixels = PictureFile.read(file, shape, options);
                if (before != null && before.equals(edition(file))) {
                    return new Decoded(pixels, before);
                }
            }
            throw new DatasetException(file + ": the file changes while it is read; try again when it is complete.");
        }

        /** Null for a file that has vanished, which reading it will tell. */
        private static FoundFile.Edition edition(Path file) {
            try {
                return FoundFile.Edition.of(file);
            } catch (IOException e) {
                return null;
            }
        }
    }
}
