package dcgan.data.archive;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetInputStreamTest {
    @Test
    void stopsEveryWayOfReading() throws IOException {
        for (Reader reader : List.<Reader>of(
                in -> in.read(), in -> in.read(new byte[4]), in -> in.skip(3), in -> in.readNBytes(20).length)) {
            BudgetInputStream in = new BudgetInputStream(InputStream.nullInputStream());
            in.allow(0);
            reader.read(in);
            BudgetInputStream full = new BudgetInputStream(new ByteArrayInputStream(new byte[100]));
            full.allow(10);
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 11; i++) {
                    reader.read(full);
                }
            });
        }
    }

    @FunctionalInterface
    private interface Reader {
        long read(InputStream in) throws IOException;
    }
}
