package dcgan.tensor.contract;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import org.junit.jupiter.api.Nested;

class BackendContractTest {

    private static final BackendOptions THREE_THREADS = BackendOptions.DEFAULT.withThreads(3);

    @Nested
    class Reference extends BackendContract {
        @Override
        protected Backend open() {
            return Backends.open("reference", THREE_THREADS);
        }
    }

    @Nested
    class Simd extends BackendContract {
        @Override
        protected Backend open() {
            return Backends.open("simd", THREE_THREADS);
        }
    }

    @Nested
    class SimdWithOneThread extends BackendContract {
        @Override
        protected Backend open() {
            return Backends.open("simd", THREE_THREADS.withThreads(1));
        }
    }
}
