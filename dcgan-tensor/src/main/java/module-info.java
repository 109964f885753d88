/** Shapes, ops, graphs and the backends that run them. */
module dcgan.tensor {
    requires jdk.incubator.vector;
    // For the flags of the JVM, which tell whether it compiles vector operations.
    requires jdk.management;

    exports dcgan.tensor;
    exports dcgan.tensor.op;
    exports dcgan.tensor.spi;
    exports dcgan.tensor.verify;

    uses dcgan.tensor.spi.BackendProvider;

    provides dcgan.tensor.spi.BackendProvider with
            dcgan.tensor.reference.ReferenceProvider,
            dcgan.tensor.simd.SimdProvider;
}
