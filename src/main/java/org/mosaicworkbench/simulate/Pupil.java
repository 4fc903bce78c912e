package org.mosaicworkbench.simulate;

/**
 * The telescope's entrance pupil: a disc with a central obscuration of 0.33 of its radius, four vanes along the V2 and
 * V3 axes and three mirror pads (Krist, Hook and Stoehr 2011, Proc. SPIE 8127, 81270J), and the error of the wavefront
 * over it. Lengths are in units of the pupil's radius.
 */
final class Pupil {

    /** Half of the primary mirror's diameter, in metres. */
    static final double RADIUS = 1.2;
    private static final double OBSCURATION = 0.33;
    private static final double VANE_HALF_WIDTH = 0.011;
    private static final double[][] PADS = {{0.8921, 0}, {-0.4615, 0.7555}, {-0.4564, -0.7606}};
    private static final double PAD_RADIUS = 0.065;
    private static final int RIPPLES = 40;

    private final double[] zernike;
    private final double[][] ripples;

    /**
     * @param figureNm  rms of the low-order wavefront error, nm
     * @param polishNm  rms of the error of the mirrors' zones, which puts light into a lumpy halo, nm
     * @param character which one of such errors
     */
    Pupil(double figureNm, double polishNm, Rng character) {
        zernike = new double[5];
        double square = 0;
        for (int i = 0; i < zernike.length; i++) {
            zernike[i] = character.gaussian();
            square += zernike[i] * zernike[i];
        }
        for (int i = 0; i < zernike.length; i++) {
            zernike[i] *= figureNm / Math.sqrt(square);
        }
        ripples = new double[RIPPLES][];
        for (int i = 0; i < RIPPLES; i++) {
            double cycles = character.logUniform(3, 30);
            double direction = character.uniform(0, 2 * Math.PI);
            ripples[i] = new double[] {Math.PI * cycles * Math.cos(direction), Math.PI * cycles * Math.sin(direction),
                    character.uniform(0, 2 * Math.PI), polishNm * Math.sqrt(2.0 / RIPPLES)};
        }
    }

    /** @return true where light passes */
    static boolean open(double x, double y) {
        double square = x * x + y * y;
        if (square > 1 || square < OBSCURATION * OBSCURATION
                || Math.abs(x) < VANE_HALF_WIDTH || Math.abs(y) < VANE_HALF_WIDTH) {
            return false;
        }
        for (double[] pad : PADS) {
            double dx = x - pad[0];
            double dy = y - pad[1];
            if (dx * dx + dy * dy < PAD_RADIUS * PAD_RADIUS) {
                return false;
            }
        }
        return true;
    }

    /** @return the wavefront error, nm: focus, two astigmatisms, two comas (rms-normalised Zernike terms), and ripples */
    double error(double x, double y) {
        double square = x * x + y * y;
        double sum = zernike[0] * Math.sqrt(3) * (2 * square - 1)
                + zernike[1] * Math.sqrt(6) * (x * x - y * y)
                + zernike[2] * Math.sqrt(6) * 2 * x * y
                + zernike[3] * Math.sqrt(8) * (3 * square - 2) * x
                + zernike[4] * Math.sqrt(8) * (3 * square - 2) * y;
        for (double[] r : ripples) {
            sum += r[3] * Math.cos(r[0] * x + r[1] * y + r[2]);
        }
        return sum;
    }
}
