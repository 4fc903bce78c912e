package org.mosaicworkbench.simulate;

/**
 * The telescope's entrance pupil: a disc with a central obscuration of 0.33 of its radius, four vanes along the V2 and
 * V3 axes and three mirror pads (Krist, Hook and Stoehr 2011, Proc. SPIE 8127, 81270J), and the error of the wavefront
 * over the pupil. Lengths are in units of the pupil's radius.
 */
final class Pupil {

    /** Half the diameter of the primary mirror, metres. */
    static final double RADIUS = 1.2;

    private static final double OBSCURATION = 0.33;
    private static final double VANE_HALF_WIDTH = 0.011;
    private static final double[][] PADS = {{0.8921, 0}, {-0.4615, 0.7555}, {-0.4564, -0.7606}};
    private static final double PAD_RADIUS = 0.065;
    private static final int RIPPLES = 150;

    private final Wavefront figure;
    private final double[][] ripples;

    /**
     * @param figureNm low-order wavefront error, nm rms
     * @param polishNm zonal error of the mirrors, nm rms, which scatters light into a lumpy halo
     * @param character random numbers from which one realisation of these errors is drawn
     */
    Pupil(double figureNm, double polishNm, Rng character) {
        Wavefront drawn = new Wavefront(
                character.gaussian(),
                character.gaussian(),
                character.gaussian(),
                character.gaussian(),
                character.gaussian());
        figure = drawn.times(figureNm / drawn.rms());
        ripples = new double[RIPPLES][];
        for (int i = 0; i < RIPPLES; i++) {
            double cycles = character.logUniform(3, 30);
            double direction = character.uniform(0, 2 * Math.PI);
            ripples[i] = new double[] {
                Math.PI * cycles * Math.cos(direction),
                Math.PI * cycles * Math.sin(direction),
                character.uniform(0, 2 * Math.PI),
                polishNm * Math.sqrt(2.0 / RIPPLES)
            };
        }
    }

    /**
     * The fraction of a sample that transmits light; edges are treated as straight across a sample.
     *
     * @param spacing side of a sample
     */
    static double openShare(double x, double y, double spacing) {
        double r = Math.sqrt(x * x + y * y);
        double share = within((1 - r) / spacing) * within((r - OBSCURATION) / spacing);
        if (share == 0) {
            return 0;
        }
        share *= (1 - overlap(x, VANE_HALF_WIDTH, spacing)) * (1 - overlap(y, VANE_HALF_WIDTH, spacing));
        for (double[] pad : PADS) {
            share *= within((Math.hypot(x - pad[0], y - pad[1]) - PAD_RADIUS) / spacing);
        }
        return share;
    }

    /** The fraction of a sample on the open side of an edge at the given distance from its centre, in samples. */
    private static double within(double distance) {
        return Math.max(0, Math.min(1, 0.5 + distance));
    }

    /** The fraction of a sample centred on x that a strip from -half to half covers. */
    private static double overlap(double x, double half, double spacing) {
        double low = Math.max(x - spacing / 2, -half);
        double high = Math.min(x + spacing / 2, half);
        return Math.max(0, high - low) / spacing;
    }

    /**
     * The wavefront error on a grid of samples: focus, two astigmatisms, two comas (rms-normalised Zernike terms), and
     * ripples. Samples outside the pupil stay 0.
     *
     * @param n number of samples per side; sample 0 is at the centre, and the upper half holds negative positions
     * @param xStep change of x along a row and along a column
     * @param yStep change of y along a row and along a column
     * @param share open fraction of each sample; only samples that are at least partly open are computed
     * @return wavefront errors in row-major order, nm
     */
    double[] error(int n, double[] xStep, double[] yStep, double[] share) {
        double[] error = new double[n * n];
        addFigure(error, n, xStep, yStep, share);
        double[] cosX = new double[n];
        double[] sinX = new double[n];
        for (double[] r : ripples) {
            double alongRow = r[0] * xStep[0] + r[1] * yStep[0];
            double alongColumn = r[0] * xStep[1] + r[1] * yStep[1];
            for (int i = 0; i < n; i++) {
                cosX[i] = r[3] * Math.cos(alongRow * signed(i, n));
                sinX[i] = r[3] * Math.sin(alongRow * signed(i, n));
            }
            for (int y = 0; y < n; y++) {
                double cos = Math.cos(alongColumn * signed(y, n) + r[2]);
                double sin = Math.sin(alongColumn * signed(y, n) + r[2]);
                addRipple(error, share, y * n, cosX, sinX, cos, sin);
            }
        }
        return error;
    }

    /** Adds one ripple by the formula for the cosine of a sum, which avoids evaluating a cosine per sample. */
    private static void addRipple(
            double[] error, double[] share, int start, double[] cosX, double[] sinX, double cos, double sin) {
        for (int x = 0; x < cosX.length; x++) {
            if (share[start + x] > 0) {
                error[start + x] += cosX[x] * cos - sinX[x] * sin;
            }
        }
    }

    private void addFigure(double[] error, int n, double[] xStep, double[] yStep, double[] share) {
        for (int i = 0; i < error.length; i++) {
            if (share[i] > 0) {
                double x = xStep[0] * signed(i % n, n) + xStep[1] * signed(i / n, n);
                double y = yStep[0] * signed(i % n, n) + yStep[1] * signed(i / n, n);
                error[i] = figure.at(x, y);
            }
        }
    }

    /**
     * @return the signed position of sample i of n: sample 0 is at the centre, and the upper half holds negative
     *     positions
     */
    static int signed(int i, int n) {
        return i < n / 2 ? i : i - n;
    }
}
