package dcgan.tensor.simd.run;

/** How work is divided into parts of nearly the same size. */
public final class Parts {

    private Parts() {}

    /** The first item of a part; the part ends where the next one begins. */
    public static int begin(int items, int part, int parts) {
        return (int) ((long) items * part / parts);
    }
}
