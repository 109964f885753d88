/** The command line over {@code dcgan.tensor}, {@code dcgan.nn} and {@code dcgan.data}. */
@SuppressWarnings("requires-automatic") // org.jfree.jfreechart has a fixed module name, but no descriptor yet
module dcgan.cli {
    requires com.fasterxml.jackson.databind;
    requires dcgan.data;
    requires dcgan.nn;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires org.jfree.jfreechart;
    requires org.slf4j;

    opens dcgan.cli to
            info.picocli;
}
