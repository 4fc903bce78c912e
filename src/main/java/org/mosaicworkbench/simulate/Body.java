package org.mosaicworkbench.simulate;

/**
 * A solar-system target, tracked by the telescope.
 *
 * @param kind its appearance
 * @param magnitude total AB magnitude; for a planet, AB magnitude per square arcsec of the disc
 * @param radius radius of a planet's disc, or scale radius of a comet's coma, arcsec; 0 for an asteroid
 * @param rateEast motion towards east, arcsec per second
 * @param rateNorth motion towards north, arcsec per second
 * @param angle position angle of a planet's axis or a comet's tail, degrees east of north
 */
record Body(Kind kind, double magnitude, double radius, double rateEast, double rateNorth, double angle) {

    enum Kind {
        PLANET,
        ASTEROID,
        COMET
    }

    /** Temperature of a black body with the colours of the Sun, K. */
    static final double KELVIN = 5770;

    /**
     * @return electrons per second per square arcsec at an offset in arcsec from the body's centre; 0 for an asteroid,
     *     which is drawn as a point source
     */
    double rate(Bandpass bandpass, double east, double north) {
        return switch (kind) {
            case PLANET -> disc(east, north) * bandpass.rate(magnitude + bandpass.colour(KELVIN));
            case COMET -> coma(east, north) * bandpass.rate(magnitude + bandpass.colour(KELVIN));
            case ASTEROID -> 0;
        };
    }

    /** A limb-darkened disc with belts and one spot. */
    private double disc(double east, double north) {
        double r = Math.hypot(east, north) / radius;
        if (r >= 1) {
            return 0;
        }
        double along = (north * Math.cos(Math.toRadians(angle)) + east * Math.sin(Math.toRadians(angle))) / radius;
        double across = (east * Math.cos(Math.toRadians(angle)) - north * Math.sin(Math.toRadians(angle))) / radius;
        double belts = 1 + 0.12 * Math.sin(9 * along + 1) + 0.07 * Math.sin(23 * along + 0.5 * Math.sin(6 * across));
        double spot = 1 - 0.25 * Math.exp(-(Math.pow((along + 0.35) / 0.07, 2) + Math.pow((across - 0.3) / 0.14, 2)));
        return belts * spot * (0.25 + 0.75 * Math.sqrt(1 - r * r));
    }

    /**
     * Fraction of a comet's light per square arcsec: a coma whose brightness falls with the inverse of the distance,
     * and a tail.
     */
    private double coma(double east, double north) {
        double r = Math.hypot(east, north) + 0.03;
        double along = north * Math.cos(Math.toRadians(angle)) + east * Math.sin(Math.toRadians(angle));
        double across = east * Math.cos(Math.toRadians(angle)) - north * Math.sin(Math.toRadians(angle));
        double coma = Math.exp(-r / radius) / (2 * Math.PI * radius * r);
        double width = 0.1 * radius + 0.25 * Math.max(0, along);
        double tail = along > 0
                ? 0.15 * Math.exp(-along / (6 * radius) - across * across / (2 * width * width)) / (6 * radius * width)
                : 0;
        return coma + tail;
    }
}
