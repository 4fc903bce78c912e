package org.mosaicworkbench.simulate;

import org.mosaicworkbench.maths.Fourier;

/**
 * The diffraction image of a star by the telescope's pupil, sampled finer than a detector's pixels, zero offset first and
 * wrapped around. The telescope's frame is mapped by the detector's own matrix.
 */
final class Diffraction {

    private final Pupil pupil;
    private final double[] step;
    private final int side;
    private final int finer;
    private final Fourier fourier;

    /**
     * @param step  arcsec in the telescope's frame per pixel, as {@link Geometry#telescopeStep()}
     * @param side  samples of the image's side, a power of two
     * @param finer samples a pixel
     */
    Diffraction(Pupil pupil, double[] step, int side, int finer) {
        this.pupil = pupil;
        this.step = step;
        this.side = side;
        this.finer = finer;
        this.fourier = new Fourier(side);
    }

    /**
     * The light that falls through the pupil at one wavelength.
     *
     * @param nm    the wavelength
     * @param xStep place in the pupil for a column and a row of the samples, along x
     * @param yStep likewise along y
     * @param open  the share of each sample through which light passes
     * @param error of the wavefront, nm
     */
    record Wave(double nm, double[] xStep, double[] yStep, double[] open, double[] error) {}

    Wave wave(double nm) {
        double det = step[0] * step[3] - step[1] * step[2];
        double place = nm * 1e-9 * 206264.806 / Pupil.RADIUS / det * finer / side;
        double[] xStep = {place * step[3], -place * step[2]};
        double[] yStep = {-place * step[1], place * step[0]};
        double[] open = openShare(side, xStep, yStep);
        return new Wave(nm, xStep, yStep, open, pupil.error(side, xStep, yStep, open));
    }

    /** Adds the image at one wavelength, its sum being the weight. */
    void add(double[] image, Wave wave, double weight) {
        add(image, wave, wave.error, weight);
    }

    /**
     * Adds the image with more error of the wavefront.
     *
     * @param more what is added to the wavefront's error
     */
    void add(double[] image, Wave wave, Wavefront more, double weight) {
        double[] error = wave.error.clone();
        for (int i = 0; i < error.length; i++) {
            if (wave.open[i] > 0) {
                int column = Pupil.signed(i % side, side);
                int row = Pupil.signed(i / side, side);
                error[i] += more.at(
                        wave.xStep[0] * column + wave.xStep[1] * row, wave.yStep[0] * column + wave.yStep[1] * row);
            }
        }
        add(image, wave, error, weight);
    }

    private void add(double[] image, Wave wave, double[] error, double weight) {
        double[] re = wave.open.clone();
        double[] im = new double[side * side];
        double energy = 0;
        for (int i = 0; i < re.length; i++) {
            if (re[i] > 0) {
                double open = re[i];
                double phase = 2 * Math.PI * error[i] / wave.nm;
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
            int row = Pupil.signed(y, side);
            for (int x = 0; x < side; x++) {
                int column = Pupil.signed(x, side);
                double px = xStep[0] * column + xStep[1] * row;
                double py = yStep[0] * column + yStep[1] * row;
                if (px * px + py * py < 1.2) {
                    share[y * side + x] = Pupil.openShare(px, py, spacing);
                }
            }
        }
        return share;
    }
}
