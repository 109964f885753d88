package dcgan.data.decode;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats that are read. A file's first bytes tell its format; its name does not. */
enum PictureFormat {
    PNG("PNG", List.of("png"), PngSource::new, "89504E470D0A1A0A"),
    JPEG("JPEG", List.of("jpg", "jpeg"), JpegSource::new, "FFD8FF"),
    WEBP("WebP", List.of("webp"), WebpSource::new, "52494646........57454250"),
    BMP("BMP", List.of("bmp"), BmpSource::new, "424D"),
    GIF("GIF", List.of("gif"), GifSource::new, "474946383761", "474946383961"),
    TIFF("TIFF", List.of("tif", "tiff"), TiffSource::new, "49492A00", "4D4D002A", "49492B00", "4D4D002B");

    /** Reads the header of a file of one format. */
    private interface Opener {
        PictureSource open(Bytes file) throws IOException;
    }

    private final String name;
    private final List<String> endings;
    private final Opener opener;
    private final List<String> signatures;

    PictureFormat(String name, List<String> endings, Opener opener, String... signatures) {
        this.name = name;
        this.endings = endings;
        this.opener = opener;
        this.signatures = List.of(signatures);
    }

    /** {@code PNG, JPEG, … or TIFF}. */
    static String names() {
        List<String> names = Arrays.stream(values()).map(format -> format.name).toList();
        return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }

    /** All usual endings of names, in lower case and without the dot. */
    static Set<String> endings() {
        return Arrays.stream(values())
                .flatMap(format -> format.endings.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads the header of a picture, or returns null if the file is of no known format. */
    static PictureSource open(Bytes file) throws IOException {
        PictureFormat format = Stream.of(values())
                .filter(candidate -> candidate.signatures.stream().anyMatch(signature -> starts(file, signature)))
                .findFirst()
                .orElse(null);
        return format == null ? null : format.opener.open(file);
    }

    private static boolean starts(Bytes file, String signature) {
        int length = signature.length() / 2;
        if (file.length() < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            String digits = signature.substring(2 * i, 2 * i + 2);
            if (!digits.equals("..") && file.first()[i] != (byte) Integer.parseInt(digits, 16)) {
                return false;
            }
        }
        return true;
    }
}
