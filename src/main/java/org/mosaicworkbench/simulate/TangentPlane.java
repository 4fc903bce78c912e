package org.mosaicworkbench.simulate;

import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** The tangent plane at a point on the sky: xi towards east and eta towards north, in arcsec. */
final class TangentPlane {

    private final Wcs wcs;

    TangentPlane(SkyPoint centre) {
        wcs = Wcs.northUp(1, 1, centre, 1 / 3600.0);
    }

    SkyPoint sky(double xi, double eta) {
        return wcs.toSky(1 - xi, 1 + eta);
    }

    /** @return xi and eta, arcsec */
    double[] plane(SkyPoint sky) {
        PixelPoint p = wcs.toPixel(sky);
        return new double[] {1 - p.x(), p.y() - 1};
    }
}
