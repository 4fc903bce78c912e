package org.mosaicworkbench.simulate;

import org.mosaicworkbench.sky.SkyPoint;

/**
 * Where the telescope points during an exposure.
 *
 * @param centre the sky position of the aperture's reference point: the middle of the detector
 * @param paV3   position angle of the telescope's V3 axis there, degrees east of north
 */
record Pointing(SkyPoint centre, double paV3) {

    /** @return turned and moved on the sky; arcsec on the tangent plane, towards east and north */
    Pointing moved(double east, double north, double degrees) {
        return new Pointing(new TangentPlane(centre).sky(east, north), paV3 + degrees);
    }
}
