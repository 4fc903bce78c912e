package org.mosaicworkbench.mosaic.align;

import java.util.Locale;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * An affine map of the plane about a centre: {@code p -> centre + shift + M (p - centre)}. Coordinates are pixels.
 *
 * @param centreX x of the centre, the fixed point of the linear part
 * @param centreY y of the centre, the fixed point of the linear part
 * @param shiftX displacement of the centre along x
 * @param shiftY displacement of the centre along y
 * @param linear the linear part {@code M}
 */
public record Affine(double centreX, double centreY, double shiftX, double shiftY, Linear linear) {

    /**
     * The linear part: {@code (x, y)} relative to the centre becomes {@code (xx x + xy y, yx x + yy y)}.
     *
     * @param xx coefficient of x in the new x
     * @param xy coefficient of y in the new x
     * @param yx coefficient of x in the new y
     * @param yy coefficient of y in the new y
     */
    public record Linear(double xx, double xy, double yx, double yy) {}

    /** @return the identity map */
    public static Affine none(double centreX, double centreY) {
        return new Affine(centreX, centreY, 0, 0, new Linear(1, 0, 0, 1));
    }

    /**
     * Creates a map from a shift, a roll and a scale.
     *
     * @param rollDegrees counter-clockwise with x to the right and y up
     * @param scale 1 for no change of scale
     */
    public static Affine of(
            double centreX, double centreY, double shiftX, double shiftY, double rollDegrees, double scale) {
        double cos = scale * Math.cos(Math.toRadians(rollDegrees));
        double sin = scale * Math.sin(Math.toRadians(rollDegrees));
        return new Affine(centreX, centreY, shiftX, shiftY, new Linear(cos, -sin, sin, cos));
    }

    /** @return the image of a point */
    public PixelPoint apply(double x, double y) {
        double dx = x - centreX;
        double dy = y - centreY;
        return new PixelPoint(
                centreX + shiftX + linear.xx() * dx + linear.xy() * dy,
                centreY + shiftY + linear.yx() * dx + linear.yy() * dy);
    }

    /** @return the same map, expressed about another centre */
    public Affine about(double x, double y) {
        PixelPoint moved = apply(x, y);
        return new Affine(x, y, moved.x() - x, moved.y() - y, linear);
    }

    /** @return the composition: this map first, then the other */
    public Affine then(Affine next) {
        PixelPoint moved = apply(centreX, centreY);
        PixelPoint end = next.apply(moved.x(), moved.y());
        return new Affine(
                centreX,
                centreY,
                end.x() - centreX,
                end.y() - centreY,
                new Linear(
                        next.linear.xx() * linear.xx() + next.linear.xy() * linear.yx(),
                        next.linear.xx() * linear.xy() + next.linear.xy() * linear.yy(),
                        next.linear.yx() * linear.xx() + next.linear.yy() * linear.yx(),
                        next.linear.yx() * linear.xy() + next.linear.yy() * linear.yy()));
    }

    /** @return the inverse map */
    public Affine inverse() {
        double det = linear.xx() * linear.yy() - linear.xy() * linear.yx();
        return new Affine(
                centreX + shiftX,
                centreY + shiftY,
                -shiftX,
                -shiftY,
                new Linear(linear.yy() / det, -linear.xy() / det, -linear.yx() / det, linear.xx() / det));
    }

    /** @return the map's roll in degrees, counter-clockwise */
    public double roll() {
        return Math.toDegrees(Math.atan2(linear.yx() - linear.xy(), linear.xx() + linear.yy()));
    }

    /** @return the map's scale: the square root of the determinant */
    public double scale() {
        return Math.sqrt(Math.abs(linear.xx() * linear.yy() - linear.xy() * linear.yx()));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "shift (%.4f, %.4f) px, roll %.5f deg, scale %.7f", shiftX, shiftY, roll(), scale());
    }
}
