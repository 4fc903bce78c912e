package org.mosaicworkbench.simulate;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The point spread function (PSF) of a filter and detector: diffraction by the {@link Pupil} across the filter's
 * bandpass, a faint halo of scattered light, charge diffusion, and the response of a square pixel. It is stored as a
 * transfer function, so that the jitter and drift of an exposure become factors. The detector's own matrix maps the
 * telescope frame to pixels, so the image is stretched and its spikes are oriented as on the real detector.
 */
final class Optics {

    private static final Map<Kind, SoftReference<Optics>> MADE = new HashMap<>();
    private static final int SIDE = 512;
    /**
     * Side, in samples, of the image in which the core changes with the wavefront; farther out the change is
     * negligible.
     */
    private static final int CORE_SIDE = 256;

    private static final int WIDE_SIDE = 1024;
    private static final int COARSE = 2;
    /** Fraction of the image's half-width beyond which the PSF is tapered to zero, so that no edge shows. */
    private static final double FADE = 0.75;

    private static final int WAVELENGTHS = 5;
    private static final int WIDE_WAVELENGTHS = 9;
    private static final double HALO_SHARE = 0.04;
    private static final double HALO_ARCSEC = 0.9;
    /** Low-order wavefront error, nm rms. */
    private static final double FIGURE = 20;
    /** Zonal error of the mirrors, nm rms. */
    private static final double POLISH = 18;

    private final Bandpass bandpass;
    private final double[] step;
    private final Pupil pupil;
    private Transfer transfer;
    private Psf wide;
    private List<Diffraction.Wave> coreWaves;

    private record Kind(Bandpass bandpass, double aberrations) {}

    private Optics(Kind kind) {
        this.bandpass = kind.bandpass;
        this.step = new Geometry(bandpass.detector(), SimulationSettings.FULL).telescopeStep();
        this.pupil = new Pupil(
                FIGURE * kind.aberrations,
                POLISH,
                new Rng(SimulatedDetector.of(bandpass.detector()).pupilSeed()));
    }

    /**
     * The optics of a bandpass, cached while memory allows, because computing them takes longer than simulating an
     * exposure.
     */
    static Optics of(Bandpass bandpass) {
        return of(bandpass, 1);
    }

    /** @param aberrations low-order aberrations in units of Hubble's */
    static synchronized Optics of(Bandpass bandpass, double aberrations) {
        Kind kind = new Kind(bandpass, aberrations);
        SoftReference<Optics> kept = MADE.get(kind);
        Optics optics = kept == null ? null : kept.get();
        if (optics == null) {
            optics = new Optics(kind);
            MADE.put(kind, new SoftReference<>(optics));
        }
        return optics;
    }

    /** The PSF of one exposure. */
    Psf psf(Blur blur) {
        return withHalo(transfer().image(blur, 1 - HALO_SHARE), SIDE, Transfer.FINE);
    }

    /** How the core of the PSF changes with the wavefront in one exposure. */
    CoreChanges changes(Blur blur) {
        return new CoreChanges(blur);
    }

    /** The changes of the PSF's core for a given blur. */
    final class CoreChanges {

        private final Blur blur;
        private final double[] before;

        private CoreChanges(Blur blur) {
            this.blur = blur;
            this.before = core(Wavefront.NONE, 0).image(blur, 1 - HALO_SHARE);
        }

        /**
         * The image to add to {@link #psf}; its sum is almost 0.
         *
         * @param more addition to the wavefront error
         * @param diffusion addition to the variance of the charge diffusion, square pixels
         */
        Psf of(Wavefront more, double diffusion) {
            double[] after = core(more, diffusion).image(blur, 1 - HALO_SHARE);
            float[] change = new float[after.length];
            for (int i = 0; i < change.length; i++) {
                change[i] = (float) (after[i] - before[i]);
            }
            return new Psf(change, CORE_SIDE, Transfer.FINE);
        }
    }

    private Transfer core(Wavefront more, double diffusion) {
        Diffraction diffraction = new Diffraction(pupil, step, CORE_SIDE, Transfer.FINE);
        double[] image = new double[CORE_SIDE * CORE_SIDE];
        for (Diffraction.Wave wave : coreWaves()) {
            diffraction.add(image, wave, more, 1.0 / coreWaves().size());
        }
        double usual = usualDiffusion();
        return new Transfer(image, CORE_SIDE, Math.sqrt(Math.max(0, usual * usual + diffusion)));
    }

    private synchronized List<Diffraction.Wave> coreWaves() {
        if (coreWaves == null) {
            Diffraction diffraction = new Diffraction(pupil, step, CORE_SIDE, Transfer.FINE);
            coreWaves = wavelengths().mapToObj(diffraction::wave).toList();
        }
        return coreWaves;
    }

    /** The PSF out to its far wings, without jitter, for the spikes and the halo of a bright star. */
    synchronized Psf wide() {
        if (wide == null) {
            double[] image = new double[WIDE_SIDE * WIDE_SIDE];
            Diffraction diffraction = new Diffraction(pupil, step, WIDE_SIDE, COARSE);
            diffraction.add(image, diffraction.wave(bandpass.pivot()), 1);
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

    /**
     * Rescales the image at one wavelength to all wavelengths of the bandpass and averages the results, because the
     * wings of the PSF scale with the wavelength and change little otherwise.
     */
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

    /** Averages the image over a pixel along both axes; samples at the pixel's edges have half weight. */
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

    /** Interpolates linearly between samples, wrapping around. */
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

    /** @return the half-width of {@link #wide()} in pixels, without computing the image */
    int reachWide() {
        return WIDE_SIDE / COARSE / 2 - 3;
    }

    private synchronized Transfer transfer() {
        if (transfer == null) {
            Diffraction diffraction = new Diffraction(pupil, step, SIDE, Transfer.FINE);
            double[] image = new double[SIDE * SIDE];
            double[] waves = wavelengths().toArray();
            for (double nm : waves) {
                diffraction.add(image, diffraction.wave(nm), 1.0 / waves.length);
            }
            transfer = new Transfer(image, SIDE, usualDiffusion());
        }
        return transfer;
    }

    private double usualDiffusion() {
        return SimulatedDetector.of(bandpass.detector()).electronics().diffusion();
    }

    /** Wavelengths in nm that sample the bandpass with equal weights. */
    private DoubleStream wavelengths() {
        int waves = bandpass.narrow() ? 1 : WAVELENGTHS;
        return IntStream.range(0, waves).mapToDouble(w -> wavelength(w, waves));
    }

    /** Adds scattered light that falls off with the cube of the radius. */
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

    /**
     * Wavelength i, in nm, of a given number of wavelengths evenly spaced over the filter, out to 1.6 times its rms
     * width on either side of the pivot.
     */
    private double wavelength(int i, int of) {
        return bandpass.pivot() + (of == 1 ? 0 : 1.6 * (2.0 * i / (of - 1) - 1)) * bandpass.width();
    }
}
