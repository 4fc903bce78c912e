package org.mosaicworkbench.simulate;

import java.util.Optional;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Detector.Readout;

/**
 * The state of a chip: hot and dead pixels, the sensitivity of each pixel, and the error of the pipeline's flat field.
 * It is the same in all exposures of a visit. Arrays are row-major, like the image.
 *
 * @param hot dark current in excess of the typical level, electrons per second
 * @param unknown whether the pixel is hot but its excess dark current is missing from the subtracted dark image
 * @param dead whether the pixel has no signal
 * @param flat sensitivity, with mean 1
 * @param residual relative sensitivity after flat-fielding, with mean 1
 * @param glow charge that does not come from light and is not removed by the calibration, electrons per second
 */
record ChipState(
        float[] hot, boolean[] unknown, boolean[] dead, float[] flat, float[] residual, Optional<float[]> glow) {

    private static final double LARGE_SCALE = 0.025;
    private static final double PIXEL_TO_PIXEL = 0.008;
    private static final double RESIDUAL_LARGE_SCALE = 0.004;
    private static final double RESIDUAL_PIXEL = 0.002;
    private static final double UNKNOWN_SHARE = 0.03;

    static ChipState draw(Detector detector, Geometry.Cut cut, Rng rng) {
        int n = cut.width * cut.height;
        float[] hot = new float[n];
        boolean[] unknown = new boolean[n];
        boolean[] dead = new boolean[n];
        Rng places = rng.of("hot");
        double share = SimulatedDetector.of(detector).electronics().hotFraction();
        long count = Math.round(places.poisson(share * n));
        for (long i = 0; i < count; i++) {
            int at = places.below(n);
            hot[at] = (float)
                    Math.min(detector.readout() == Readout.RAMP ? 30 : 8, 0.02 / Math.pow(1 - places.uniform(), 0.9));
            unknown[at] = places.uniform() < UNKNOWN_SHARE;
        }
        int corpses = (int) places.poisson((detector.readout() == Readout.RAMP ? 2e-3 : 2e-5) * n);
        for (int i = 0; i < corpses; i++) {
            dead[places.below(n)] = true;
        }
        return new ChipState(
                hot,
                unknown,
                dead,
                surface(cut, LARGE_SCALE, PIXEL_TO_PIXEL, rng.of("flat")),
                surface(cut, RESIDUAL_LARGE_SCALE, RESIDUAL_PIXEL, rng.of("residual")),
                Optional.empty());
    }

    /** @return the same chip with the glow of one exposure */
    ChipState glowing(float[] rate) {
        return new ChipState(hot, unknown, dead, flat, residual, Optional.of(rate));
    }

    /** @return the glow of a pixel, electrons per second */
    float glow(int pixel) {
        return glow.isEmpty() ? 0 : glow.get()[pixel];
    }

    /**
     * A wavy surface about 1 with an rms of {@code large}, plus pixel-to-pixel scatter with an rms of {@code pixel}.
     */
    private static float[] surface(Geometry.Cut cut, double large, double pixel, Rng rng) {
        int waves = 5;
        double[] kx = new double[waves];
        double[] ky = new double[waves];
        double[] phase = new double[waves];
        for (int i = 0; i < waves; i++) {
            double length = rng.logUniform(150, 1500);
            double angle = rng.uniform(0, 2 * Math.PI);
            kx[i] = 2 * Math.PI / length * Math.cos(angle);
            ky[i] = 2 * Math.PI / length * Math.sin(angle);
            phase[i] = rng.uniform(0, 2 * Math.PI);
        }
        double amplitude = large * Math.sqrt(2.0 / waves);
        float[] values = new float[cut.width * cut.height];
        for (int y = 0; y < cut.height; y++) {
            addRow(values, y * cut.width, cut.width, y, kx, ky, phase, amplitude);
            for (int x = 0; x < cut.width; x++) {
                values[y * cut.width + x] += (float) (1 + pixel * rng.gaussian());
            }
        }
        return values;
    }

    /**
     * Adds the waves along a row by a recurrence for the cosine, because evaluating a cosine per pixel would dominate
     * the run time.
     */
    private static void addRow(
            float[] values, int start, int width, int y, double[] kx, double[] ky, double[] phase, double amplitude) {
        for (int i = 0; i < kx.length; i++) {
            double at = ky[i] * y + phase[i];
            double previous = Math.cos(at - kx[i]);
            double now = Math.cos(at);
            double twice = 2 * Math.cos(kx[i]);
            for (int x = 0; x < width; x++) {
                values[start + x] += (float) (amplitude * now);
                double next = twice * now - previous;
                previous = now;
                now = next;
            }
        }
    }
}
