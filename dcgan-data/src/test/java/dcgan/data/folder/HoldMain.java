package dcgan.data.folder;

import dcgan.data.ImageShape;
import java.io.IOException;
import java.nio.file.Path;

/** Another program that reads a folder: after so many pictures it says so with a mark, and waits for the end of its input. */
final class HoldMain {
    private HoldMain() {}

    public static void main(String[] args) {
        int most = Integer.parseInt(args[2]);
        FolderListener listener = new FolderListener() {
            @Override
            public void loaded(int done, int total) {
                if (done == most) {
                    hold();
                }
            }
        };
        ImageFolder.open(
                        Path.of(args[0]),
                        ImageShape.square(3, 8),
                        FolderOptions.DEFAULT.cache(Path.of(args[1])).listener(listener))
                .train();
    }

    private static void hold() {
        try {
            System.out.print('!');
            System.out.flush();
            while (System.in.read() >= 0) {
                // Nothing of it matters.
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
