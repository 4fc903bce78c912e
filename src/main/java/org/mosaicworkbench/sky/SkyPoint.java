package org.mosaicworkbench.sky;

/**
 * A direction on the sky, in the frame of the header from which it was derived (ICRS for Hubble's images).
 *
 * @param ra  right ascension in degrees, 0 (included) to 360
 * @param dec declination in degrees, -90 to 90
 */
public record SkyPoint(double ra, double dec) {

    /**
     * Computes the angle to another direction with the haversine formula, which is accurate even for small angles.
     *
     * @return degrees, 0 to 180
     */
    public double separation(SkyPoint other) {
        double sinHalfDec = Math.sin(Math.toRadians(other.dec - dec) / 2);
        double sinHalfRa = Math.sin(Math.toRadians(other.ra - ra) / 2);
        double haversine = sinHalfDec * sinHalfDec
                + Math.cos(Math.toRadians(dec)) * Math.cos(Math.toRadians(other.dec)) * sinHalfRa * sinHalfRa;
        return Math.toDegrees(2 * Math.asin(Math.min(1, Math.sqrt(haversine))));
    }
}
