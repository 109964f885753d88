/** Shapes, ops, graphs and the backends that run them. */
// The module of the tornado backend is built where its SDK is, and after this one.
@SuppressWarnings("module")
module dcgan.tensor {
    requires jdk.incubator.vector;
    // For the flags of the JVM, which tell whether it compiles vector operations.
    requires jdk.management;

    exports dcgan.tensor;
    exports dcgan.tensor.op;
    exports dcgan.tensor.planning to
            dcgan.tensor.tornado;
    exports dcgan.tensor.spi;
    exports dcgan.tensor.verify;

    uses dcgan.tensor.spi.BackendProvider;

    provides dcgan.tensor.spi.BackendProvider with
            dcgan.tensor.reference.ReferenceProvider,
            dcgan.tensor.simd.SimdProvider;
}
