/** Data sets behind one interface, downloads, batches and picture grids. */
// dcgan.cli is compiled later, and TwelveMonkeys has no descriptors
@SuppressWarnings({"module", "requires-automatic"})
module dcgan.data {
    requires transitive java.desktop;
    requires java.net.http;
    requires org.apache.commons.compress;
    requires com.twelvemonkeys.imageio.tiff;
    requires com.twelvemonkeys.imageio.webp;
    // What these need: without descriptors they cannot say so, and build tools would leave it off the module path.
    requires com.twelvemonkeys.common.image;
    requires com.twelvemonkeys.common.io;
    requires com.twelvemonkeys.common.lang;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.metadata;

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
