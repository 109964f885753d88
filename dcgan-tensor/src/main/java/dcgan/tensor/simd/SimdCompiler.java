package dcgan.tensor.simd;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.BCEWithLogitsLoss;
import dcgan.tensor.op.BCEWithLogitsLossBackward;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import dcgan.tensor.simd.Layout.Blocks;
import dcgan.tensor.simd.Layout.Image;
import dcgan.tensor.simd.Layout.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns a graph into tasks over storages. */
final class SimdCompiler {

    private final Graph graph;
    private final ConvolutionChoice convolutions;
    private final int threads;
    private final LayoutPlan layouts;
    private final Fusion fusion;
    private final Lifetimes lifetimes;
    private final Pool pool = new Pool();
    private final Map<Value, Storage> storages = new HashMap<>();

    /** Copies of weights that lie the other way round. */
    private final Map<Value, Turned> turned = new HashMap<>();

    /** The columns that were gathered from thin images in the current stage. */
    private final Map<Gathering, Storage> columns = new HashMap<>();

    /** What only the current node needs. */
    private final List<Storage> copies = new ArrayList<>();

    private final Scratch sums = new Scratch();
    private final Map<String, Task[]> stages = new LinkedHashMap<>();
    private List<Step> steps;

    SimdCompiler(Graph graph, ConvolutionChoice convolutions, int threads) {
        this.convolutions = convolutions;
        this.threads = threads;
        this.graph = graph;
        this.layouts = new LayoutPlan(graph);
        this.fusion = new Fusion(graph);
        this.lifetimes = new Lifetimes(graph);
        for (Graph.Stage stage : graph.stages()) {
            List<Task> tasks = new ArrayList<>();
            for (Node node : stage.nodes()) {
                if (!fusion.isAbsorbed(node.op())) {
                    steps = new ArrayList<>();
                    compile(node);
                    tasks.add(new Task(node.op(), steps, written(node)));
                }
                release(node);
            }
            columns.values().forEach(pool::give);
            columns.clear();
            stages.put(stage.name(), tasks.toArray(Task[]::new));
        }
        sums.allocate();
    }

    /** The tasks of each stage. */
    Map<String, Task[]> stages() {
        return stages;
    }

    /** The memory of a value. */
    Storage storage(Value value) {
        return storages.computeIfAbsent(value, v -> {
            Layout layout = layouts.of(v);
            return lifetimes.isTemporary(v) ? pool.take(layout) : new Storage(layout);
        });
    }

    /** Memory for what only the current node needs. */
    private Storage copy(Layout layout) {
        Storage copy = pool.take(layout);
        copies.add(copy);
        return copy;
    }

    private void release(Node node) {
        copies.forEach(pool::give);
        copies.clear();
        lifetimes.endingWith(node).stream()
                .map(storages::get)
                .filter(Objects::nonNull)
                .forEach(pool::give);
    }

    private List<Storage> written(Node node) {
        return switch (node.op()) {
            case Op.InPlace op -> op.updates().stream().map(this::storage).toList();
            case Op.Pure op -> List.of(target(op, node.result().get()));
        };
    }

    /** Where an op's result goes, which may be that of what is computed with it. */
    private Storage target(Op op, Value result) {
        Node follower = fusion.follower(op);
        return storage(follower == null ? result : follower.result().get());
    }

    private void compile(Node node) {
        switch (node.op()) {
            case Op.InPlace op -> update(op);
            case Convolution op -> convolution(op, node.result().get());
            case Op.Pure op -> pure(op, target(op, node.result().get()));
        }
    }

    private void update(Op.InPlace op) {
        switch (op) {
            case Adam adam -> adam(adam);
            case RunningAverage r -> {
                float[] running = data(r.running());
                float[] batch = data(r.batch());
                add(new RangeStep(
                        running.length,
                        (from, to) ->
                                Pointwise.runningAverage(running, batch, r.momentum(), r.correction(), from, to)));
            }
            case Increment increment -> {
                float[] counter = data(increment.counter());
                add(new SingleStep(() -> counter[0]++));
            }
        }
    }

    private void adam(Adam op) {
        float[] parameter = data(op.parameter());
        float[] gradient = data(op.gradient());
        float[] m = data(op.expAvg());
        float[] v = data(op.expAvgSq());
        float[] step = data(op.step());
        add(new RangeStep(
                parameter.length,
                (from, to) -> Pointwise.adam(parameter, gradient, m, v, step[0], op.settings(), from, to)));
    }

    private void pure(Op.Pure op, Storage result) {
        float[] y = result.data;
        switch (op) {
            case Activation activation -> add(new RangeStep(y.length, body(activation, data(activation.input()), y)));
            case ActivationBackward backward ->
                add(new RangeStep(y.length, body(backward, data(backward.gradOutput()), data(backward.output()), y)));
            case ChannelMean c -> add(channels(c.input()).sum(image(c.input()), 1 / count(c.input()), y));
            case ChannelSum c -> add(channels(c.input()).sum(image(c.input()), 1, y));
            case ChannelVariance c ->
                add(channels(c.input()).squaredDeviations(image(c.input()), data(c.mean()), 1 / count(c.input()), y));
            case BatchNorm2d b ->
                onImage(
                        result,
                        target -> add(channels(b.input())
                                .normalise(
                                        image(b.input()),
                                        data(b.mean()),
                                        data(b.variance()),
                                        data(b.weight()),
                                        b.eps(),
                                        data(b.bias()),
                                        target.data,
                                        following(fusion.follower(b), target))));
            case BatchNorm2dGradWeight b ->
                add(channels(b.input())
                        .gradWeight(
                                image(b.gradOutput()),
                                image(b.input()),
                                data(b.mean()),
                                data(b.variance()),
                                b.eps(),
                                y));
            case BatchNorm2dGradInput b ->
                onImage(
                        result,
                        target -> add(channels(b.input())
                                .gradInput(
                                        image(b.gradOutput()),
                                        image(b.input()),
                                        data(b.mean()),
                                        data(b.variance()),
                                        data(b.weight()),
                                        data(b.gradWeight()),
                                        data(b.gradBias()),
                                        b.eps(),
                                        target.data)));
            case BatchNorm2dEvalGradInput b ->
                onImage(
                        result,
                        target -> add(channels(b.gradOutput())
                                .evalGradInput(
                                        image(b.gradOutput()),
                                        data(b.variance()),
                                        data(b.weight()),
                                        b.eps(),
                                        target.data)));
            case BCELoss b -> loss(Losses::bce, b.prediction(), b.target(), b.reduction(), y);
            case BCEWithLogitsLoss b -> loss(Losses::bceWithLogits, b.logit(), b.target(), b.reduction(), y);
            case BCELossBackward b ->
                add(Losses.elementwise(
                        Losses::bceGradient,
                        factor(b.reduction(), b.prediction()),
                        storage(b.prediction()),
                        storage(b.target()),
                        y));
            case BCEWithLogitsLossBackward b ->
                add(Losses.elementwise(
                        Losses::bceWithLogitsGradient,
                        factor(b.reduction(), b.logit()),
                        storage(b.logit()),
                        storage(b.target()),
                        y));
            case Fill f -> add(new RangeStep(y.length, (from, to) -> Arrays.fill(y, from, to, f.value())));
            case Copy c -> {
                float[] x = data(c.input());
                add(new RangeStep(y.length, (from, to) -> System.arraycopy(x, from, y, from, to - from)));
            }
            case Add a -> {
                float[] first = data(a.a());
                float[] second = data(a.b());
                add(new RangeStep(y.length, (from, to) -> Pointwise.addShifted(first, second, 0, y, from, to)));
            }
            case Mean m -> add(Losses.mean(storage(m.input()), y));
            case Normal n -> normal(n, result);
            case Convolution c -> throw new AssertionError("handled by convolution()");
        }
    }

    private void normal(Normal op, Storage result) {
        float[] counter = data(op.counter());
        float[] numbers = new float[op.outputShape().size()];
        int[] places = result.layout.places();
        add(new RangeStep(numbers.length, (from, to) -> {
            Philox.normal(op.seed(), op.stream(), (int) counter[0], numbers, from, to);
            for (int i = from; i < to; i++) {
                result.data[places[i]] = numbers[i];
            }
        }));
    }

    private void loss(Losses.Loss loss, Value x, Value target, Reduction reduction, float[] y) {
        add(
                reduction == Reduction.NONE
                        ? Losses.elementwise(loss, 1, storage(x), storage(target), y)
                        : Losses.reduced(loss, storage(x), storage(target), reduction, y));
    }

    private static double factor(Reduction reduction, Value x) {
        return reduction == Reduction.MEAN ? 1.0 / x.shape().size() : 1;
    }

    // Convolutions.

    private void convolution(Convolution op, Value result) {
        Node follower = fusion.follower(op);
        Storage target = target(op, result);
        Geometry g = op.geometry();
        Value first = op.inputs().get(0);
        Value second = op.inputs().get(1);
        boolean folded = Weight.folded(g.weight());
        boolean winograd = convolutions.isWinograd(g);
        PixelPairs pairs = folded ? PixelPairs.same(g.small().dim(2) * g.small().dim(3)) : PixelPairs.of(g);
        switch (op.primitive()) {
            case DOWN -> {
                Storage source = folded ? gathered(first, g) : imageStorage(first);
                Storage weight = weightStorage(second, true);
                onImage(target, small -> {
                    if (winograd) {
                        winograd(op, follower, List.of(WinogradPhase.down(g)), source, weight, small);
                    } else {
                        down(op, follower, pairs, source, weight, small);
                    }
                });
            }
            case UP -> {
                Storage source = padded(imageStorage(first));
                Storage weight = weightStorage(second, false);
                onImage(target, large -> {
                    if (winograd) {
                        List<List<WinogradPhase>> phases =
                                WinogradPhase.up(g).stream().map(List::of).toList();
                        winograd(op, follower, phases, source, weight, large);
                    } else {
                        up(op, follower, pairs, source, weight, large);
                    }
                });
            }
            case WEIGHT -> {
                boolean transposed = op instanceof ConvTranspose2dGradWeight;
                Value large = transposed ? second : first;
                Value small = transposed ? first : second;
                Storage largeImage = folded ? gathered(large, g) : padded(imageStorage(large));
                Storage smallImage = padded(imageStorage(small));
                on(target, new Weight(g.weight()), gradient -> {
                    WeightPass pass = new WeightPass(pairs, largeImage, smallImage, gradient, sums);
                    if (winograd) {
                        add(pass.winograd(WinogradPhase.down(g)));
                    } else {
                        steps.addAll(pass.steps());
                    }
                });
            }
        }
    }

    private void winograd(
            Convolution op,
            Node follower,
            List<List<WinogradPhase>> phases,
            Storage source,
            Storage weight,
            Storage target) {
        add(new WinogradForward(phases, source, weight, target, epilogue(op, follower, target), threads));
    }

    private void up(Convolution op, Node follower, PixelPairs pairs, Storage source, Storage weight, Storage target) {
        if (!((Weight) weight.layout).folded()) {
            add(new ForwardStep(pairs, false, source, weight, target, epilogue(op, follower, target)));
            return;
        }
        Storage product = copy(columnLayout(op.geometry()));
        add(new ForwardStep(pairs, false, source, weight, product, Epilogue.NONE));
        add(new Columns(op.geometry(), (Image) target.layout, (Image) product.layout)
                .scatter(product.data, target.data, epilogue(op, follower, target)));
    }

    private void down(Convolution op, Node follower, PixelPairs pairs, Storage source, Storage weight, Storage target) {
        Image layout = (Image) target.layout;
        if (layout.blocks().channels() > Blocks.THIN) {
            add(new ForwardStep(pairs, true, source, weight, target, epilogue(op, follower, target)));
            return;
        }
        // A thin result is narrower than the micro-kernel's columns: it is computed padded, then copied.
        Storage padded =
                copy(new Image(layout.shape(), Blocks.padded(layout.blocks().channels())));
        add(new ForwardStep(pairs, true, source, weight, padded, Epilogue.NONE));
        add(Relayout.step(padded, target));
        Epilogue epilogue = epilogue(op, follower, target);
        add(new RangeStep(layout.pixels() * layout.blocks().count(), (from, to) -> {
            for (int block = from; block < to; block++) {
                epilogue.apply(layout.offset(0, block), layout.offset(0, block + 1));
            }
        }));
    }

    /** The image in blocks as wide as the micro-kernel expects them. */
    private Storage padded(Storage image) {
        Image layout = (Image) image.layout;
        Blocks blocks = Blocks.padded(layout.blocks().channels());
        if (layout.blocks().equals(blocks)) {
            return image;
        }
        Storage wide = copy(new Image(layout.shape(), blocks));
        add(Relayout.step(image, wide));
        return wide;
    }

    private Epilogue epilogue(Convolution op, Node follower, Storage target) {
        Value bias = switch (op) {
            case Conv2d c -> c.bias();
            case ConvTranspose2d c -> c.bias();
            default -> null;
        };
        Epilogue second = following(follower, target);
        if (bias == null) {
            return second;
        }
        Epilogue first = new ChannelSteps((Image) target.layout).addBias(target.data, data(bias));
        return (from, to) -> {
            first.apply(from, to);
            second.apply(from, to);
        };
    }

    /** What is computed with an op, in place. */
    private Epilogue following(Node follower, Storage target) {
        if (follower == null) {
            return Epilogue.NONE;
        }
        RangeStep.Body body = switch (follower.op()) {
            case Activation activation -> body(activation, target.data, target.data);
            case ActivationBackward backward -> body(backward, target.data, image(backward.output()), target.data);
            default -> throw new AssertionError("no epilogue: " + follower.op().name());
        };
        return body::run;
    }

    private static RangeStep.Body body(Activation op, float[] x, float[] y) {
        return switch (op) {
            case ReLU a -> (from, to) -> Pointwise.leakyReLU(x, 0, y, from, to);
            case LeakyReLU a -> (from, to) -> Pointwise.leakyReLU(x, a.negativeSlope(), y, from, to);
            case Sigmoid a -> (from, to) -> Pointwise.sigmoid(x, y, from, to);
            case Tanh a -> (from, to) -> Pointwise.tanh(x, y, from, to);
        };
    }

    private static RangeStep.Body body(ActivationBackward op, float[] dy, float[] y, float[] dx) {
        return switch (op) {
            case ReLUBackward a -> (from, to) -> Pointwise.leakyReLUBackward(dy, y, 0, dx, from, to);
            case LeakyReLUBackward a ->
                (from, to) -> Pointwise.leakyReLUBackward(dy, y, a.negativeSlope(), dx, from, to);
            case SigmoidBackward a -> (from, to) -> Pointwise.sigmoidBackward(dy, y, dx, from, to);
            case TanhBackward a -> (from, to) -> Pointwise.tanhBackward(dy, y, dx, from, to);
        };
    }

    private static Image columnLayout(Geometry g) {
        int channels = g.weight().size() / g.weight().dim(0);
        Shape shape = Shape.of(g.n(), channels, g.small().dim(2), g.small().dim(3));
        return new Image(shape, Blocks.padded(channels));
    }

    /** The columns of an image depend on the convolution too. */
    private record Gathering(Value thin, Geometry geometry) {}

    /** The columns of a thin image, gathered once a stage unless an op might change the image in between. */
    private Storage gathered(Value thin, Geometry g) {
        Gathering key = new Gathering(thin, g);
        Storage known = columns.get(key);
        if (known != null) {
            return known;
        }
        Storage image = imageStorage(thin);
        Storage gathered;
        if (graph.parameters().containsValue(thin)) {
            gathered = copy(columnLayout(g));
        } else {
            gathered = pool.take(columnLayout(g));
            columns.put(key, gathered);
        }
        add(new Columns(g, (Image) image.layout, (Image) gathered.layout).gather(image.data, gathered.data));
        return gathered;
    }

    // Operands in the layout that an op wants.

    private float[] data(Value value) {
        return storage(value).data;
    }

    private float[] image(Value value) {
        return imageStorage(value).data;
    }

    private Storage imageStorage(Value value) {
        return as(value, new Image(value.shape()));
    }

    private ChannelSteps channels(Value image) {
        return new ChannelSteps(new Image(image.shape()));
    }

    private static double count(Value image) {
        return (double) image.shape().size() / image.shape().dim(1);
    }

    private Storage as(Value value, Layout layout) {
        Storage own = storage(value);
        if (own.layout.equals(layout)) {
            return own;
        }
        Storage copy = copy(layout);
        add(Relayout.step(own, copy));
        return copy;
    }

    private Storage weightStorage(Value value, boolean sumsLarge) {
        Weight natural = new Weight(value.shape());
        Storage own = as(value, natural);
        if (natural.sumsLarge() == sumsLarge) {
            return own;
        }
        if (own != storage(value)) {
            Storage copy = copy(natural.turned());
            add(Relayout.step(own, copy));
            return copy;
        }
        Turned copy = turned.computeIfAbsent(value, v -> new Turned(own));
        add(copy.steps());
        return copy.storage();
    }

    /** Lets an op write an image, and copies it where the value lies otherwise. */
    private void onImage(Storage target, java.util.function.Consumer<Storage> op) {
        on(target, new Image(target.layout.shape()), op);
    }

    private void on(Storage target, Layout layout, java.util.function.Consumer<Storage> op) {
        if (target.layout.equals(layout)) {
            op.accept(target);
            return;
        }
        Storage wanted = copy(layout);
        op.accept(wanted);
        add(Relayout.step(wanted, target));
    }

    private void add(Step... added) {
        steps.addAll(List.of(added));
    }
}
