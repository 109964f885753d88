package dcgan.nn.safetensors;

import java.io.IOException;

/** A file is not what it should be; the message goes on after its name and a colon. */
public final class MalformedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedFileException(String message) {
        super(message);
    }
}
