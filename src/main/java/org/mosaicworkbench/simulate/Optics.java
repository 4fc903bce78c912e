package org.mosaicworkbench.simulate;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import org.mosaicworkbench.maths.Fourier;

/**
 * The image of a star through a filter onto a detector: diffraction by the {@link Pupil} over the filter's width, a
 * faint halo of scattered light, the spread of charge, and the response of a square pixel. Kept as a transfer function,
 * so that jitter and drift of an exposure are factors. The telescope frame is mapped by the detector's own matrix, so
 * the image has the stretch and the spikes the angles that they have on its pixels.
 */
final class Optics {

    private static final Map<Bandpass, SoftReference<Optics>> MADE = new HashMap<>();
    private static final int SIDE = 512;
    private static final int FINE = 5;
    /** Pixels rms of the weight with which the core's place is measured. */
    private static final double CORE_PIXELS = 1.3;

    private static final int WIDE_SIDE = 1024;
    private static final int COARSE = 2;
    /** Share of the reach beyond which the light is made to fade, so that no edge shows. */
    private static final double FADE = 0.75;

    private static final int WAVELENGTHS = 5;
    private static final int WIDE_WAVELENGTHS = 9;
    private static final double HALO_SHARE = 0.04;
    private static final double HALO_ARCSEC = 0.9;

    private final Bandpass bandpass;
    private final double[] step;
    private final Pupil pupil;
    private double[][] transfer;
    private Psf wide;

    private Optics(Bandpass bandpass) {
        this.bandpass = bandpass;
        this.step = new Geometry(bandpass.detector(), SimulationSettings.FULL).telescopeStep();
        this.pupil = new Pupil(
                20, 18, new Rng(SimulatedDetector.of(bandpass.detector()).pupilSeed()));
    }

    /** The optics of a bandpass; kept while there is memory, because making one takes longer than an exposure. */
    static synchronized Optics of(Bandpass bandpass) {
        SoftReference<Optics> kept = MADE.get(bandpass);
        Optics optics = kept == null ? null : kept.get();
        if (optics == null) {
            optics = new Optics(bandpass);
            MADE.put(bandpass, new SoftReference<>(optics));
        }
        return optics;
    }

    /**
     * The image for one exposure.
     *
     * @param jitter pixels rms of the pointing's jitter along each axis
     * @param trailX pixels along x over which a star moved during the exposure
     * @param trailY pixels along y
     */
    Psf psf(double jitter, double trailX, double trailY) {
        double[][] t = transfer();
        double[] re = new double[t[0].length];
        double[] im = new double[t[0].length];
        for (int y = 0; y < SIDE; y++) {
            double v = frequency(y);
            for (int x = 0; x < SIDE; x++) {
                double u = frequency(x);
                double factor = Math.exp(-2 * Math.PI * Math.PI * jitter * jitter * (u * u + v * v))
                        * sinc(u * trailX + v * trailY);
                int i = y * SIDE + x;
                re[i] = t[0][i] * factor;
                im[i] = -t[1][i] * factor;
            }
        }
        return image(re, im);
    }

    /** The image far out, without jitter: what the spikes and the halo of a bright star need. */
    synchronized Psf wide() {
        if (wide == null) {
            double[] image = new double[WIDE_SIDE * WIDE_SIDE];
            addDiffraction(new Fourier(WIDE_SIDE), image, WIDE_SIDE, COARSE, bandpass.pivot(), 1);
            double[] mixed = stretched(overPixels(image));
            double norm = (1 - HALO_SHARE) * COARSE * COARSE;
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] *= norm * fade(i % WIDE_SIDE, i / WIDE_SIDE);
            }
            wide = withHalo(mixed, WIDE_SIDE, COARSE);
        }
        return wide;
    }

    private static double fade(int x, int y) {
        int half = WIDE_SIDE / 2;
        double r = Math.hypot(x < half ? x : WIDE_SIDE - x, y < half ? y : WIDE_SIDE - y) / half;
        double t = Math.max(0, Math.min(1, (r - FADE) / (1 - FADE)));
        return 1 - t * t * (3 - 2 * t);
    }

    /** Far out the image grows with the wavelength and changes little else, so one wavelength stands for all. */
    private double[] stretched(double[] image) {
        int n = WIDE_SIDE;
        int waves = bandpass.narrow() ? 1 : WIDE_WAVELENGTHS;
        double[] mixed = new double[n * n];
        for (int w = 0; w < waves; w++) {
            double factor = bandpass.pivot() / wavelength(w, waves);
            double weight = factor * factor / waves;
            for (int y = 0; y < n; y++) {
                double sy = (y < n / 2 ? y : y - n) * factor;
                for (int x = 0; x < n; x++) {
                    double sx = (x < n / 2 ? x : x - n) * factor;
                    mixed[y * n + x] += weight * between(image, sx, sy);
                }
            }
        }
        return mixed;
    }

    /** The mean over the width of a pixel: half of the samples on either side count too. */
    private static double[] overPixels(double[] image) {
        return transposedMeans(transposedMeans(image));
    }

    private static double[] transposedMeans(double[] image) {
        int n = WIDE_SIDE;
        double[] means = new double[n * n];
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                means[x * n + y] =
                        0.5 * image[y * n + x] + 0.25 * (image[y * n + (x + 1) % n] + image[y * n + (x + n - 1) % n]);
            }
        }
        return means;
    }

    /** Linear between samples, wrapped around. */
    private static double between(double[] image, double x, double y) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        double tx = x - ix;
        double ty = y - iy;
        int left = ix & WIDE_SIDE - 1;
        int right = ix + 1 & WIDE_SIDE - 1;
        int low = (iy & WIDE_SIDE - 1) * WIDE_SIDE;
        int high = (iy + 1 & WIDE_SIDE - 1) * WIDE_SIDE;
        return (1 - ty) * ((1 - tx) * image[low + left] + tx * image[low + right])
                + ty * ((1 - tx) * image[high + left] + tx * image[high + right]);
    }

    /** @return the distance, pixels along x or y, that {@link #wide()} reaches, without making it */
    int reachWide() {
        return WIDE_SIDE / COARSE / 2 - 3;
    }

    private synchronized double[][] transfer() {
        if (transfer == null) {
            transfer = makeTransfer();
        }
        return transfer;
    }

    /** The transform of a transfer function's conjugate has the image as its real part. */
    private Psf image(double[] re, double[] im) {
        new Fourier(SIDE).transformInPlace(re, im);
        double norm = (1 - HALO_SHARE) * FINE * FINE / ((double) SIDE * SIDE);
        for (int i = 0; i < re.length; i++) {
            re[i] *= norm;
        }
        return withHalo(re, SIDE, FINE);
    }

    /** Scattered light that falls with the cube of the radius. */
    private Psf withHalo(double[] image, int side, int finer) {
        float[] samples = new float[image.length];
        double core = HALO_ARCSEC / bandpass.detector().nominalScale();
        double halo = HALO_SHARE * core / (2 * Math.PI);
        for (int y = 0; y < side; y++) {
            double dy = (double) (y < side / 2 ? y : y - side) / finer;
            for (int x = 0; x < side; x++) {
                double dx = (double) (x < side / 2 ? x : x - side) / finer;
                double square = dx * dx + dy * dy + core * core;
                samples[y * side + x] = (float) (image[y * side + x] + halo / (square * Math.sqrt(square)));
            }
        }
        return new Psf(samples, side, finer);
    }

    private double[][] makeTransfer() {
        Fourier fourier = new Fourier(SIDE);
        double[] image = new double[SIDE * SIDE];
        int waves = bandpass.narrow() ? 1 : WAVELENGTHS;
        for (int w = 0; w < waves; w++) {
            addDiffraction(fourier, image, SIDE, FINE, wavelength(w, waves), 1.0 / waves);
        }
        double[] im = new double[SIDE * SIDE];
        fourier.transformInPlace(image, im);
        applyPixel(image, im);
        centre(image, im);
        return new double[][] {image, im};
    }

    /** Evenly over the filter: to 1.6 of its rms widths, as for a passband with straight sides. */
    private double wavelength(int i, int of) {
        return bandpass.pivot() + (of == 1 ? 0 : 1.6 * (2.0 * i / (of - 1) - 1)) * bandpass.width();
    }

    private void addDiffraction(Fourier fourier, double[] image, int side, int finer, double nm, double weight) {
        double det = step[0] * step[3] - step[1] * step[2];
        double place = nm * 1e-9 * 206264.806 / Pupil.RADIUS / det * finer / side;
        double[] xStep = {place * step[3], -place * step[2]};
        double[] yStep = {-place * step[1], place * step[0]};
        double[] re = openShare(side, xStep, yStep);
        double[] im = new double[side * side];
        double[] error = pupil.error(side, xStep, yStep, re);
        double energy = 0;
        for (int i = 0; i < re.length; i++) {
            if (re[i] > 0) {
                double open = re[i];
                double phase = 2 * Math.PI * error[i] / nm;
                re[i] = open * Math.cos(phase);
                im[i] = open * Math.sin(phase);
                energy += open * open;
            }
        }
        fourier.transformInPlace(re, im);
        double norm = weight / (energy * side * side);
        for (int i = 0; i < image.length; i++) {
            image[i] += norm * (re[i] * re[i] + im[i] * im[i]);
        }
    }

    /** The share of each sample of the pupil through which light passes. */
    private static double[] openShare(int side, double[] xStep, double[] yStep) {
        double[] share = new double[side * side];
        double spacing = Math.sqrt(Math.abs(xStep[0] * yStep[1] - xStep[1] * yStep[0]));
        for (int y = 0; y < side; y++) {
            int row = y < side / 2 ? y : y - side;
            for (int x = 0; x < side; x++) {
                int column = x < side / 2 ? x : x - side;
                double px = xStep[0] * column + xStep[1] * row;
                double py = yStep[0] * column + yStep[1] * row;
                if (px * px + py * py < 1.2) {
                    share[y * side + x] = Pupil.openShare(px, py, spacing);
                }
            }
        }
        return share;
    }

    /** The response of a pixel and the spread of charge. */
    private void applyPixel(double[] re, double[] im) {
        double diffusion =
                SimulatedDetector.of(bandpass.detector()).electronics().diffusion();
        for (int y = 0; y < SIDE; y++) {
            double v = frequency(y);
            for (int x = 0; x < SIDE; x++) {
                double u = frequency(x);
                double factor =
                        sinc(u) * sinc(v) * Math.exp(-2 * Math.PI * Math.PI * diffusion * diffusion * (u * u + v * v));
                re[y * SIDE + x] *= factor;
                im[y * SIDE + x] *= factor;
            }
        }
    }

    /** Coma moves the core; this puts it on the star's place, as whoever measures places on images takes it to be. */
    private static void centre(double[] re, double[] im) {
        double[] image = re.clone();
        double[] conjugate = new double[im.length];
        for (int i = 0; i < im.length; i++) {
            conjugate[i] = -im[i];
        }
        new Fourier(SIDE).transformInPlace(image, conjugate);
        double[] core = core(image);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double angle = 2 * Math.PI * (frequency(x) * core[0] + frequency(y) * core[1]);
                double r = re[y * SIDE + x];
                double i = im[y * SIDE + x];
                re[y * SIDE + x] = r * Math.cos(angle) - i * Math.sin(angle);
                im[y * SIDE + x] = r * Math.sin(angle) + i * Math.cos(angle);
            }
        }
    }

    /** @return the centroid under a Gaussian weight that follows it; pixels from the first sample */
    private static double[] core(double[] image) {
        int half = (int) (4 * CORE_PIXELS * FINE);
        double[] at = new double[2];
        for (int step = 0; step < 20; step++) {
            double[] sums = new double[3];
            for (int y = -half; y <= half; y++) {
                for (int x = -half; x <= half; x++) {
                    double dx = (double) x / FINE - at[0];
                    double dy = (double) y / FINE - at[1];
                    double weight = image[(y & SIDE - 1) * SIDE + (x & SIDE - 1)]
                            * Math.exp(-(dx * dx + dy * dy) / (2 * CORE_PIXELS * CORE_PIXELS));
                    sums[0] += weight;
                    sums[1] += weight * dx;
                    sums[2] += weight * dy;
                }
            }
            at[0] += sums[1] / sums[0];
            at[1] += sums[2] / sums[0];
        }
        return at;
    }

    /** Cycles a pixel. */
    private static double frequency(int i) {
        return (double) (i < SIDE / 2 ? i : i - SIDE) * FINE / SIDE;
    }

    private static double sinc(double x) {
        double t = Math.PI * x;
        return Math.abs(t) < 1e-9 ? 1 : Math.sin(t) / t;
    }
}
