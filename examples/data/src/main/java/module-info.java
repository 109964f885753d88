/** Reads a CIFAR-10 archive. */
module example.data {
    requires dcgan.data;
}
