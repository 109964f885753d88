package dcgan.tensor.simd.convolution.direct;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.simd.compile.Draft;
import dcgan.tensor.simd.compile.Operands;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Pool;
import dcgan.tensor.simd.memory.Storage;
import java.util.HashMap;
import java.util.Map;

/** The {@linkplain Im2col columns} of thin images, gathered once a stage unless an op might change the image in between. */
public final class Im2colCache {

    private final Graph graph;
    private final Pool pool;
    private final Operands operands;
    private final Draft draft;

    /** Those of the current stage. */
    private final Map<Gathering, Storage> gathered = new HashMap<>();

    /** The columns of an image depend on the convolution, too. */
    private record Gathering(Value thin, Geometry geometry) {}

    public Im2colCache(Graph graph, Pool pool, Operands operands, Draft draft) {
        this.graph = graph;
        this.pool = pool;
        this.operands = operands;
        this.draft = draft;
    }

    /** The layout of a convolution's columns, an image {@code [N, kH · kW · L, h, w]}. */
    public static ImageLayout layout(Geometry g) {
        int channels = g.weight().size() / g.weight().dim(0);
        Shape shape = Shape.of(g.n(), channels, g.small().dim(2), g.small().dim(3));
        return ImageLayout.padded(shape);
    }

    /** The columns of a convolution's large image {@code [N, L, H, W]}. */
    public Storage of(Value thin, Geometry g) {
        Gathering key = new Gathering(thin, g);
        Storage known = gathered.get(key);
        if (known != null) {
            return known;
        }
        Storage image = operands.image(thin);
        Storage columns;
        if (graph.parameters().containsValue(thin)) {
            columns = draft.scratch(layout(g));
        } else {
            columns = pool.take(layout(g));
            gathered.put(key, columns);
        }
        draft.addCopy(
                "im2col",
                thin.shape(),
                new Im2col(g, (ImageLayout) image.layout, (ImageLayout) columns.layout)
                        .gather(image.data, columns.data));
        return columns;
    }

    /** Hands on the memory of the columns; the next stage gathers anew. */
    public void endStage() {
        gathered.values().forEach(pool::give);
        gathered.clear();
    }
}
