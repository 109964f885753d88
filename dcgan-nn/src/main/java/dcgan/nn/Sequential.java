package dcgan.nn;

import dcgan.nn.Pass.Gradients;
import dcgan.nn.Pass.Wanted;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Layers one after another, as {@code torch.nn.Sequential}: the parameters are named {@code 0.weight}, {@code 2.weight}
 * and so on, by the index of their layer, those without parameters counted.
 *
 * @param layers at least one
 */
public record Sequential(List<Layer> layers) implements Layer {

    /**
     * @throws IllegalArgumentException if there are no layers
     */
    public Sequential {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("Sequential needs at least one layer");
        }
    }

    /** The layers in their order. */
    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            for (Parameter parameter : layers.get(i).parameters()) {
                all.add(parameter.in(Integer.toString(i)));
            }
        }
        return all;
    }

    @Override
    public OptionalInt inputChannels() {
        return layers.stream()
                .map(Layer::inputChannels)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    @Override
    public Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode) {
        List<Pass> passes = new ArrayList<>();
        Value x = input;
        for (int i = 0; i < layers.size(); i++) {
            Pass pass = layers.get(i).forward(graph, scope.child(Integer.toString(i)), x, mode);
            passes.add(pass);
            x = pass.output();
        }
        return new Pass(x, (gradOutput, wanted) -> backward(passes, gradOutput, wanted));
    }

    private Gradients backward(List<Pass> passes, Value gradOutput, Wanted wanted) {
        int firstTrained = 0;
        while (firstTrained < layers.size() && !isTrained(layers.get(firstTrained))) {
            firstTrained++;
        }
        int last = wanted.input() ? 0 : wanted.parameters() ? firstTrained : layers.size();
        Map<String, Value> parameters = new LinkedHashMap<>();
        Value gradient = gradOutput;
        for (int i = layers.size() - 1; i >= last; i--) {
            boolean input = wanted.input() || i > last;
            Gradients gradients = passes.get(i).backward(gradient, new Wanted(input, wanted.parameters()));
            String prefix = i + ".";
            gradients.parameters().forEach((name, value) -> parameters.put(prefix + name, value));
            gradient = gradients.input().orElse(null);
        }
        return new Gradients(wanted.input() ? Optional.of(gradient) : Optional.empty(), parameters);
    }

    private static boolean isTrained(Layer layer) {
        return layer.parameters().stream().anyMatch(Parameter::trained);
    }
}
