package org.mosaicworkbench.simulate;

import org.mosaicworkbench.sky.SkyPoint;

/**
 * The telescope's pointing during an exposure.
 *
 * @param centre sky position of the aperture's reference point, the centre of the detector
 * @param paV3 position angle of the telescope's V3 axis at that point, degrees east of north
 */
record Pointing(SkyPoint centre, double paV3) {

    /**
     * @return the pointing, rotated by the given degrees and shifted in the tangent plane by the given arcsec towards
     *     east and north
     */
    Pointing moved(double east, double north, double degrees) {
        return new Pointing(new TangentPlane(centre).sky(east, north), paV3 + degrees);
    }
}
