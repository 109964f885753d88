package dcgan.data.pickle;

import dcgan.data.text.Messages;
import java.util.stream.Stream;

/** What a pickle of an array refers to by name. Nothing of it is ever called; only its meaning is known. */
enum NumpyGlobal {
    ARRAY("numpy", "ndarray"),
    TYPE("numpy", "dtype"),
    /** An empty array, which is filled by the state that follows. */
    RECONSTRUCT("numpy.core.multiarray", "_reconstruct"),
    /** The same in NumPy 2. */
    RECONSTRUCT_2("numpy._core.multiarray", "_reconstruct"),
    /** An array of protocol 5, with its bytes. */
    FROM_BUFFER("numpy.core.numeric", "_frombuffer"),
    /** The same in NumPy 2. */
    FROM_BUFFER_2("numpy._core.numeric", "_frombuffer"),
    /** Bytes that Python 3 writes as text in protocol 2. */
    ENCODE("_codecs", "encode");

    private final String module;
    private final String function;

    NumpyGlobal(String module, String function) {
        this.module = module;
        this.function = function;
    }

    static NumpyGlobal of(String module, String function) throws PickleException {
        return Stream.of(values())
                .filter(global -> global.module.equals(module) && global.function.equals(function))
                .findFirst()
                .orElseThrow(() -> new PickleException(
                        "refers to " + Messages.printable(module + "." + function) + ", which no such file needs"));
    }
}
