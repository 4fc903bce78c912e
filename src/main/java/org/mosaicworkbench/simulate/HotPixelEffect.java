package org.mosaicworkbench.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mosaicworkbench.visit.Detector.Readout;

/**
 * Hot pixels that are neither in the dark image nor flagged: pixels that became hot after the dark image was taken, and
 * pixels that are hot only intermittently. CCDs gain them at the rates of the ACS instrument handbook (section 4.3.5:
 * WFC 815, HRC 125 pixels per day above 0.02 electrons per second, and fewer above each higher threshold; WFC3/UVIS
 * like WFC), so their number grows from exposure to exposure. On the infrared detector, a thousandth of the pixels, a
 * quarter of the hot ones, are assumed to be unflagged.
 */
final class HotPixelEffect implements PixelEffect {

    /**
     * Pairs of a dark current in electrons per second and the fraction of new hot pixels that exceed it (the handbook
     * lists 815, 616 ... 16 new hot pixels per day).
     */
    private static final double[][] HOTTER = {
        {0.02, 1}, {0.04, 0.756}, {0.06, 0.589}, {0.08, 0.479}, {0.1, 0.402}, {1, 0.0196}, {8, 0.001}
    };
    /** Fraction of the pixels that become hot per day. */
    private static final double A_DAY = 815.0 / (4096 * 4096);

    private static final double INFRARED_SHARE = 1e-3;
    /** Maximum age of the dark image at the time of the visit, days. */
    private static final double DARK_AGE = 14;

    private static final double UNSTABLE = 0.2;

    private final VisitPlan visit;
    private final Map<Integer, List<HotPixel>> chips = new HashMap<>();

    /**
     * A hot pixel.
     *
     * @param index index into the chip's pixels
     * @param rate electrons per second
     * @param since modified Julian date from which the pixel is hot
     * @param steady whether it is always hot; otherwise it is hot in every other exposure on average, at random
     */
    private record HotPixel(int index, double rate, double since, boolean steady) {}

    HotPixelEffect(VisitPlan visit) {
        this.visit = visit;
    }

    @Override
    public void addGlow(float[] glow, Shot shot) {
        Rng unstable = visit.rng().of("unstable " + shot.exposure().root(), shot.cut().index);
        for (HotPixel pixel : chips.computeIfAbsent(shot.cut().index, index -> draw(shot.cut()))) {
            boolean on = pixel.steady || unstable.uniform() < 0.5;
            glow[pixel.index] += on && pixel.since <= shot.exposure().start() ? (float) pixel.rate : 0;
        }
    }

    private List<HotPixel> draw(Geometry.Cut cut) {
        Rng rng = visit.rng().of("hot pixels", cut.index);
        boolean infrared = visit.subject().detector().readout() == Readout.RAMP;
        double first = visit.exposures().get(0).start();
        double last = visit.exposures().get(visit.exposures().size() - 1).start();
        double age = rng.uniform(0, DARK_AGE);
        int pixels = cut.width * cut.height;
        double expected = pixels * (infrared ? INFRARED_SHARE : A_DAY * (age + last - first));
        return IntStream.range(0, (int) rng.poisson(expected))
                .mapToObj(i -> new HotPixel(
                        rng.below(pixels),
                        infrared ? rng.logUniform(0.1, 10) : rate(rng.uniform()),
                        infrared ? first : rng.uniform(first - age, last),
                        rng.uniform() > UNSTABLE))
                .toList();
    }

    /**
     * @return the dark current in electrons per second that a given fraction of the hot pixels exceeds, by power-law
     *     interpolation between the rows of {@link #HOTTER}
     */
    private static double rate(double share) {
        int i = 1;
        while (i < HOTTER.length - 1 && HOTTER[i][1] > share) {
            i++;
        }
        double t = Math.log(Math.max(share, HOTTER[HOTTER.length - 1][1]) / HOTTER[i - 1][1])
                / Math.log(HOTTER[i][1] / HOTTER[i - 1][1]);
        return HOTTER[i - 1][0] * Math.pow(HOTTER[i][0] / HOTTER[i - 1][0], t);
    }
}
