package org.mosaicworkbench.frames;

import java.util.List;
import java.util.stream.Stream;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.Wcs;

/**
 * An image as a greyscale picture of the sky, north up and east left, filled by the image's footprint. Grey levels are
 * linear from 0 to twice the upper {@link ZScale} limit; brighter pixels and pixels without data are white.
 *
 * <p>If the upper limit is not positive, as for a photon-counting detector that records mostly zeros, the upper limit
 * of the positive pixels is used; an image without positive pixels is black.
 *
 * <p>Each pixel is the mean of the image's values, converted to grey afterwards, so a star in a picture of 128 pixels
 * keeps all its light. In a frame drawn at 512 pixels and shrunk later, light beyond white is clipped before averaging:
 * a star of one white pixel on mid-grey sky then exceeds its surroundings by only 8 of 255 grey levels at 128 pixels.
 * In either case, averaging over n times as many image pixels divides a faint star's contrast by n. Below half a grey
 * level, 1/512 of white, the star vanishes. A source that must be visible at any brightness needs its circle.
 *
 * @param plain the picture
 * @param wcs its coordinate system: pixel (1, 1) is the centre of the lower left pixel, as in {@link Frame#at}
 */
public record FieldPicture(Frame plain, Wcs wcs) {

    /** Default number of pixels along the longer side. */
    public static final int DEFAULT_SIZE = 512;

    private static final int SMALLEST = 16;
    private static final int LARGEST = 8192;
    private static final long BYTES_OF_A_PIXEL = 4;
    private static final long WORKING_BYTES = 16L << 20;
    private static final int GREYS = 256;
    private static final int WHITE = 255;
    private static final int CLEAN = 1;
    private static final int FAIR = 5;
    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00c000;
    private static final int BLUE = 0x3050ff;
    private static final int CYAN = 0x00ffff;

    /**
     * Draws an image. If the picture has fewer pixels than the image, each picture pixel is the mean over the area that
     * it covers. A rotated or distorted image is resampled to north up.
     *
     * @param image any image with a coordinate system
     * @param size pixels along the picture's longer side, 16 to 8192; the footprint's shape determines the other side
     * @throws org.mosaicworkbench.sky.NoWcs if the header has no usable coordinate system
     * @throws BadInput if the size is out of range
     */
    public static FieldPicture of(FitsImage image, int size) {
        requireSize(size);
        Wcs wcs = Wcs.of(image.header());
        FieldView view = FieldView.of(wcs, image.width(), image.height(), size);
        float[] means = AreaAverage.of(image, wcs, view);
        return new FieldPicture(
                new Frame(
                        view.width(), view.height(), greys(means, view.width(), view.height(), white(image.pixels()))),
                view.wcs());
    }

    /**
     * The picture with open circles around sources at their sky positions. Point sources are red if their flag is at
     * most 1 and green if it is 2 to 5. Segment sources with the same flags are blue and green, with wider circles.
     * Sources with a higher flag are omitted.
     */
    public Frame sources(List<Source> points, List<Source> segments) {
        Frame frame = plain.copy();
        Rings rings = new Rings(frame, wcs, (int) Stream.of(points, segments)
                .flatMap(List::stream)
                .filter(s -> s.flag() <= FAIR)
                .count());
        rings.draw(flagged(segments, CLEAN + 1, FAIR), Rings.WIDE, GREEN);
        rings.draw(flagged(segments, 0, CLEAN), Rings.WIDE, BLUE);
        rings.draw(flagged(points, CLEAN + 1, FAIR), Rings.SMALL, GREEN);
        rings.draw(flagged(points, 0, CLEAN), Rings.SMALL, RED);
        return frame;
    }

    /** The picture with open cyan circles around the sources of a reference catalog, regardless of their flags. */
    public Frame references(List<Source> references) {
        Frame frame = plain.copy();
        new Rings(frame, wcs, references.size()).draw(references, Rings.SMALL, CYAN);
        return frame;
    }

    /**
     * Maximum memory needed to draw an image at the default size, without its catalogs: 4 bytes per pixel plus 16 MiB
     * of working memory. A gzipped image, or one that does not hold 32-bit floats, needs up to three times as much for
     * its pixels; a larger frame needs 32 bytes for each of its pixels.
     *
     * @param width the image's {@code NAXIS1}
     * @param height the image's {@code NAXIS2}
     * @return bytes
     */
    public static long bytes(int width, int height) {
        return BYTES_OF_A_PIXEL * width * height + WORKING_BYTES;
    }

    private static List<Source> flagged(List<Source> sources, int lowest, int highest) {
        return sources.stream()
                .filter(s -> s.flag() >= lowest && s.flag() <= highest)
                .toList();
    }

    static void requireSize(int size) {
        if (size < SMALLEST || size > LARGEST) {
            throw new BadInput("frame size is " + size + " pixels; it must be " + SMALLEST + " to " + LARGEST);
        }
    }

    /** The value at which pixels become white; 0 if all pixels are black. */
    static double white(float[] pixels) {
        double upper = ZScale.of(pixels).upper();
        return 2 * (upper > 0 ? upper : ZScale.ofPositive(pixels).upper());
    }

    static byte[] greys(float[] means, int width, int height, double white) {
        byte[] rgb = new byte[3 * means.length];
        for (int row = 0, i = 0; row < height; row++) {
            for (int from = (height - 1 - row) * width, column = 0; column < width; column++) {
                byte grey = (byte) grey(means[from + column], white);
                rgb[i++] = grey;
                rgb[i++] = grey;
                rgb[i++] = grey;
            }
        }
        return rgb;
    }

    private static int grey(float value, double white) {
        if (Float.isNaN(value)) {
            return WHITE;
        }
        return white > 0 ? (int) Math.max(0, Math.min(WHITE, GREYS * value / white)) : 0;
    }
}
