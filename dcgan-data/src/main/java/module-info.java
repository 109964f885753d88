/** Data sets behind one interface, downloads, batches and picture grids. */
@SuppressWarnings("module") // dcgan.cli is compiled later
module dcgan.data {
    requires transitive java.desktop;
    requires java.net.http;
    requires org.apache.commons.compress;

    exports dcgan.data;
    exports dcgan.data.cifar;
    exports dcgan.data.convert;
    exports dcgan.data.decode;
    exports dcgan.data.download;
    exports dcgan.data.folder;
    exports dcgan.data.picture;
    exports dcgan.data.shapes;
    exports dcgan.data.file to
            dcgan.cli;
}
