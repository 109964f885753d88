/** Layers, losses, optimisers, the DCGAN models, the trainer, its checkpoints, and scores of pictures. */
module dcgan.nn {
    requires transitive dcgan.tensor;

    exports dcgan.nn;
    exports dcgan.nn.evaluation;
    exports dcgan.nn.gan;
}
