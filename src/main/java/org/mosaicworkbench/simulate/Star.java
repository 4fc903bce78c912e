package org.mosaicworkbench.simulate;

import org.mosaicworkbench.sky.SkyPoint;

/**
 * A point of light.
 *
 * @param at        its place at the epoch of the visit
 * @param magnitude AB, at 550 nm
 * @param kelvin    the temperature of the black body that has its colours
 * @param pmRa      proper motion towards east, mas per year
 * @param pmDec     proper motion towards north, mas per year
 */
record Star(SkyPoint at, double magnitude, double kelvin, double pmRa, double pmDec) {

    double magnitude(Bandpass bandpass) {
        return magnitude + bandpass.colour(kelvin);
    }
}
