package org.mosaicworkbench.simulate;

import java.util.Optional;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Detector.Readout;

/** Converts light into the science, error and data quality images of one chip of a calibrated exposure. */
final class Camera {

    /**
     * Data quality flag of a dead pixel; like the flags that follow, it has the value used by the ACS and WFC3
     * pipelines.
     */
    static final int DEAD = 4;

    static final int MASKED = 8;
    static final int HOT = 16;
    static final int WARM = 64;
    static final int FULL = 256;
    static final int OVER_RANGE = 2048;
    private static final double HOT_RATE = 0.14;
    private static final double WARM_RATE = 0.06;
    /** Range of the analogue-to-digital converter above the bias level, counts. */
    private static final double COUNTS = 65535 - 1133;

    private static final double DARK_ERROR = 0.04;
    /** Signal-to-noise ratio of a cosmic ray's charge in a pixel above which the pixel is flagged. */
    private static final double RAY_SIGMAS = 3;
    /** Shortest ramp that still yields a rate, seconds. */
    private static final double FIRST_READ = 2.9;

    /**
     * One chip of one exposure.
     *
     * @param sci science image: electrons, or electrons per second for a detector that samples up the ramp
     * @param err one-sigma error of {@code sci}, in the same unit
     * @param dq data quality flags
     * @param cosmicRays number of particles that crossed the chip
     * @param hitPixels number of pixels in which the particles left more than {@link SimulatedCosmicRays#HIT} electrons
     */
    record Frame(float[] sci, float[] err, int[] dq, int cosmicRays, int hitPixels) {}

    private final Detector detector;
    private final SimulatedDetector.Electronics electronics;
    private final boolean flagsRays;
    private final Optional<ChargeTransfer> transfer;

    /** Creates a camera that leaves cosmic rays unflagged. */
    Camera(Detector detector) {
        this(detector, false, Optional.empty());
    }

    /**
     * @param flagsRays whether to flag pixels in which a cosmic ray exceeds the noise
     * @param transfer charge lost on the way to the amplifier; empty for no loss
     */
    Camera(Detector detector, boolean flagsRays, Optional<ChargeTransfer> transfer) {
        this.detector = detector;
        this.flagsRays = flagsRays;
        this.transfer = transfer;
        this.electronics = SimulatedDetector.of(detector).electronics();
    }

    /** @return rms noise of a pixel that sees only sky, electrons */
    double noise(double skyRate, double seconds) {
        return Math.sqrt((skyRate + electronics.dark()) * seconds + square(detector.readNoise()) + 0.5);
    }

    Frame expose(float[] light, double skyRate, double seconds, Geometry.Cut cut, ChipState state, Rng rng) {
        int n = light.length;
        float[] electrons = new float[n];
        int[] dq = new int[n];
        Finger finger = new Finger(detector, cut);
        Rng photons = rng.of("photons");
        for (int i = 0; i < n; i++) {
            double open = finger.transmission(i % cut.width + 1, i / cut.width + 1);
            double mean = (light[i] + skyRate) * open * state.flat()[i] * state.residual()[i] * seconds
                    + (electronics.dark() + state.hot()[i]) * seconds
                    + state.glow(i) * seconds;
            electrons[i] = (float) photons.poisson(state.dead()[i] ? 0 : mean);
            dq[i] = flags(state, i) | (open < 1 ? MASKED : 0);
        }
        int particles = 0;
        int hits = 0;
        if (detector.cosmicRays()) {
            float[] tracks = new float[n];
            particles = SimulatedCosmicRays.add(electrons, tracks, cut.width, detector, seconds, rng.of("particles"));
            for (float track : tracks) {
                hits += track > SimulatedCosmicRays.HIT ? 1 : 0;
            }
            if (flagsRays) {
                flag(tracks, electrons, dq);
            }
            bleed(electrons, dq, cut.width, cut.height);
            transfer.ifPresent(lossy -> lossy.trail(electrons, cut));
        }
        float[] err = new float[n];
        read(electrons, err, dq, seconds, state, rng.of("read"));
        return new Frame(electrons, err, dq, particles, hits);
    }

    private void flag(float[] tracks, float[] electrons, int[] dq) {
        for (int i = 0; i < tracks.length; i++) {
            double noise = Math.sqrt(Math.max(0, electrons[i] - tracks[i]) + square(detector.readNoise()));
            dq[i] |= tracks[i] > RAY_SIGMAS * noise ? Detector.COSMIC_RAY : 0;
        }
    }

    private int flags(ChipState state, int i) {
        if (state.dead()[i]) {
            return DEAD;
        }
        if (state.hot()[i] < WARM_RATE || state.unknown()[i]) {
            return 0;
        }
        return state.hot()[i] >= HOT_RATE ? HOT : WARM;
    }

    /**
     * Charge beyond the full well flows along the column, half in each direction; saturated pixels are flagged
     * afterwards.
     */
    private void bleed(float[] electrons, int[] dq, int width, int height) {
        float well = (float) electronics.fullWell();
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                int i = y * width + x;
                if (electrons[i] > well) {
                    float excess = electrons[i] - well;
                    electrons[i] = well;
                    flow(electrons, width, height, x, y, 1, excess / 2, well);
                    flow(electrons, width, height, x, y, -1, excess / 2, well);
                }
            }
        }
        for (int i = 0; i < electrons.length; i++) {
            dq[i] |= electrons[i] >= 0.999f * well ? FULL : 0;
        }
    }

    private static void flow(
            float[] electrons, int width, int height, int x, int y, int direction, float charge, float well) {
        for (int row = y + direction; charge > 0 && row >= 0 && row < height; row += direction) {
            float room = well - electrons[row * width + x];
            if (room > 0) {
                float taken = Math.min(room, charge);
                electrons[row * width + x] += taken;
                charge -= taken;
            }
        }
    }

    /**
     * Simulates the analogue-to-digital conversion, subtracts the dark current and divides by the flat field; the
     * calibrated image replaces the electrons.
     */
    private void read(float[] electrons, float[] err, int[] dq, double seconds, ChipState state, Rng rng) {
        double unit = detector.readout() == Readout.RAMP ? seconds : 1;
        double most = detector.cosmicRays() ? COUNTS * electronics.gain() : Double.POSITIVE_INFINITY;
        for (int i = 0; i < electrons.length; i++) {
            double charge = electrons[i];
            if (charge >= most) {
                charge = most;
                dq[i] |= OVER_RANGE | FULL;
            }
            if (detector.readout() == Readout.RAMP && charge > electronics.fullWell()) {
                charge *= 1 + rng.gaussian() / Math.sqrt(electronics.fullWell());
                dq[i] |= charge * FIRST_READ / seconds > electronics.fullWell() ? FULL : 0;
            }
            double variance = charge + square(detector.readNoise());
            double known = state.unknown()[i] ? 0 : state.hot()[i] * (1 + DARK_ERROR * rng.gaussian());
            double value = charge + detector.readNoise() * rng.gaussian() - (electronics.dark() + known) * seconds;
            double flat = state.flat()[i];
            electrons[i] = (float) (value / flat / unit);
            err[i] = (float) (Math.sqrt(Math.max(variance, 1e-6)) / flat / unit);
        }
    }

    private static double square(double x) {
        return x * x;
    }

    /** The occulting finger that reaches into HRC's field, as seen in its imaging exposures. */
    private record Finger(Detector detector, Geometry.Cut cut) {

        private static final double TOP = 1024;
        private static final double TIP = 800;
        private static final double AT_TOP = 352;
        private static final double AT_TIP = 421;
        private static final double HALF_WIDTH = 9;
        private static final double LEAK = 0.12;

        double transmission(int x, int y) {
            double row = cut.y0 + y;
            if (detector != Detector.HRC || row < TIP - HALF_WIDTH) {
                return 1;
            }
            double t = Math.max(0, (TOP - row) / (TOP - TIP));
            double across = Math.abs(cut.x0 + x - (AT_TOP + t * (AT_TIP - AT_TOP))) / HALF_WIDTH;
            double beyond = Math.max(0, (TIP - row) / HALF_WIDTH);
            double distance = Math.hypot(across, beyond);
            return distance >= 1 ? 1 : LEAK + (1 - LEAK) * Math.pow(distance, 6);
        }
    }
}
