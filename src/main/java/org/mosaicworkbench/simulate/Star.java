package org.mosaicworkbench.simulate;

import org.mosaicworkbench.sky.SkyPoint;

/**
 * A point source.
 *
 * @param at its position at the epoch of the visit
 * @param magnitude AB magnitude at 550 nm
 * @param kelvin temperature of the black body with the same colours
 * @param pmRa proper motion towards east, mas per year
 * @param pmDec proper motion towards north, mas per year
 */
record Star(SkyPoint at, double magnitude, double kelvin, double pmRa, double pmDec) {

    double magnitude(Bandpass bandpass) {
        return magnitude + bandpass.colour(kelvin);
    }
}
