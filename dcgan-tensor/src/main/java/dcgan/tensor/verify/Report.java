package dcgan.tensor.verify;

import dcgan.tensor.Device;
import java.util.List;

/**
 * The outcome of a verification.
 *
 * @param backend the backend's name
 * @param device the device that it ran on
 * @param results one for each op and each kind of graph, in the order of the table
 */
public record Report(String backend, Device device, List<OpResult> results) {

    public Report {
        results = List.copyOf(results);
    }

    /** Whether all passed. */
    public boolean passed() {
        return results.stream().allMatch(OpResult::passed);
    }

    /** How many cases were tried. */
    public int cases() {
        return results.stream().mapToInt(OpResult::cases).sum();
    }
}
