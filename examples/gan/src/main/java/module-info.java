/** Trains a small GAN of its own. */
module example.gan {
    requires dcgan.nn;
}
