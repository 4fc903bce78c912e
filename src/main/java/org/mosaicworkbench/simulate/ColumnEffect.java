package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Unflagged bright columns of a CCD. Charge that leaks from a defect is added to everything that is read out through
 * it, so a column is bright from the defect onwards, away from the amplifier. Half of the columns collect charge during
 * the exposure, half during the readout. Their number and brightness follow the bright columns in archive exposures of
 * WFC and WFC3/UVIS taken between two bias images: a few in a thousand columns, 3 to 60 electrons.
 */
final class ColumnEffect implements PixelEffect {

    private static final double SHARE = 0.003;
    private static final double[] ELECTRONS = {3, 60};
    /**
     * Exposure time in seconds after which a column that leaks during the exposure is as bright as one that leaks
     * during the readout.
     */
    private static final double USUAL = 500;

    private static final double DOUBLE = 0.25;

    private final VisitPlan visit;
    private final Map<Integer, List<Bright>> chips = new HashMap<>();

    /**
     * A bright column.
     *
     * @param x 0-based column
     * @param defect row of the defect, 0-based
     * @param electrons electrons added to each pixel beyond the defect during the readout
     * @param rate electrons per second added to each pixel beyond the defect during the exposure
     */
    record Bright(int x, int defect, double electrons, double rate) {}

    ColumnEffect(VisitPlan visit) {
        this.visit = visit;
    }

    @Override
    public void addGlow(float[] glow, Shot shot) {
        Geometry.Cut cut = shot.cut();
        for (Bright column : columns(cut)) {
            float rate =
                    (float) (column.rate + column.electrons / shot.exposure().seconds());
            int from = cut.readsDown() ? column.defect : 0;
            int to = cut.readsDown() ? cut.height : column.defect + 1;
            for (int y = from; y < to; y++) {
                glow[y * cut.width + column.x] += rate;
            }
        }
    }

    /** @return the bright columns of a chip, at least one */
    List<Bright> columns(Geometry.Cut cut) {
        return chips.computeIfAbsent(cut.index, index -> draw(cut));
    }

    private List<Bright> draw(Geometry.Cut cut) {
        Rng rng = visit.rng().of("columns", cut.index);
        List<Bright> bright = new ArrayList<>();
        int count = (int) Math.max(1, rng.poisson(SHARE * cut.width));
        for (int i = 0; i < count; i++) {
            int x = rng.below(cut.width - 1);
            int defect = rng.below(cut.height);
            double electrons = rng.logUniform(ELECTRONS[0], ELECTRONS[1]);
            boolean reading = rng.uniform() < 0.5;
            Bright column = new Bright(x, defect, reading ? electrons : 0, reading ? 0 : electrons / USUAL);
            bright.add(column);
            if (rng.uniform() < DOUBLE) {
                bright.add(new Bright(x + 1, defect, column.electrons / 2, column.rate / 2));
            }
        }
        return bright;
    }
}
