/** CIFAR-10, procedural shapes and image folders, as shuffled batches. */
@SuppressWarnings("module") // dcgan.cli is compiled later
module dcgan.data {
    requires transitive java.desktop;
    requires java.net.http;
    requires org.apache.commons.compress;

    exports dcgan.data;
    exports dcgan.data.file to
            dcgan.cli;
}
