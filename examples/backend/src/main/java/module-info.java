import dcgan.tensor.spi.BackendProvider;
import example.backend.PlainProvider;

/** A backend of its own for {@code dcgan.tensor}, and a program that uses it. */
module example.backend {
    requires dcgan.tensor;

    provides BackendProvider with
            PlainProvider;
}
