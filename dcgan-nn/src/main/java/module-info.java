/** Layers, losses, optimisers, the DCGAN models, the trainer and its checkpoints. */
module dcgan.nn {
    requires transitive dcgan.tensor;

    exports dcgan.nn;
    exports dcgan.nn.gan;
}
