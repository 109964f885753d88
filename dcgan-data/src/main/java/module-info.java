/** Data sets behind one interface, downloads, batches and picture grids. */
// dcgan.cli is compiled later, and TwelveMonkeys has no descriptors
@SuppressWarnings({"module", "requires-automatic"})
module dcgan.data {
    requires transitive java.desktop;
    requires java.net.http;
    requires org.apache.commons.compress;
    requires com.twelvemonkeys.imageio.tiff;
    requires com.twelvemonkeys.imageio.webp;

    exports dcgan.data;
    exports dcgan.data.cifar;
    exports dcgan.data.convert;
    exports dcgan.data.decode;
    exports dcgan.data.download;
    exports dcgan.data.folder;
    exports dcgan.data.idx;
    exports dcgan.data.picture;
    exports dcgan.data.shapes;
    exports dcgan.data.file to
            dcgan.cli;
}
