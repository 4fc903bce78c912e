package org.mosaicworkbench.frames;

import java.util.List;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * Open circles with smooth edges around sources. Their size scales with the picture, so that they look the same at any
 * size, and shrinks in crowded fields, where large circles would cover the stars. In a picture of 512 pixels the radius
 * ranges from 6 down to 3 pixels and the line width from 1.9 to 1, so that the smallest circle is still open.
 */
final class Rings {

    /** Relative radius for point sources. */
    static final double SMALL = 1;
    /** Relative radius for segment sources: wider, so that both circles show around a source in both catalogs. */
    static final double WIDE = 1.6;

    private static final double WIDEST_RADIUS = 6.0 / 512;
    private static final double NARROWEST_RADIUS = 3.0 / 512;
    private static final double MOST_COVERED = 0.2;
    private static final double THINNEST_LINE = 1.0 / 512;
    private static final double LINE_FOR_RADIUS = 0.32;

    private final Frame frame;
    private final Wcs wcs;
    private final double radius;
    private final double halfLine;

    /**
     * @param frame frame to draw on
     * @param wcs the frame's coordinate system
     * @param circles number of circles to draw
     */
    Rings(Frame frame, Wcs wcs, int circles) {
        this.frame = frame;
        this.wcs = wcs;
        int size = Math.max(frame.width(), frame.height());
        double share = MOST_COVERED * frame.width() * frame.height() / Math.max(1, circles);
        this.radius = Math.max(NARROWEST_RADIUS * size, Math.min(WIDEST_RADIUS * size, Math.sqrt(share / Math.PI)));
        this.halfLine = Math.max(THINNEST_LINE * size, LINE_FOR_RADIUS * radius) / 2;
    }

    /** Draws a circle around each source on the frame. */
    void draw(List<Source> sources, double wide, int colour) {
        for (Source source : sources) {
            PixelPoint centre = wcs.toPixel(source.ra(), source.dec());
            if (centre.x() > 0.5
                    && centre.x() < frame.width() + 0.5
                    && centre.y() > 0.5
                    && centre.y() < frame.height() + 0.5) {
                ring(centre, wide * radius, colour);
            }
        }
    }

    private void ring(PixelPoint centre, double ringRadius, int colour) {
        double reach = ringRadius + halfLine + 0.5;
        int left = Math.max(1, (int) Math.ceil(centre.x() - reach));
        int right = Math.min(frame.width(), (int) Math.floor(centre.x() + reach));
        int bottom = Math.max(1, (int) Math.ceil(centre.y() - reach));
        int top = Math.min(frame.height(), (int) Math.floor(centre.y() + reach));
        for (int y = bottom; y <= top; y++) {
            for (int x = left; x <= right; x++) {
                double dx = x - centre.x();
                double dy = y - centre.y();
                double off = Math.abs(Math.sqrt(dx * dx + dy * dy) - ringRadius);
                double covered = Math.min(halfLine + 0.5 - off, Math.min(1, 2 * halfLine));
                if (covered > 0) {
                    blend(frame.offset(x, y), colour, covered);
                }
            }
        }
    }

    private void blend(int offset, int colour, double covered) {
        byte[] rgb = frame.rgb();
        for (int c = 0; c < 3; c++) {
            int below = rgb[offset + c] & 255;
            int above = (colour >> (16 - 8 * c)) & 255;
            rgb[offset + c] = (byte) (below + (above - below) * covered + 0.5);
        }
    }
}
