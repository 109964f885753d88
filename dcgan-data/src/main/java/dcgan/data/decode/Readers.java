package dcgan.data.decode;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** The decoders of picture formats. Which one is used does not depend on others that are installed. */
final class Readers {
    private Readers() {}

    /** The JDK's own decoder of a format. */
    static ImageReaderSpi ofJdk(String format) {
        Iterator<ImageReaderSpi> found = IIORegistry.getDefaultInstance()
                .getServiceProviders(
                        ImageReaderSpi.class,
                        provider -> provider.getClass().getModule() == ImageReader.class.getModule()
                                && List.of(((ImageReaderSpi) provider).getFormatNames())
                                        .contains(format),
                        true);
        return found.next();
    }

    /** Something that asks a decoder for pixels. */
    interface Reading<T> {
        T read(ImageReader reader, ImageReadParam param) throws IOException;
    }

    /** Reads something of the first picture with a new decoder. */
    static <T> T read(ImageReaderSpi provider, SplicedInput input, Region region, Reading<T> reading)
            throws IOException {
        ImageReader reader = provider.createReaderInstance();
        try {
            reader.setInput(input, true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            region.applyTo(param);
            return reading.read(reader, param);
        } finally {
            reader.dispose();
        }
    }

    /** Reads pixels of the first picture with a new decoder. */
    static Rows read(ImageReaderSpi provider, SplicedInput input, Region region) throws IOException {
        BufferedImage image = read(provider, input, region, (reader, param) -> reader.read(0, param));
        return new ImageRows(image);
    }
}
