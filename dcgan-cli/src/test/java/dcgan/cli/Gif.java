package dcgan.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;

/**
 * An animated GIF file, decoded again.
 *
 * @param frames all of them
 * @param delays of each, in hundredths of a second
 * @param loops whether it plays for ever
 */
record Gif(List<BufferedImage> frames, List<Integer> delays, boolean loops) {
    private static final String METADATA = "javax_imageio_gif_image_1.0";

    static Gif read(Path file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            List<BufferedImage> frames = new ArrayList<>();
            List<Integer> delays = new ArrayList<>();
            boolean loops = false;
            for (int i = 0; i < reader.getNumImages(true); i++) {
                frames.add(reader.read(i));
                IIOMetadataNode root =
                        (IIOMetadataNode) reader.getImageMetadata(i).getAsTree(METADATA);
                delays.add(Integer.valueOf(((IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension")
                                .item(0))
                        .getAttribute("delayTime")));
                var extension = (IIOMetadataNode)
                        root.getElementsByTagName("ApplicationExtension").item(0);
                if (extension != null && extension.getAttribute("applicationID").equals("NETSCAPE")) {
                    byte[] data = (byte[]) extension.getUserObject();
                    loops = data.length == 3 && data[0] == 1 && data[1] == 0 && data[2] == 0;
                }
            }
            return new Gif(frames, delays, loops);
        } finally {
            reader.dispose();
        }
    }
}
