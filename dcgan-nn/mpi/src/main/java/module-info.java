/** Data-parallel training over Open MPI. */
module dcgan.nn.mpi {
    requires transitive dcgan.nn;

    exports dcgan.nn.mpi;
}
