package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.verify.OpResult;
import dcgan.tensor.verify.Report;
import dcgan.tensor.verify.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class VerificationTest {

    /** The whole table, with the kernels for CPU devices. */
    @Test
    void allOpsAgreeWithTheReference() {
        try (Backend backend = TornadoTest.open("cpu")) {
            assertPassed(Verification.run(backend, _ -> {}));
        }
    }

    /** The kernels for GPUs; there are others for convolutions only. */
    @Test
    void convolutionsForGpusAgreeWithTheReference() {
        try (Backend backend = TornadoTest.open("gpu")) {
            assertPassed(
                    Verification.run(backend, Verification.TOLERANCE, op -> op.matches("Conv.*|graph.*"), _ -> {}));
        }
    }

    /** By itself the backend takes Winograd's algorithm for large batches only. */
    @Test
    void convolutionsByWinogradAgreeWithTheReference() {
        try (Backend backend = TornadoTest.open("cpu", "winograd")) {
            assertPassed(Verification.run(backend, Verification.TOLERANCE, op -> op.matches("Conv.*"), _ -> {}));
        }
    }

    private static void assertPassed(Report report) {
        assertAll(report.results().stream()
                .<Executable>map(result -> () -> assertTrue(result.passed(), () -> message(result)))
                .toList());
    }

    private static String message(OpResult result) {
        return result.op() + " is off by " + result.maxRelError() + " in " + result.worstCase()
                + result.failure().map(failure -> "; " + failure).orElse("");
    }
}
