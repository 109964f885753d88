/**
 * Data-parallel training over Open MPI, which is called through Java's foreign function API. {@link dcgan.nn.mpi.MpiJob} joins the
 * processes that {@code mpirun} has started; its slice and its exchange are given to a {@link dcgan.nn.gan.GanTrainer}.
 */
package dcgan.nn.mpi;
