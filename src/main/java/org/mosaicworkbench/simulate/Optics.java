package org.mosaicworkbench.simulate;

/**
 * The image of a star through a filter onto a detector: diffraction by the {@link Pupil} over the filter's width, a
 * faint halo of scattered light, the spread of charge, and the response of a square pixel. Kept as a transfer function,
 * so that jitter and drift of an exposure are factors. The telescope frame is mapped by the detector's own matrix, so
 * the image has the stretch and the spikes the angles that they have on its pixels.
 */
final class Optics {

    private static final int SIDE = 512;
    private static final int FINE = 5;
    private static final int WIDE_SIDE = 1024;
    private static final int COARSE = 2;
    private static final int WAVELENGTHS = 5;
    private static final double HALO_SHARE = 0.04;
    private static final double HALO_ARCSEC = 0.9;

    private final Bandpass bandpass;
    private final double[] step;
    private final Pupil pupil;
    private double[][] transfer;
    private Psf wide;

    Optics(Bandpass bandpass, Geometry geometry) {
        this.bandpass = bandpass;
        this.step = geometry.telescopeStep();
        this.pupil = new Pupil(20, 18, new Rng(bandpass.detector().ordinal() + 1));
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
            double v = frequency(y, SIDE, FINE);
            for (int x = 0; x < SIDE; x++) {
                double u = frequency(x, SIDE, FINE);
                double factor = Math.exp(-2 * Math.PI * Math.PI * jitter * jitter * (u * u + v * v))
                        * sinc(u * trailX + v * trailY);
                int i = y * SIDE + x;
                re[i] = t[0][i] * factor;
                im[i] = -t[1][i] * factor;
            }
        }
        return image(re, im, SIDE, FINE);
    }

    /** The image out to 250 pixels, without jitter: what the spikes and the halo of a bright star need. */
    synchronized Psf wide() {
        if (wide == null) {
            double[][] t = transfer(WIDE_SIDE, COARSE);
            for (int i = 0; i < t[1].length; i++) {
                t[1][i] = -t[1][i];
            }
            wide = image(t[0], t[1], WIDE_SIDE, COARSE);
        }
        return wide;
    }

    /** @return the distance, pixels along x or y, that {@link #wide()} reaches, without making it */
    int reachWide() {
        return WIDE_SIDE / COARSE / 2 - 3;
    }

    private synchronized double[][] transfer() {
        if (transfer == null) {
            transfer = transfer(SIDE, FINE);
        }
        return transfer;
    }

    /** The transform of a transfer function's conjugate has the image as its real part. */
    private static Psf image(double[] re, double[] im, int side, int finer) {
        new Fourier(side).transformInPlace(re, im);
        float[] samples = new float[re.length];
        double norm = (double) finer * finer / ((double) side * side);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (re[i] * norm);
        }
        return new Psf(samples, side, finer);
    }

    private double[][] transfer(int side, int finer) {
        Fourier fourier = new Fourier(side);
        double[] image = new double[side * side];
        int waves = bandpass.narrow() ? 1 : WAVELENGTHS;
        for (int w = 0; w < waves; w++) {
            double offset = waves == 1 ? 0 : 1.6 * (2.0 * w / (waves - 1) - 1);
            addDiffraction(fourier, image, side, finer, bandpass.pivot() + offset * bandpass.width(), 1.0 / waves);
        }
        double[] im = new double[side * side];
        fourier.transformInPlace(image, im);
        applyPixel(image, im, side, finer);
        return new double[][] {image, im};
    }

    private void addDiffraction(Fourier fourier, double[] image, int side, int finer, double nm, double weight) {
        double[] re = new double[side * side];
        double[] im = new double[side * side];
        double det = step[0] * step[3] - step[1] * step[2];
        double metres = nm * 1e-9 * 206264.806 / Pupil.RADIUS;
        double energy = 0;
        for (int y = 0; y < side; y++) {
            double v = frequency(y, side, finer);
            for (int x = 0; x < side; x++) {
                double u = frequency(x, side, finer);
                double px = metres * (step[3] * u - step[2] * v) / det;
                double py = metres * (step[0] * v - step[1] * u) / det;
                if (px * px + py * py < 1.2) {
                    double spacing = metres * finer / side / Math.sqrt(Math.abs(det));
                    double open = openShare(px, py, spacing);
                    double phase = 2 * Math.PI * pupil.error(px, py) / nm;
                    re[y * side + x] = open * Math.cos(phase);
                    im[y * side + x] = open * Math.sin(phase);
                    energy += open * open;
                }
            }
        }
        fourier.transformInPlace(re, im);
        double norm = weight / (energy * side * side);
        for (int i = 0; i < image.length; i++) {
            image[i] += norm * (re[i] * re[i] + im[i] * im[i]);
        }
    }

    /** The share of a sample of the pupil through which light passes, on 5 x 5 points. */
    private static double openShare(double px, double py, double spacing) {
        int open = 0;
        for (int j = -2; j <= 2; j++) {
            for (int i = -2; i <= 2; i++) {
                if (Pupil.open(px + i * spacing / 5, py + j * spacing / 5)) {
                    open++;
                }
            }
        }
        return open / 25.0;
    }

    /** A halo that falls with the cube of the radius has an exponential as its transform. */
    private void applyPixel(double[] re, double[] im, int side, int finer) {
        double diffusion = bandpass.detector().electronics().diffusion();
        double halo = 2 * Math.PI * HALO_ARCSEC / bandpass.detector().nominalScale();
        for (int y = 0; y < side; y++) {
            double v = frequency(y, side, finer);
            for (int x = 0; x < side; x++) {
                double u = frequency(x, side, finer);
                double square = u * u + v * v;
                double factor = sinc(u) * sinc(v) * Math.exp(-2 * Math.PI * Math.PI * diffusion * diffusion * square)
                        * (1 - HALO_SHARE + HALO_SHARE * Math.exp(-halo * Math.sqrt(square)));
                re[y * side + x] *= factor;
                im[y * side + x] *= factor;
            }
        }
    }

    /** Cycles a pixel. */
    private static double frequency(int i, int side, int finer) {
        return (double) (i < side / 2 ? i : i - side) * finer / side;
    }

    private static double sinc(double x) {
        double t = Math.PI * x;
        return Math.abs(t) < 1e-9 ? 1 : Math.sin(t) / t;
    }
}
