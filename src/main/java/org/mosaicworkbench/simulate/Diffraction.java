package org.mosaicworkbench.simulate;

import org.mosaicworkbench.maths.Fourier;

/**
 * The diffraction image of a star formed by the telescope's pupil, sampled more finely than a detector's pixels, with
 * the zero offset at the first sample and negative offsets wrapped around. The detector's own matrix maps the
 * telescope's frame to pixels.
 */
final class Diffraction {

    private final Pupil pupil;
    private final double[] step;
    private final int side;
    private final int finer;
    private final Fourier fourier;

    /**
     * @param step arcsec in the telescope's frame per pixel, as {@link Geometry#telescopeStep()}
     * @param side side of the image in samples, a power of two
     * @param finer samples per pixel
     */
    Diffraction(Pupil pupil, double[] step, int side, int finer) {
        this.pupil = pupil;
        this.step = step;
        this.side = side;
        this.finer = finer;
        this.fourier = new Fourier(side);
    }

    /**
     * The light that passes through the pupil at one wavelength.
     *
     * @param nm the wavelength, nm
     * @param xStep change of the pupil position along x per column and per row of the samples
     * @param yStep change of the pupil position along y, likewise
     * @param open fraction of each sample that transmits light
     * @param error wavefront error, nm
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

    /** Adds the image at one wavelength, scaled so that its sum equals the weight. */
    void add(double[] image, Wave wave, double weight) {
        add(image, wave, wave.error, weight);
    }

    /**
     * Adds the image with an additional wavefront error.
     *
     * @param more the additional wavefront error
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

    /** The fraction of each pupil sample that transmits light. */
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
