package org.mosaicworkbench.simulate;

import java.util.Optional;
import org.mosaicworkbench.visit.Detector;

/**
 * Charge-transfer inefficiency: traps in a CCD hold charge back while its rows move to the amplifier and release it
 * into the following rows, which forms a trail away from the amplifier. A pixel with n electrons that moves over 2,048
 * rows loses at most one electron for each trap that its charge reaches: 100 (n / 1000)^(1/2) electrons after 8 years
 * in orbit, growing with the time since launch. On a dark background these losses are 32 of 100, 100 of 1,000 and 320
 * of 10,000 electrons (Anderson and Bedin 2010, PASP 122, 1035, figure 6); they are smaller if the sky keeps the traps
 * filled. The trail length follows the same paper: most charge within 5 pixels, some out to 60. Exposures whose
 * calibration corrects for charge-transfer inefficiency ({@code flc}) retain a quarter of the effect.
 */
final class ChargeTransfer {

    private static final double LOST_A_YEAR = 100.0 / 8;
    private static final double TYPICAL = 1000;
    private static final double ROWS = 2048;
    private static final double LEFT = 0.25;
    /**
     * For each kind of trap, the number of rows after which it has released all but 1 / e of its charge, and its
     * fraction of all traps.
     */
    private static final double[][] TRAPS = {{0.8, 0.35}, {5, 0.35}, {25, 0.3}};

    private final double strength;

    /** @param strength electrons that a pixel with 1 electron loses per row */
    private ChargeTransfer(double strength) {
        this.strength = strength;
    }

    /**
     * The charge losses of a detector.
     *
     * @param mjd modified Julian date
     * @return empty for a detector that is not a CCD
     */
    static Optional<ChargeTransfer> of(Detector detector, double mjd) {
        if (detector.readout() != Detector.Readout.CCD) {
            return Optional.empty();
        }
        double years = (mjd - SimulatedDetector.of(detector).years().from()) / 365.25;
        double left = detector.exposureSuffix().equals("flc") ? LEFT : 1;
        return Optional.of(new ChargeTransfer(LOST_A_YEAR * years / Math.sqrt(TYPICAL) / ROWS * left));
    }

    /**
     * Trails charge along the columns.
     *
     * @param electrons the chip's charge, row-major; modified in place
     */
    void trail(float[] electrons, Geometry.Cut cut) {
        double[][] held = new double[TRAPS.length][cut.width];
        double[] kept = new double[TRAPS.length];
        for (int k = 0; k < kept.length; k++) {
            kept[k] = Math.exp(-1 / TRAPS[k][0]);
        }
        for (int i = 0; i < cut.height; i++) {
            int row = cut.readsDown() ? i : cut.height - 1 - i;
            int moved = cut.readsDown() ? cut.y0 + row + 1 : cut.chip.height - cut.y0 - row;
            for (int x = 0; x < cut.width; x++) {
                int at = row * cut.width + x;
                electrons[at] = (float) moved(electrons[at], held, kept, x, strength * moved);
            }
        }
    }

    /**
     * @return the electrons of one pixel that arrive at the amplifier: its own minus the captured charge plus the
     *     released charge
     */
    private static double moved(double electrons, double[][] held, double[] kept, int x, double strength) {
        double charge = electrons;
        double full = 0;
        for (int k = 0; k < kept.length; k++) {
            double left = held[k][x] * kept[k];
            charge += held[k][x] - left;
            held[k][x] = left;
            full += left;
        }
        double room = strength * Math.sqrt(Math.max(0, charge)) - full;
        if (room <= 0) {
            return charge;
        }
        double taken = Math.min(room, charge);
        for (int k = 0; k < kept.length; k++) {
            held[k][x] += taken * TRAPS[k][1];
        }
        return charge - taken;
    }
}
