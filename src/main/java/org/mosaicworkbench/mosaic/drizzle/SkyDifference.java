package org.mosaicworkbench.mosaic.drizzle;

import java.util.Optional;
import org.mosaicworkbench.maths.Clipped;
import org.mosaicworkbench.maths.OrderStatistics;

/**
 * The difference between the sky levels of two exposures where they overlap: the median difference of their common
 * cells after clipping. Only the darkest quarter of the cells is used, because misaligned stars and flat-field
 * differences matter least there.
 *
 * @param value electrons per second per output pixel
 * @param error one-sigma error of the value
 * @param cells number of cells used
 */
record SkyDifference(double value, double error, int cells) {

    /** Minimum number of common cells for a difference. */
    private static final int FEWEST = 8;

    private static final int PART = 4;
    /** At least this many cells are used, or all if there are fewer, even if that is more than the darkest quarter. */
    private static final int FEW = 16;

    private static final Clipped.Rule RULE = new Clipped.Rule(3, 5, Clipped.About.MEDIAN);
    /** The standard deviation of a median divided by that of a mean. */
    private static final double OF_A_MEDIAN = Math.sqrt(Math.PI / 2);

    /** @return empty if the two exposures have too few cells in common */
    static Optional<SkyDifference> of(SkySamples a, SkySamples b) {
        float[] brightness = new float[a.levels().length];
        int common = 0;
        for (int i = 0; i < brightness.length; i++) {
            brightness[i] = brightness(a, b, i);
            common += Float.isNaN(brightness[i]) ? 0 : 1;
        }
        if (common < FEWEST) {
            return Optional.empty();
        }
        float[] known = new float[common];
        int n = 0;
        for (float value : brightness) {
            if (!Float.isNaN(value)) {
                known[n++] = value;
            }
        }
        int darkest = Math.max(n / PART, Math.min(n, FEW));
        return Optional.of(ofDark(a, b, brightness, OrderStatistics.nth(known, 0, n, darkest - 1)));
    }

    /**
     * The sum of the two levels weighted by exposure time. Its noise is independent of that of the difference, so
     * selecting cells by it causes no bias.
     */
    private static float brightness(SkySamples a, SkySamples b, int cell) {
        return (float) (a.seconds() * a.levels()[cell] + b.seconds() * b.levels()[cell]);
    }

    private static SkyDifference ofDark(SkySamples a, SkySamples b, float[] brightness, float brightest) {
        float[] differences = new float[brightness.length];
        int n = 0;
        for (int i = 0; i < brightness.length; i++) {
            if (brightness[i] <= brightest) {
                differences[n++] = a.levels()[i] - b.levels()[i];
            }
        }
        Clipped clipped = Clipped.of(differences, 0, n, RULE);
        return new SkyDifference(
                clipped.median(), OF_A_MEDIAN * clipped.deviation() / Math.sqrt(clipped.left()), clipped.left());
    }
}
