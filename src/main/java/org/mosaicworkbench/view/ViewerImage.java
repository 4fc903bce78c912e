package org.mosaicworkbench.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DrizzledPixels;

/**
 * An image for a {@link Viewer}.
 *
 * @param name the label of its button
 * @param image its pixels, NaN where there is no data
 * @param wcs its coordinate system; empty if it has none
 * @param aligned the motion that takes the image to its true position; {@link Motion#NONE} if it is already there, or
 *     its true position is unknown
 */
public record ViewerImage(String name, FitsImage image, Optional<Wcs> wcs, Motion aligned) {

    /** Spacing in pixels of the grid on which the distortion is sampled for a page. */
    private static final int GRID = 64;
    /** Rounding factor for displacements, which are rounded to multiples of 1e-5 pixels. */
    private static final double DIGITS = 1e5;

    /** Largest difference in pixels between the corner positions of two images on the same grid. */
    private static final double SAME = 0.01;

    /**
     * A shift and a rotation of an image about its centre.
     *
     * @param dx pixels
     * @param dy pixels
     * @param turn degrees, counter-clockwise in pixel coordinates
     */
    public record Motion(double dx, double dy, double turn) {

        /** No motion. */
        public static final Motion NONE = new Motion(0, 0, 0);
    }

    /** Creates an image without a motion; if it has no usable coordinate system, it is shown without positions. */
    public static ViewerImage of(String name, FitsImage image) {
        return new ViewerImage(name, image, system(image), Motion.NONE);
    }

    /**
     * Reads a drizzled image.
     *
     * @throws org.mosaicworkbench.io.BadInput if it cannot be read
     */
    public static ViewerImage read(String name, Path file) {
        try (FitsFile fits = FitsFile.open(file)) {
            return of(name, DrizzledPixels.read(fits));
        }
    }

    /**
     * Resamples this image onto the pixels of another, so that the two can be blinked: each pixel takes the value of
     * the pixel of this image that is nearest to its sky position. An image on the same grid, or without a coordinate
     * system, is returned unchanged.
     */
    public ViewerImage on(ViewerImage grid) {
        if (wcs.isEmpty() || grid.wcs.isEmpty() || isOnGridOf(grid)) {
            return this;
        }
        FitsImage like = grid.image;
        float[] pixels = new float[like.width() * like.height()];
        for (int y = 1, i = 0; y <= like.height(); y++) {
            for (int x = 1; x <= like.width(); x++, i++) {
                pixels[i] = nearest(wcs.get().toPixel(grid.wcs.get().toSky(x, y)));
            }
        }
        return new ViewerImage(
                name, new FitsImage(like.header(), like.width(), like.height(), pixels), grid.wcs, Motion.NONE);
    }

    /** The value of the nearest pixel; NaN outside the image. */
    private float nearest(PixelPoint at) {
        boolean inside =
                at.x() >= 0.5 && at.y() >= 0.5 && at.x() < image.width() + 0.5 && at.y() < image.height() + 0.5;
        return inside ? image.at((int) Math.floor(at.x() + 0.5), (int) Math.floor(at.y() + 0.5)) : Float.NaN;
    }

    /**
     * Whether this image is on the same pixel grid as another or, if either has no coordinate system, of the same size.
     */
    boolean hasPixelsOf(ViewerImage other) {
        if (wcs.isPresent() && other.wcs.isPresent()) {
            return isOnGridOf(other);
        }
        return image.width() == other.image.width() && image.height() == other.image.height();
    }

    /**
     * Whether this image has the same {@link Wcs} object as the other image, as it does after being resampled onto that
     * image's pixels.
     */
    boolean hasSystemOf(ViewerImage other) {
        return wcs.isPresent() && wcs.get() == other.wcs.orElse(null);
    }

    private boolean isOnGridOf(ViewerImage grid) {
        FitsImage like = grid.image;
        return image.width() == like.width()
                && image.height() == like.height()
                && isSame(grid, 1, 1)
                && isSame(grid, image.width(), image.height());
    }

    private boolean isSame(ViewerImage grid, int x, int y) {
        PixelPoint there = grid.wcs.orElseThrow().toPixel(wcs.orElseThrow().toSky(x, y));
        return Math.hypot(there.x() - x, there.y() - y) < SAME;
    }

    /** @return a copy with the motion to its true position */
    public ViewerImage aligned(Motion motion) {
        return new ViewerImage(name, image, wcs, motion);
    }

    private static Optional<Wcs> system(FitsImage image) {
        try {
            return Optional.of(Wcs.of(image.header()));
        } catch (NoWcs none) {
            return Optional.empty();
        }
    }

    /** The data for the page, without the pixels. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("unit", image.header().text("BUNIT").toLowerCase(Locale.ROOT));
        json.addProperty("width", image.width());
        json.addProperty("height", image.height());
        wcs.ifPresent(system -> json.add("wcs", json(system)));
        if (!aligned.equals(Motion.NONE)) {
            json.add("aligned", numbers(aligned.dx(), aligned.dy(), aligned.turn()));
        }
        return json;
    }

    private JsonObject json(Wcs system) {
        JsonObject json = new JsonObject();
        json.add(
                "pixel",
                numbers(system.referencePixel().x(), system.referencePixel().y()));
        json.add(
                "sky", numbers(system.referenceSky().ra(), system.referenceSky().dec()));
        json.add("matrix", numbers(system.matrix()));
        if (system.distorted()) {
            json.add("distortion", distortion(system));
        }
        return json;
    }

    /**
     * The distortion, as displacements in pixels at the nodes of a grid with a spacing of {@value #GRID} pixels; the
     * distortion is nearly linear between nodes.
     */
    private JsonObject distortion(Wcs system) {
        int columns = (image.width() + GRID - 1) / GRID + 1;
        int rows = (image.height() + GRID - 1) / GRID + 1;
        Wcs plain = plain(system);
        JsonArray x = new JsonArray();
        JsonArray y = new JsonArray();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double atX = 1.0 + GRID * column;
                double atY = 1.0 + GRID * row;
                SkyPoint sky = system.toSky(atX, atY);
                PixelPoint moved = plain.toPixel(sky);
                x.add(Math.rint((moved.x() - atX) * DIGITS) / DIGITS);
                y.add(Math.rint((moved.y() - atY) * DIGITS) / DIGITS);
            }
        }
        JsonObject json = new JsonObject();
        json.addProperty("step", GRID);
        json.addProperty("columns", columns);
        json.add("x", x);
        json.add("y", y);
        return json;
    }

    private static Wcs plain(Wcs system) {
        double[] cd = system.matrix();
        return Wcs.northUp(1, 1, system.referenceSky(), 1)
                .withReferencePixel(system.referencePixel())
                .withMatrix(cd[0], cd[1], cd[2], cd[3]);
    }

    static JsonArray numbers(double... values) {
        JsonArray all = new JsonArray();
        for (double value : values) {
            all.add(value);
        }
        return all;
    }

    static JsonElement numbers(SkyPoint place) {
        return numbers(Math.rint(place.ra() * 1e8) / 1e8, Math.rint(place.dec() * 1e8) / 1e8);
    }
}
