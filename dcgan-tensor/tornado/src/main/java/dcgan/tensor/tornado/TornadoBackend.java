package dcgan.tensor.tornado;

import dcgan.tensor.BackendException;
import dcgan.tensor.Device;
import dcgan.tensor.Graph;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.spi.AbstractBackend;
import dcgan.tensor.spi.AbstractExecutable;

/** Runs graphs on one of TornadoVM's devices. */
final class TornadoBackend extends AbstractBackend {

    private final TornadoTarget target;
    private final KernelFamily family;
    private final ConvolutionChoice convolutions;
    private final CudaGraphs cudaGraphs;

    TornadoBackend(TornadoTarget target, KernelFamily family, ConvolutionChoice convolutions, CudaGraphs cudaGraphs) {
        this.target = target;
        this.family = family;
        this.convolutions = convolutions;
        this.cudaGraphs = cudaGraphs;
    }

    @Override
    public String name() {
        return TornadoProvider.NAME;
    }

    @Override
    public Device device() {
        return target.description();
    }

    /** That of the arena; what else is on the device is small beside it. */
    @Override
    public long memory(Graph graph) {
        BufferArena arena = new BufferArena(Long.MAX_VALUE);
        try {
            Lowering lowering = new Lowering(graph, new Placement(graph, arena), arena, family, convolutions);
            graph.stages().forEach(lowering::stage);
        } catch (BackendException e) {
            // The addresses of a kernel reach no further.
            return Long.MAX_VALUE;
        }
        return arena.bytes();
    }

    @Override
    public long memoryLimit() {
        return BufferArena.mostBytes(Math.min(
                target.device().getMaxAllocMemory(), target.description().memory()));
    }

    @Override
    protected AbstractExecutable doCompile(Graph graph) {
        return new TornadoExecutable(graph, target, family, convolutions, cudaGraphs);
    }

    @Override
    protected void release() {
        // Each executable gives its memory back by itself.
    }
}
