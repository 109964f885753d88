package dcgan.data.folder;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import javax.imageio.ImageIO;

/** Small picture files, each different. */
final class Pictures {
    private Pictures() {}

    /** A picture of random pixels that the seed decides. */
    static Path draw(Path file, int seed) {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            picture.setRGB(i % 8, i / 8, (seed * 64 + i + 1) * 0x9E3779B9 & 0xFFFFFF);
        }
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(picture, "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Destroys a picture, but leaves its size and time: whoever reads it again will complain. */
    static void spoil(Path file) {
        try {
            FileTime time = Files.getLastModifiedTime(file);
            Files.write(file, new byte[(int) Files.size(file)]);
            Files.setLastModifiedTime(file, time);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
