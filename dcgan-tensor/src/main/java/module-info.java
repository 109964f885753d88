/** Shapes, the op set, graphs, and the backends that run them. */
module dcgan.tensor {
    requires jdk.incubator.vector;
}
