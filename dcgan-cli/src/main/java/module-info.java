/** The command line over {@code dcgan.tensor}, {@code dcgan.nn} and {@code dcgan.data}. */
@SuppressWarnings("requires-automatic") // org.jfree.jfreechart has a fixed module name, but no descriptor yet
module dcgan.cli {
    requires com.fasterxml.jackson.databind;
    requires dcgan.data;
    requires dcgan.nn;
    requires dcgan.nn.mpi;
    requires info.picocli;
    requires java.desktop;
    requires jdk.incubator.vector;
    requires jdk.management;
    // For the signals, by reflection.
    requires jdk.unsupported;
    requires org.jfree.jfreechart;

    opens dcgan.cli to
            com.fasterxml.jackson.databind,
            info.picocli;
    opens dcgan.cli.bench to
            com.fasterxml.jackson.databind;
    opens dcgan.cli.config to
            com.fasterxml.jackson.databind;
    opens dcgan.cli.evaluation to
            com.fasterxml.jackson.databind;
}
