package dcgan.tensor.planning;

import dcgan.tensor.BackendException;
import java.util.Locale;
import java.util.Map;

/** What a user can ask for when a backend has more than one algorithm for convolutions. */
public enum ConvolutionChoice {
    /**
     * {@link ConvolutionAlgorithm#WINOGRAD} where it is faster, else {@link ConvolutionAlgorithm#DIRECT}; also for batches and
     * images so large that the rounding errors of Winograd's gradient to the weight, which is one sum over all tiles and
     * images, would become noticeable.
     */
    AUTO,
    /** Always {@link ConvolutionAlgorithm#DIRECT}. */
    DIRECT,
    /**
     * {@link ConvolutionAlgorithm#WINOGRAD} wherever {@linkplain WinogradTile#fits it can be used}: about ten times the rounding
     * errors of {@link #DIRECT}.
     */
    WINOGRAD;

    /**
     * What the properties of a backend ask for; {@link #AUTO} if they do not say.
     *
     * @param properties the backend's
     * @param option the backend's name for the choice between {@code auto}, {@code direct} and {@code winograd}
     * @throws BackendException if they ask for another
     */
    public static ConvolutionChoice of(Map<String, String> properties, String option) {
        String wanted = properties.getOrDefault(option, "auto");
        for (ConvolutionChoice choice : values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return choice;
            }
        }
        throw new BackendException(option + " must be auto, direct or winograd, but is \"" + wanted + "\"");
    }
}
