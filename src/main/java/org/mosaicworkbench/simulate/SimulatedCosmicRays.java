package org.mosaicworkbench.simulate;

import org.mosaicworkbench.visit.Detector;

/**
 * Charged particles that cross a chip. They arrive from all directions, so the fraction whose track, projected on the
 * chip, is longer than k times the depth of the silicon is 1 / (1 + k^2). They deposit about 75 electrons per micron,
 * with the long tail of the Landau distribution in Moyal's form (Moyal 1955, Phil. Mag. 46, 263).
 */
final class SimulatedCosmicRays {

    /**
     * Particles per square centimetre per second, outside the South Atlantic Anomaly (ACS instrument handbook, section
     * 4.3.5).
     */
    private static final double RATE = 1.15;

    private static final double DEPTH_MICRONS = 13;
    private static final double ELECTRONS_A_MICRON = 75;
    private static final double LONGEST_MICRONS = 2500;
    private static final double SPREAD = 0.32;
    /** Effective readout time during which further hits accumulate, seconds. */
    private static final double READOUT_SECONDS = 40;
    /** Charge of a track in electrons above which a pixel counts as hit. */
    static final double HIT = 30;

    private SimulatedCosmicRays() {}

    /**
     * Adds the tracks of one exposure.
     *
     * @param electrons charge of the chip, row-major; receives the tracks
     * @param tracks receives the charge of the tracks alone
     * @return number of particles
     */
    static int add(float[] electrons, float[] tracks, int width, Detector detector, double seconds, Rng rng) {
        int height = electrons.length / width;
        double area = SimulatedDetector.of(detector).pixelArea() * width * height;
        int particles = (int) rng.poisson(RATE * area * (seconds + READOUT_SECONDS));
        for (int i = 0; i < particles; i++) {
            double x = rng.uniform(0, width);
            double y = rng.uniform(0, height);
            double tangent = Math.min(LONGEST_MICRONS / DEPTH_MICRONS, Math.sqrt(1 / (1 - rng.uniform()) - 1));
            double direction = rng.uniform(0, 2 * Math.PI);
            double path = DEPTH_MICRONS * Math.sqrt(1 + tangent * tangent);
            double gaussian = rng.gaussian();
            double moyal = -Math.log(gaussian * gaussian + 1e-12);
            double charge = path * ELECTRONS_A_MICRON * Math.max(0.5, 1 + 0.22 * Math.min(moyal, 12));
            double length =
                    tangent * DEPTH_MICRONS / SimulatedDetector.of(detector).pixelMicrons();
            track(tracks, width, height, x, y, length * Math.cos(direction), length * Math.sin(direction), charge, rng);
        }
        for (int i = 0; i < electrons.length; i++) {
            electrons[i] += tracks[i];
        }
        return particles;
    }

    private static void track(
            float[] tracks, int width, int height, double x, double y, double dx, double dy, double charge, Rng rng) {
        int steps = 1 + (int) Math.ceil(3 * Math.hypot(dx, dy));
        for (int i = 0; i < steps; i++) {
            double along = (i + 0.5) / steps;
            double share = charge / steps * Math.max(0.2, 1 + 0.3 * rng.gaussian());
            deposit(tracks, width, height, x + along * dx, y + along * dy, share);
        }
    }

    /**
     * Spreads charge over 3 x 3 pixels with Gaussian weights. Coordinates are in pixels from the outer corner of the
     * first pixel.
     */
    private static void deposit(float[] tracks, int width, int height, double x, double y, double charge) {
        int cx = (int) Math.floor(x);
        int cy = (int) Math.floor(y);
        double[] wx = weights(x - cx - 0.5);
        double[] wy = weights(y - cy - 0.5);
        for (int j = -1; j <= 1; j++) {
            for (int i = -1; i <= 1; i++) {
                int px = cx + i;
                int py = cy + j;
                if (px >= 0 && px < width && py >= 0 && py < height) {
                    tracks[py * width + px] += (float) (charge * wx[i + 1] * wy[j + 1]);
                }
            }
        }
    }

    private static double[] weights(double offset) {
        double[] w = new double[3];
        double sum = 0;
        for (int i = -1; i <= 1; i++) {
            double d = (i - offset) / SPREAD;
            w[i + 1] = Math.exp(-d * d / 2);
            sum += w[i + 1];
        }
        return new double[] {w[0] / sum, w[1] / sum, w[2] / sum};
    }
}
