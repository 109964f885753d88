package dcgan.data.decode;

import java.awt.Rectangle;
import javax.imageio.ImageReadParam;

/**
 * Which pixels of a stored picture are read: in a rectangle, every {@code gap}-th column and row from an offset on.
 */
record Region(Axis across, Axis down) {
    /**
     * Positions on one axis.
     *
     * @param start the first position of the rectangle
     * @param length how many positions the rectangle has
     * @param gap the distance of the positions that are read
     * @param offset how many positions are left out before the first one that is read
     */
    record Axis(int start, int length, int gap, int offset) {
        /** The i-th position that is read. */
        int position(int i) {
            return start + offset + i * gap;
        }

        /** How many positions are read. */
        int count() {
            return Math.ceilDiv(length - offset, gap);
        }

        /** The same positions, seen from the other end of an axis. */
        Axis reversed(int total) {
            return new Axis(total - start - length, length, gap, (length - 1 - offset) % gap);
        }

        /** The number of positions read that are smaller than the limit. */
        int countBelow(int limit) {
            return Math.clamp(Math.ceilDiv((long) limit - start - offset, gap), 0, count());
        }

        /** The positions from {@code from} on, below {@code end}, counted from {@code from}. */
        Axis within(int from, int end) {
            int skipped = countBelow(from);
            int first = position(skipped);
            int count = countBelow(end) - skipped;
            return new Axis(first - from, Math.max(0, (count - 1) * gap + 1), gap, 0);
        }
    }

    /**
     * The part of a picture that is needed.
     *
     * @param width columns as stored
     * @param height rows as stored
     * @param most a longer side is read with gaps
     */
    static Region of(int width, int height, Orientation orientation, Fit fit, int most) {
        int uprightWidth = orientation.swapsAxes() ? height : width;
        int uprightHeight = orientation.swapsAxes() ? width : height;
        Axis x;
        Axis y;
        if (fit == Fit.CROP) {
            int side = Math.min(width, height);
            int gap = Math.ceilDiv(side, most);
            x = new Axis((uprightWidth - side) / 2, side, gap, 0);
            y = new Axis((uprightHeight - side) / 2, side, gap, 0);
        } else {
            int longer = Math.max(width, height);
            x = new Axis(0, uprightWidth, Math.ceilDiv(fit == Fit.PAD ? longer : uprightWidth, most), 0);
            y = new Axis(0, uprightHeight, Math.ceilDiv(fit == Fit.PAD ? longer : uprightHeight, most), 0);
        }
        Axis across = orientation.swapsAxes() ? y : x;
        Axis down = orientation.swapsAxes() ? x : y;
        return new Region(
                orientation.reversesColumns() ? across.reversed(width) : across,
                orientation.reversesRows() ? down.reversed(height) : down);
    }

    /** All pixels of a rectangle. */
    static Region whole(Rectangle rectangle) {
        return new Region(new Axis(rectangle.x, rectangle.width, 1, 0), new Axis(rectangle.y, rectangle.height, 1, 0));
    }

    int columns() {
        return across.count();
    }

    int rows() {
        return down.count();
    }

    /** The pixels of this region that are in a frame, seen from the frame's corner; null if there are none. */
    Region within(Rectangle frame) {
        Region inside =
                new Region(across.within(frame.x, frame.x + frame.width), down.within(frame.y, frame.y + frame.height));
        return inside.across.length == 0 || inside.down.length == 0 ? null : inside;
    }

    void applyTo(ImageReadParam param) {
        param.setSourceRegion(new Rectangle(across.start, down.start, across.length, down.length));
        param.setSourceSubsampling(across.gap, down.gap, across.offset, down.offset);
    }
}
