package dcgan.tensor.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.*;
import org.junit.jupiter.api.Test;

class VerificationTest {

    @Test
    void referencePasses() {
        try (Backend backend = Backends.open("reference")) {
            long[] t = {System.nanoTime()};
            Report report = Verification.run(backend, r -> {
                System.out.printf(
                        "%-28s %4d %.1e %.1e %5d ms %s%n",
                        r.op(),
                        r.cases(),
                        r.maxAbsError(),
                        r.maxRelError(),
                        (System.nanoTime() - t[0]) / 1000000,
                        r.failure());
                t[0] = System.nanoTime();
            });
            assertTrue(report.passed());
        }
    }
}
