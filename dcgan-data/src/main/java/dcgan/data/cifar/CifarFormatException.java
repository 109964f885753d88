package dcgan.data.cifar;

/** A file is not as it must be. The message goes on after the file's name: {@code is empty}. */
final class CifarFormatException extends Exception {
    private static final long serialVersionUID = 1;

    CifarFormatException(String message) {
        super(message);
    }
}
