/** The command line over {@code dcgan.tensor}, {@code dcgan.nn} and {@code dcgan.data}. */
module dcgan.cli {
    requires com.fasterxml.jackson.databind;
    requires dcgan.data;
    requires dcgan.nn;
    requires info.picocli;
    requires org.slf4j;

    opens dcgan.cli to
            info.picocli;
}
