package dcgan.tensor.simd;

/** How work is divided into parts of nearly the same size. */
final class Parts {

    private Parts() {}

    /** The first item of a part; the part ends where the next one begins. */
    static int begin(int items, int part, int parts) {
        return (int) ((long) items * part / parts);
    }
}
