package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * The afterglow (persistence) of bright sources on the infrared detector: stars of an earlier visit, and pixels
 * saturated by earlier exposures of the same visit. It stays on the detector's pixels while the sky is dithered. A
 * pixel that collected a charge x glows a time t later at 0.3 e/s (x / 83,400 e)^0.159 / (1 + exp((83,400 e - x) /
 * 18,500 e)) (t / 1000 s)^-1.022 (Long, Baggett and MacKenty, WFC3 ISRs 2010-17 and 2013-07, with the constants of
 * their programs).
 */
final class PersistenceEffect implements PixelEffect {

    private static final double NORM = 0.3;
    private static final double FERMI = 83_400;
    private static final double WIDTH = 18_500;
    /** Charge in electrons below which no measurable afterglow remains. */
    private static final double LEAST = 5000;

    private static final double RISE = 0.159;
    private static final double DECAY = 1.022;
    /**
     * Range of the sources' total charge, in units of the full well; about a third of a source's charge is in its
     * brightest pixel.
     */
    private static final double[] WELLS = {2, 500};
    /** Range of the number of sources of the earlier visit on the full detector. */
    private static final double[] SOURCES = {30, 300};
    /**
     * Range of the time from the end of the earlier visit's last exposure to the start of this visit's first exposure,
     * seconds.
     */
    private static final double[] SINCE = {600, 12_000};
    /** Time between the ends of consecutive exposures of the earlier visit, seconds. */
    private static final double CADENCE = 350;

    private static final int MOST_DITHERS = 4;
    private static final int DITHER = 12;

    private final VisitPlan visit;
    private final List<Afterglow> afterglows = new ArrayList<>();
    private final StarImages images;

    /**
     * The afterglow of one exposure.
     *
     * @param amplitude glow 1000 s after the end of the exposure, electrons per second
     * @param end modified Julian date at which the exposure ended
     */
    private record Afterglow(float[] amplitude, double end) {

        void add(float[] glow, double mjd) {
            if (end < mjd) {
                float factor = (float) Math.pow((mjd - end) * 86400 / 1000, -DECAY);
                for (int i = 0; i < glow.length; i++) {
                    glow[i] += amplitude[i] * factor;
                }
            }
        }
    }

    PersistenceEffect(VisitPlan visit, StarImages images) {
        this.visit = visit;
        this.images = images;
        earlierVisit();
    }

    private void earlierVisit() {
        ExposurePlan first = visit.exposures().get(0);
        Geometry.Cut cut = visit.subject().geometry().cuts().get(0);
        StarImage star = images.ofStars(first, cut);
        Rng rng = visit.rng().of("persistence");
        double part = (double) cut.width * cut.height / (cut.chip.width * cut.chip.height);
        int sources = (int) Math.max(3, rng.logUniform(SOURCES[0], SOURCES[1]) * part);
        double since = rng.logUniform(SINCE[0], SINCE[1]) / 86400;
        int dithers = 1 + rng.below(MOST_DITHERS);
        double[] dither = {rng.uniform(-DITHER, DITHER), rng.uniform(-DITHER, DITHER)};
        float[][] charge = new float[dithers][cut.width * cut.height];
        double well =
                SimulatedDetector.of(visit.subject().detector()).electronics().fullWell();
        for (int i = 0; i < sources; i++) {
            double x = rng.uniform(0, cut.width);
            double y = rng.uniform(0, cut.height);
            double light = well * rng.logUniform(WELLS[0], WELLS[1]);
            for (int k = 0; k < dithers; k++) {
                star.draw(charge[k], new PixelPoint(x + k * dither[0], y + k * dither[1]), light, 1);
            }
        }
        for (int k = 0; k < dithers; k++) {
            afterglows.add(
                    new Afterglow(left(charge[k], 1), first.start() - since - (dithers - 1 - k) * CADENCE / 86400));
        }
    }

    /** @return the afterglow 1000 s after an exposure with the given signal, both in electrons per second */
    private static float[] left(float[] rate, double seconds) {
        float[] amplitude = new float[rate.length];
        for (int i = 0; i < rate.length; i++) {
            double charge = rate[i] * seconds;
            amplitude[i] = charge < LEAST
                    ? 0
                    : (float) (NORM / (1 + Math.exp((FERMI - charge) / WIDTH)) * Math.pow(charge / FERMI, RISE));
        }
        return amplitude;
    }

    @Override
    public void addGlow(float[] glow, Shot shot) {
        double middle = shot.exposure().start() + shot.exposure().seconds() / 2 / 86400;
        afterglows.forEach(a -> a.add(glow, middle));
    }

    /** Records the light, which leaves an afterglow in the following exposures. */
    @Override
    public void changeLight(float[] light, Shot shot) {
        double end = shot.exposure().start() + shot.exposure().seconds() / 86400;
        afterglows.add(new Afterglow(left(light, shot.exposure().seconds()), end));
    }
}
