package org.mosaicworkbench.simulate;

import org.mosaicworkbench.maths.Fourier;

/** The transfer function of the PSF: diffraction, charge diffusion, and the response of a square pixel. */
final class Transfer {

    /** Samples per pixel. */
    static final int FINE = 5;
    /** Rms width in pixels of the weight function that measures the position of the core. */
    private static final double CORE_PIXELS = 1.3;

    private final int side;
    private final double[] re;
    private final double[] im;

    /**
     * @param image the diffraction image, which this object takes over and modifies; its core is centred on the star's
     *     position
     * @param side number of samples per side
     * @param diffusion rms charge diffusion, pixels
     */
    Transfer(double[] image, int side, double diffusion) {
        this.side = side;
        re = image;
        im = new double[image.length];
        new Fourier(side).transformInPlace(re, im);
        applyPixel(diffusion);
        centre();
    }

    /**
     * The fraction of a star's light in each sample, times a factor. The image is the real part of the Fourier
     * transform of the transfer function's complex conjugate.
     */
    double[] image(Blur blur, double factor) {
        double[] blurredRe = new double[re.length];
        double[] blurredIm = new double[re.length];
        for (int y = 0; y < side; y++) {
            double v = frequency(y);
            for (int x = 0; x < side; x++) {
                double transfer = blur.transfer(frequency(x), v);
                int i = y * side + x;
                blurredRe[i] = re[i] * transfer;
                blurredIm[i] = -im[i] * transfer;
            }
        }
        new Fourier(side).transformInPlace(blurredRe, blurredIm);
        double norm = factor * FINE * FINE / ((double) side * side);
        for (int i = 0; i < blurredRe.length; i++) {
            blurredRe[i] *= norm;
        }
        return blurredRe;
    }

    /** Applies the pixel response and the charge diffusion. */
    private void applyPixel(double diffusion) {
        for (int y = 0; y < side; y++) {
            double v = frequency(y);
            for (int x = 0; x < side; x++) {
                double u = frequency(x);
                double factor = Blur.sinc(u)
                        * Blur.sinc(v)
                        * Math.exp(-2 * Math.PI * Math.PI * diffusion * diffusion * (u * u + v * v));
                re[y * side + x] *= factor;
                im[y * side + x] *= factor;
            }
        }
    }

    /**
     * Coma shifts the core. This moves the core back to the star's position, because astrometry on images takes the
     * core to be there.
     */
    private void centre() {
        double[] image = re.clone();
        double[] conjugate = new double[im.length];
        for (int i = 0; i < im.length; i++) {
            conjugate[i] = -im[i];
        }
        new Fourier(side).transformInPlace(image, conjugate);
        double[] core = core(image);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double angle = 2 * Math.PI * (frequency(x) * core[0] + frequency(y) * core[1]);
                double r = re[y * side + x];
                double i = im[y * side + x];
                re[y * side + x] = r * Math.cos(angle) - i * Math.sin(angle);
                im[y * side + x] = r * Math.sin(angle) + i * Math.cos(angle);
            }
        }
    }

    /**
     * @return the centroid with a Gaussian weight that is iteratively recentred on it, in pixels from the first sample
     */
    private double[] core(double[] image) {
        int half = (int) (4 * CORE_PIXELS * FINE);
        double[] at = new double[2];
        for (int step = 0; step < 20; step++) {
            double[] sums = new double[3];
            for (int y = -half; y <= half; y++) {
                for (int x = -half; x <= half; x++) {
                    double dx = (double) x / FINE - at[0];
                    double dy = (double) y / FINE - at[1];
                    double weight = image[(y & side - 1) * side + (x & side - 1)]
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

    /** Frequency in cycles per pixel. */
    private double frequency(int i) {
        return (double) Pupil.signed(i, side) * FINE / side;
    }
}
