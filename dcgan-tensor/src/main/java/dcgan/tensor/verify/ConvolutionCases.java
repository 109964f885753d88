package dcgan.tensor.verify;

import static dcgan.tensor.verify.Operand.input;
import static dcgan.tensor.verify.Operand.parameter;

import dcgan.tensor.Shape;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradInput;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.OutputPadding;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.Stride;
import java.util.ArrayList;
import java.util.List;

/** The six convolution ops over the shapes of the DCGAN and over those that kernels stumble on. */
final class ConvolutionCases {

    private static final OutputPadding NO_OUTPUT_PADDING = new OutputPadding(0, 0);

    private ConvolutionCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        conv2d().forEach(shape -> cases.addAll(shape.conv2d()));
        convTranspose2d().forEach(shape -> cases.addAll(shape.convTranspose2d()));
        return cases;
    }

    private static List<Shapes> conv2d() {
        List<Shapes> shapes = new ArrayList<>(List.of(
                // The discriminator.
                of(2, 3, 64, 32, 32).kernel(4).stride(2).padding(1),
                of(2, 64, 128, 16, 16).kernel(4).stride(2).padding(1),
                of(3, 128, 256, 8, 8).kernel(4).stride(2).padding(1),
                of(5, 256, 1, 4, 4).kernel(4),
                // That of other pictures: grey, and of 16, 64, 128 and 256 px. Few channels keep the large ones quick.
                of(2, 1, 64, 16, 16).kernel(4).stride(2).padding(1),
                of(1, 3, 64, 64, 64).kernel(4).stride(2).padding(1),
                of(1, 3, 8, 128, 128).kernel(4).stride(2).padding(1),
                of(1, 1, 16, 256, 256).kernel(4).stride(2).padding(1),
                of(1, 512, 64, 8, 8).kernel(4).stride(2).padding(1),
                of(2, 512, 1, 4, 4).kernel(4)));
        shapes.addAll(oddities());
        shapes.addAll(List.of(
                // The last rows and columns belong to no window.
                of(2, 3, 5, 10, 8).kernel(3).stride(3),
                // Some windows lie beside the image.
                of(2, 3, 5, 4, 4).kernel(1).padding(1)));
        return shapes;
    }

    private static List<Shapes> convTranspose2d() {
        List<Shapes> shapes = new ArrayList<>(List.of(
                // The generator.
                of(3, 100, 512, 1, 1).kernel(4),
                of(2, 512, 256, 4, 4).kernel(4).stride(2).padding(1),
                of(2, 256, 128, 8, 8).kernel(4).stride(2).padding(1),
                of(2, 128, 3, 16, 16).kernel(4).stride(2).padding(1),
                // That of other pictures.
                of(2, 128, 1, 8, 8).kernel(4).stride(2).padding(1),
                of(1, 64, 3, 32, 32).kernel(4).stride(2).padding(1),
                of(1, 8, 3, 64, 64).kernel(4).stride(2).padding(1),
                of(1, 16, 1, 128, 128).kernel(4).stride(2).padding(1),
                of(1, 64, 512, 4, 4).kernel(4).stride(2).padding(1)));
        shapes.addAll(oddities());
        shapes.addAll(List.of(
                of(2, 5, 4, 3, 4).kernel(3).stride(2).padding(1).outputPadding(1, 1),
                of(2, 5, 4, 3, 4).kernel(4).stride(3).padding(1).outputPadding(2, 1),
                of(1, 17, 9, 5, 2).kernel(3, 2).stride(2, 3).outputPadding(0, 2).withBias(),
                // With a kernel smaller than the stride some pixels get nothing but the bias.
                of(2, 3, 5, 4, 4).kernel(1).stride(2).outputPadding(1, 1).withBias()));
        return shapes;
    }

    /** Shapes that both kinds of convolution go through. */
    private static List<Shapes> oddities() {
        List<Shapes> shapes = new ArrayList<>();
        for (int stride = 1; stride <= 3; stride++) {
            for (int padding = 0; padding <= 2; padding++) {
                shapes.add(of(2, 3, 5, 7, 9).kernel(3).stride(stride).padding(padding));
                shapes.add(of(1, 17, 19, 9, 6)
                        .kernel(4)
                        .stride(stride)
                        .padding(padding)
                        .withBias());
                shapes.add(of(3, 4, 33, 6, 6).kernel(5).stride(stride).padding(padding));
            }
        }
        shapes.addAll(List.of(
                of(1, 1, 1, 1, 1).kernel(1),
                of(1, 1, 1, 5, 5).kernel(2).withBias(),
                of(2, 16, 32, 8, 8).kernel(4).stride(2).padding(1).withBias(),
                of(2, 16, 16, 8, 8).kernel(3).padding(1),
                of(7, 24, 40, 5, 11).kernel(1),
                of(2, 8, 6, 9, 9).kernel(1).stride(2),
                of(2, 3, 4, 9, 8).kernel(3, 5).padding(1, 2),
                of(2, 3, 4, 8, 9).kernel(5, 2).stride(2, 1).padding(2, 0).withBias(),
                of(1, 6, 31, 11, 13).kernel(2, 3).stride(1, 3),
                of(1, 9, 7, 6, 37).kernel(4).stride(2).padding(1),
                of(4, 2, 1, 3, 17).kernel(3, 4).stride(3, 2).padding(2, 1),
                of(1, 130, 67, 5, 5).kernel(4).stride(2).padding(1),
                // More images than kernels take at once.
                of(70, 6, 9, 10, 4).kernel(4).stride(2).padding(1).withBias()));
        shapes.addAll(thinAndWide());
        return shapes;
    }

    /** Every combination of few and many channels and images, with the kernel that Winograd's algorithm is for. */
    private static List<Shapes> thinAndWide() {
        List<Shapes> shapes = new ArrayList<>();
        for (int n : new int[] {2, 33}) {
            for (int in : new int[] {4, 5, 64}) {
                for (int out : new int[] {3, 18}) {
                    shapes.add(of(n, in, out, 8, 8).kernel(4).stride(2).padding(1));
                }
            }
        }
        shapes.add(of(64, 64, 1, 8, 8).kernel(4).stride(2).padding(1).withBias());
        shapes.add(of(33, 8, 1, 8, 8).kernel(4).stride(2).padding(1).withBias());
        return shapes;
    }

    private static Shapes of(int n, int in, int out, int h, int w) {
        return new Shapes(n, in, out, h, w, 1, 1, new Stride(1, 1), new Padding(0, 0), NO_OUTPUT_PADDING, false);
    }

    /** One row of the table: {@code [n, in, h, w]} becomes {@code [n, out, …]}. */
    record Shapes(
            int n,
            int in,
            int out,
            int h,
            int w,
            int kH,
            int kW,
            Stride stride,
            Padding padding,
            OutputPadding outputPadding,
            boolean bias) {

        Shapes kernel(int both) {
            return kernel(both, both);
        }

        Shapes kernel(int newH, int newW) {
            return new Shapes(n, in, out, h, w, newH, newW, stride, padding, outputPadding, bias);
        }

        Shapes stride(int both) {
            return stride(both, both);
        }

        Shapes stride(int newH, int newW) {
            return new Shapes(n, in, out, h, w, kH, kW, new Stride(newH, newW), padding, outputPadding, bias);
        }

        Shapes padding(int both) {
            return padding(both, both);
        }

        Shapes padding(int newH, int newW) {
            return new Shapes(n, in, out, h, w, kH, kW, stride, new Padding(newH, newW), outputPadding, bias);
        }

        Shapes outputPadding(int newH, int newW) {
            return new Shapes(n, in, out, h, w, kH, kW, stride, padding, new OutputPadding(newH, newW), bias);
        }

        Shapes withBias() {
            return new Shapes(n, in, out, h, w, kH, kW, stride, padding, outputPadding, true);
        }

        /** The convolution and its two gradients. */
        List<Case> conv2d() {
            Operand x = input(n, in, h, w);
            Operand weight = parameter(out, in, kH, kW);
            Case forward = bias
                    ? Case.of(v -> new Conv2d(v.get(0), v.get(1), v.get(2), stride, padding), x, weight, parameter(out))
                    : Case.of(v -> Conv2d.of(v.get(0), v.get(1), stride, padding), x, weight);
            Operand dy = new Operand(false, result(forward), x.contents());
            return List.of(
                    forward,
                    Case.of(v -> new Conv2dGradInput(v.get(0), v.get(1), x.shape(), stride, padding), dy, weight),
                    Case.of(v -> new Conv2dGradWeight(v.get(0), v.get(1), weight.shape(), stride, padding), x, dy));
        }

        /** The transposed convolution and its two gradients. */
        List<Case> convTranspose2d() {
            Operand x = input(n, in, h, w);
            Operand weight = parameter(in, out, kH, kW);
            Case forward = bias
                    ? Case.of(
                            v -> new ConvTranspose2d(v.get(0), v.get(1), v.get(2), stride, padding, outputPadding),
                            x,
                            weight,
                            parameter(out))
                    : Case.of(
                            v -> new ConvTranspose2d(v.get(0), v.get(1), null, stride, padding, outputPadding),
                            x,
                            weight);
            Operand dy = new Operand(false, result(forward), x.contents());
            return List.of(
                    forward,
                    Case.of(
                            v -> new ConvTranspose2dGradInput(v.get(0), v.get(1), x.shape(), stride, padding),
                            dy,
                            weight),
                    Case.of(
                            v -> new ConvTranspose2dGradWeight(v.get(0), v.get(1), weight.shape(), stride, padding),
                            x,
                            dy));
        }

        private static Shape result(Case forward) {
            return forward.graph().named("result").shape();
        }
    }
}
