/** Runs a transposed convolution and its gradients. */
module example.deconvolution {
    requires dcgan.tensor;
}
