package dcgan.nn.gan;

import dcgan.nn.safetensors.SafeTensorsFile;
import dcgan.nn.safetensors.TensorInfo;
import dcgan.nn.safetensors.TensorInfo.Type;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checksum of checkpoints of format 1: the SHA-256 of the whole file, with zeros in place of the checksum. A program
 * that loads such a file and saves it again lays it out in another way, but the first layout follows from what is in it.
 */
final class FormatOne {
    private static final String CHECKSUM = "sha256";
    private static final String ZEROS = "0".repeat(64);

    /** The order of the parts of tensors' names; numbers stand where they are in this list as well. */
    private static final List<String> NAMES = List.of(
            "generator",
            "discriminator",
            "latents",
            "optimizer_d",
            "optimizer_g",
            "step",
            "0",
            "weight",
            "bias",
            "running_mean",
            "running_var",
            "num_batches_tracked",
            "exp_avg",
            "exp_avg_sq");

    private static final Comparator<TensorInfo> ORDER = Comparator.comparing(
                    (TensorInfo tensor) -> tensor.type() == Type.F32)
            .thenComparing(tensor -> tensor.name().split("\\."), FormatOne::compare);

    private FormatOne() {}

    /**
     * Whether the checksum of a file fits its content.
     *
     * @param fields the keys of the metadata in the order of that format
     */
    static boolean isWhole(SafeTensorsFile file, List<String> fields) {
        Map<String, String> found = file.metadata();
        String checksum = found.get(CHECKSUM);
        if (checksum == null) {
            return false;
        }
        Map<String, String> asFound = new LinkedHashMap<>(found);
        asFound.put(CHECKSUM, ZEROS);
        List<TensorInfo> tensors = List.copyOf(file.tensors().values());
        if (checksum.equals(file.layoutChecksum(asFound, tensors))) {
            return true;
        }
        Map<String, String> ordered = new LinkedHashMap<>();
        fields.stream().filter(found::containsKey).forEach(key -> ordered.put(key, found.get(key)));
        // What else there is stands behind them, and the checksum last.
        found.keySet().stream()
                .filter(key -> !key.equals(CHECKSUM))
                .forEach(key -> ordered.putIfAbsent(key, found.get(key)));
        ordered.put(CHECKSUM, ZEROS);
        return checksum.equals(
                file.layoutChecksum(ordered, tensors.stream().sorted(ORDER).toList()));
    }

    private static int compare(String[] a, String[] b) {
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = Integer.compare(rank(a[i]), rank(b[i]));
            if (order == 0 && isNumber(a[i]) && isNumber(b[i])) {
                order = Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int rank(String part) {
        return NAMES.indexOf(isNumber(part) ? "0" : part);
    }

    private static boolean isNumber(String part) {
        return part.matches("\\d{1,9}");
    }
}
