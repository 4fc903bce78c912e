package org.mosaicworkbench.mosaic.drizzle;

import org.mosaicworkbench.maths.Clipped;

/**
 * The sky level of an exposure: the median after five rounds of clipping at four standard deviations, with the
 * parameters that drizzlepac's single-visit processing has ({@code skystat} median, {@code skyclip} 5,
 * {@code skylsigma} and {@code skyusigma} 4).
 */
final class SkyLevel {

    private static final Clipped.Rule RULE = new Clipped.Rule(4, 5, Clipped.About.MEAN);

    private SkyLevel() {}

    /**
     * Measures the level.
     *
     * @param values pixels of any order; NaN is left out
     * @return the level in the unit of the values; NaN where there is no value
     */
    static double level(float[]... values) {
        int all = 0;
        for (float[] some : values) {
            all += some.length;
        }
        float[] known = new float[all];
        int n = 0;
        for (float[] some : values) {
            for (float value : some) {
                if (!Float.isNaN(value)) {
                    known[n++] = value;
                }
            }
        }
        return Clipped.of(known, 0, n, RULE).median();
    }
}
