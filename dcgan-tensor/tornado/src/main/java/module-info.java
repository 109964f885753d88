/**
 * The tornado backend: the op set as kernels in plain Java, compiled for OpenCL, PTX or SPIR-V devices by TornadoVM.
 */
// The runtime that compiles the kernels is in the SDK, but not needed to build this module.
@SuppressWarnings("module")
module dcgan.tensor.tornado {
    requires dcgan.tensor;
    requires tornado.api;

    // TornadoVM reads the kernels' bytecode by reflection.
    opens dcgan.tensor.tornado.kernels to
            tornado.runtime;

    provides dcgan.tensor.spi.BackendProvider with
            dcgan.tensor.tornado.TornadoProvider;
}
