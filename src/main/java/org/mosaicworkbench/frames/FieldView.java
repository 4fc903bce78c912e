package org.mosaicworkbench.frames;

import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * The view of a frame: the north-up rectangle around an image's outline, projected about the image's tangent point.
 *
 * @param wcs coordinate system of the frame, with the pixel convention of {@link Frame}
 * @param width width of the frame, pixels
 * @param height height of the frame, pixels
 */
record FieldView(Wcs wcs, int width, int height) {

    private static final int STEPS_ALONG_AN_EDGE = 16;

    /**
     * The view that encloses an image.
     *
     * @param image the image's coordinate system
     * @param width width of the image, pixels
     * @param height height of the image, pixels
     * @param size longer side of the frame in pixels; the shorter side is rounded to whole pixels
     */
    static FieldView of(Wcs image, int width, int height, int size) {
        Wcs plane = plane(image.referenceSky());
        double west = Double.NEGATIVE_INFINITY;
        double east = Double.POSITIVE_INFINITY;
        double north = Double.NEGATIVE_INFINITY;
        double south = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= STEPS_ALONG_AN_EDGE; i++) {
            double x = 0.5 + (double) width * i / STEPS_ALONG_AN_EDGE;
            double y = 0.5 + (double) height * i / STEPS_ALONG_AN_EDGE;
            for (SkyPoint sky : new SkyPoint[] {
                image.toSky(x, 0.5), image.toSky(x, height + 0.5), image.toSky(0.5, y), image.toSky(width + 0.5, y)
            }) {
                PixelPoint p = plane.toPixel(sky);
                west = Math.max(west, p.x());
                east = Math.min(east, p.x());
                north = Math.max(north, p.y());
                south = Math.min(south, p.y());
            }
        }
        return between(plane, east, west, south, north, size);
    }

    private static FieldView between(Wcs plane, double east, double west, double south, double north, int size) {
        double pixel = Math.max(west - east, north - south) / size;
        int columns = Math.max(1, (int) Math.round((west - east) / pixel));
        int rows = Math.max(1, (int) Math.round((north - south) / pixel));
        double across = (west - east) / columns;
        double up = (north - south) / rows;
        return new FieldView(
                Wcs.northUp(columns, rows, plane.referenceSky(), up)
                        .withMatrix(-across, 0, 0, up)
                        .withReferencePixel(new PixelPoint(0.5 - east / across, 0.5 - south / up)),
                columns,
                rows);
    }

    /** The tangent plane as a coordinate system: x is degrees west, y degrees north of the tangent point. */
    private static Wcs plane(SkyPoint tangent) {
        return Wcs.northUp(1, 1, tangent, 1).withReferencePixel(new PixelPoint(0, 0));
    }
}
