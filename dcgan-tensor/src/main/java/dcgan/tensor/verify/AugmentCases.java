package dcgan.tensor.verify;

import static dcgan.tensor.verify.Operand.input;

import dcgan.tensor.op.AugmentParameters;
import dcgan.tensor.op.ColorJitter;
import dcgan.tensor.op.ColorJitterBackward;
import dcgan.tensor.op.Cutout;
import dcgan.tensor.op.ImageMean;
import dcgan.tensor.op.Translate;
import dcgan.tensor.op.TranslateBackward;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The ops that augment images: of one channel and many, of few images and more than a vector, and some at random. */
final class AugmentCases {

    private static final int[][] IMAGES = {{1, 1, 1, 2}, {2, 3, 5, 7}, {3, 17, 4, 4}, {1, 70, 9, 2}, {20, 3, 32, 32}};

    private static final int RANDOM_SHAPES = 4;

    private AugmentCases() {}

    static List<Case> all() {
        List<int[]> shapes = new ArrayList<>(List.of(IMAGES));
        Random random = new Random(1);
        for (int i = 0; i < RANDOM_SHAPES; i++) {
            shapes.add(
                    new int[] {random.nextInt(1, 40), random.nextInt(1, 8), random.nextInt(1, 24), random.nextInt(1, 24)
                    });
        }
        List<Case> cases = new ArrayList<>();
        shapes.forEach(shape -> add(cases, shape));
        return cases;
    }

    private static void add(List<Case> cases, int[] shape) {
        Operand image = input(shape).between(-1, 3);
        Operand mean = input(shape[0]);
        Operand parameters = parameters(shape);
        cases.add(Case.of(v -> new ImageMean(v.getFirst()), image));
        cases.add(Case.of(v -> new ColorJitter(v.get(0), v.get(1), v.get(2)), image, mean, parameters));
        cases.add(Case.of(v -> new ColorJitterBackward(v.get(0), v.get(1), v.get(2)), image, mean, parameters));
        cases.add(Case.of(v -> new Translate(v.get(0), v.get(1)), image, parameters));
        cases.add(Case.of(v -> new TranslateBackward(v.get(0), v.get(1)), image, parameters));
        int height = Math.ceilDiv(shape[2], 2);
        int width = Math.ceilDiv(shape[3], 2);
        cases.add(Case.of(v -> new Cutout(v.get(0), v.get(1), height, width), image, parameters));
        cases.add(Case.of(v -> new Cutout(v.get(0), v.get(1), 1, shape[3] + 1), image, parameters));
    }

    /** Shifts reach beyond the image, and so do the rectangles. */
    private static Operand parameters(int[] shape) {
        return new Operand(false, AugmentParameters.shape(shape[0]), (of, stream) -> {
            Random random = new Random(stream);
            float[] values = new float[of.size()];
            for (int row = 0; row < values.length; row += AugmentParameters.COUNT) {
                values[row + AugmentParameters.BRIGHTNESS] = random.nextFloat(-0.5f, 0.5f);
                values[row + AugmentParameters.SATURATION] = random.nextFloat(0, 2);
                values[row + AugmentParameters.CONTRAST] = random.nextFloat(0.5f, 1.5f);
                values[row + AugmentParameters.SHIFT_Y] = random.nextInt(-shape[2] - 1, shape[2] + 2);
                values[row + AugmentParameters.SHIFT_X] = random.nextInt(-shape[3] - 1, shape[3] + 2);
                values[row + AugmentParameters.CUTOUT_Y] = random.nextInt(-shape[2], shape[2] + 2);
                values[row + AugmentParameters.CUTOUT_X] = random.nextInt(-shape[3], shape[3] + 2);
            }
            return values;
        });
    }
}
