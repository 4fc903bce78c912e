package org.mosaicworkbench.simulate;

/** The sky background between sources: zodiacal light and the glow of the upper atmosphere. */
final class SimulatedSky {

    /**
     * Pairs of a wavelength in nm and the sky's AB magnitude per square arcsec at average zodiacal light (the
     * instrument handbooks' sky background tables).
     */
    private static final double[][] BRIGHTNESS = {
        {140, 28.5},
        {180, 27.8},
        {225, 26.3},
        {275, 25.6},
        {336, 24.1},
        {430, 23.1},
        {550, 22.5},
        {600, 22.4},
        {800, 22.1},
        {1000, 22.1},
        {1250, 22.2},
        {1550, 22.2}
    };

    private SimulatedSky() {}

    /**
     * @param fainter magnitudes by which the sky is darker than average
     * @return electrons per second in a pixel of the detector's nominal scale
     */
    static double rate(Bandpass bandpass, double fainter) {
        double scale = bandpass.detector().nominalScale();
        return bandpass.rate(brightness(bandpass.pivot()) + fainter) * scale * scale;
    }

    private static double brightness(double nm) {
        for (int i = 1; i < BRIGHTNESS.length; i++) {
            if (nm <= BRIGHTNESS[i][0]) {
                double t = (nm - BRIGHTNESS[i - 1][0]) / (BRIGHTNESS[i][0] - BRIGHTNESS[i - 1][0]);
                return BRIGHTNESS[i - 1][1] + Math.max(0, t) * (BRIGHTNESS[i][1] - BRIGHTNESS[i - 1][1]);
            }
        }
        return BRIGHTNESS[BRIGHTNESS.length - 1][1];
    }
}
