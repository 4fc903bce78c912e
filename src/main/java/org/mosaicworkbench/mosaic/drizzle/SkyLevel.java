package org.mosaicworkbench.mosaic.drizzle;

import java.util.List;
import org.mosaicworkbench.maths.Clipped;

/**
 * The sky level of an exposure: the median after five rounds of clipping at four standard deviations, with the
 * parameters of drizzlepac's single-visit processing ({@code skystat} median, {@code skyclip} 5, {@code skylsigma} and
 * {@code skyusigma} 4).
 */
final class SkyLevel {

    private static final Clipped.Rule RULE = new Clipped.Rule(4, 5, Clipped.About.MEAN);

    /** A chip is ignored if its number of valid pixels is below this fraction of the largest number on any chip. */
    private static final double FEW = 0.1;

    private SkyLevel() {}

    /**
     * Measures the level of an exposure: the lowest level of its chips, because an object that fills a chip is not sky.
     * Chips with few pixels are ignored.
     *
     * @param chips the pixels of each chip in any order; NaN is left out
     * @return the level in the unit of the values; NaN if there is no value
     */
    static double level(List<float[]> chips) {
        List<Clipped> levels = chips.stream().map(SkyLevel::of).toList();
        int most = levels.stream().mapToInt(Clipped::left).max().orElse(0);
        return levels.stream()
                .filter(level -> level.left() > 0 && level.left() >= FEW * most)
                .mapToDouble(Clipped::median)
                .min()
                .orElse(Double.NaN);
    }

    private static Clipped of(float[] values) {
        float[] known = new float[values.length];
        int n = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                known[n++] = value;
            }
        }
        return Clipped.of(known, 0, n, RULE);
    }
}
