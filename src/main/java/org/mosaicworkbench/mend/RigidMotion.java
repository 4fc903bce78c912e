package org.mosaicworkbench.mend;

import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * The correction of an exposure's pointing: a shift and a roll on the tangent plane at the centre of its first chip.
 *
 * @param plane tangent plane, north up, with pixel (1, 1) where the header places the centre of the first chip
 * @param to the centre's true position, pixels of the plane
 * @param roll the header's roll error, degrees, counter-clockwise on the sky with east left
 */
record RigidMotion(Wcs plane, PixelPoint to, double roll) {

    /** An insignificant roll is also corrected if its error moves the farthest corner by at most this many pixels. */
    private static final double HARMLESS = 0.05;

    /**
     * Computes the motion that corrects an exposure.
     *
     * @param chip coordinate system of its first chip
     * @param reach largest distance of its pixels from the centre of that chip, pixels
     * @param shift the header's error
     */
    static RigidMotion of(Wcs chip, double reach, ExposureShift shift) {
        double x = (chip.width() + 1) / 2.0;
        double y = (chip.height() + 1) / 2.0;
        Wcs plane = Wcs.northUp(1, 1, chip.toSky(x, y), chip.pixelScale());
        SkyPoint right = chip.toSky(x + shift.shift().dx(), y + shift.shift().dy());
        boolean known = shift.sky().isRolled() || Math.toRadians(shift.sky().rollError()) * reach <= HARMLESS;
        return new RigidMotion(plane, plane.toPixel(right), known ? shift.sky().roll() : 0);
    }

    /** @return the true position for a position from the header */
    SkyPoint corrected(SkyPoint claimed) {
        PixelPoint p = plane.toPixel(claimed);
        PixelPoint turned = turned(p.x() - 1, p.y() - 1, -roll);
        return plane.toSky(to.x() + turned.x(), to.y() + turned.y());
    }

    /** @return the header's position for a true position */
    SkyPoint claimed(SkyPoint right) {
        PixelPoint p = plane.toPixel(right);
        PixelPoint turned = turned(p.x() - to.x(), p.y() - to.y(), roll);
        return plane.toSky(1 + turned.x(), 1 + turned.y());
    }

    private static PixelPoint turned(double x, double y, double degrees) {
        double c = Math.cos(Math.toRadians(degrees));
        double s = Math.sin(Math.toRadians(degrees));
        return new PixelPoint(c * x - s * y, s * x + c * y);
    }
}
