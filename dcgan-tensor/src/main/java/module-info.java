/** Shapes, ops, graphs and the backends that run them. */
module dcgan.tensor {
    requires jdk.incubator.vector;

    exports dcgan.tensor;
    exports dcgan.tensor.op;
    exports dcgan.tensor.spi;
    exports dcgan.tensor.verify;

    uses dcgan.tensor.spi.BackendProvider;

    provides dcgan.tensor.spi.BackendProvider with
            dcgan.tensor.reference.ReferenceProvider,
            dcgan.tensor.simd.SimdProvider;
}
