package org.mosaicworkbench.mosaic.align;

/**
 * The position of a source on the plane in which lists are matched.
 *
 * @param x pixels
 * @param y pixels
 * @param error one-sigma error of each coordinate, pixels, above 0
 * @param brightness any quantity that increases with brightness
 */
public record Spot(double x, double y, double error, double brightness) {

    Spot moved(Affine map) {
        var p = map.apply(x, y);
        return new Spot(p.x(), p.y(), error, brightness);
    }
}
