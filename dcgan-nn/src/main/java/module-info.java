/** Layers, losses, optimisers, the DCGAN models, and the trainer. */
module dcgan.nn {
    requires transitive dcgan.tensor;
}
