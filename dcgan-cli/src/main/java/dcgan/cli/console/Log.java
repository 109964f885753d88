package dcgan.cli.console;

/** Sets up what the loggers of SLF4J say: nothing but warnings, if nobody asks for more. */
public final class Log {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Log() {}

    /**
     * Must be called before the first logger is made, which is when its settings are read.
     *
     * @param verbose whether standard error shows what happens when
     */
    public static void setUp(boolean verbose) {
        System.setProperty(PREFIX + "defaultLogLevel", verbose ? "info" : "warn");
        System.setProperty(PREFIX + "showDateTime", "true");
        System.setProperty(PREFIX + "dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
        System.setProperty(PREFIX + "showThreadName", "false");
        System.setProperty(PREFIX + "showLogName", "false");
    }
}
