package org.mosaicworkbench.corrupt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Provenance;

/**
 * How chosen exposures are changed.
 *
 * @param kinds kinds of error; if there are several, one is drawn at random for each copy
 * @param threshold range of the offsets
 * @param pixel unit of the offsets
 * @param ra conversion to right ascension
 * @param seed random seed
 */
public record Recipe(List<Kind> kinds, Threshold threshold, PixelUnit pixel, RaStep ra, long seed) {

    /** @throws BadInput if there is no kind */
    public Recipe {
        kinds = List.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new BadInput("kinds is empty; give one or more of " + List.of(Kind.values()));
        }
    }

    /** @return shifts of 0 to 20 pixels of the detector, seed 42 */
    public static Recipe usual() {
        return new Recipe(List.of(Kind.SHIFT), Threshold.ANY, PixelUnit.DETECTOR, RaStep.SKY, 42);
    }

    /** The recipe of an existing result. */
    public static Recipe of(Provenance making) {
        return new Recipe(
                List.of(making.option("kinds", Kind[].class)),
                making.option("threshold", Threshold.class),
                making.option("pixel", PixelUnit.class),
                making.option("ra", RaStep.class),
                making.option("seed", Long.class));
    }

    /** @return the options by name */
    public Map<String, Object> byName() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("threshold", threshold);
        all.put("kinds", kinds);
        all.put("pixel", pixel);
        all.put("ra", ra);
        all.put("seed", seed);
        return all;
    }

    /** @return this recipe with different kinds of error */
    public Recipe withKinds(List<Kind> others) {
        return new Recipe(others, threshold, pixel, ra, seed);
    }

    /** @return this recipe with a different range of the offsets */
    public Recipe withThreshold(Threshold other) {
        return new Recipe(kinds, other, pixel, ra, seed);
    }

    /** @return this recipe with a different unit of the offsets */
    public Recipe withPixel(PixelUnit other) {
        return new Recipe(kinds, threshold, other, ra, seed);
    }

    /** @return this recipe with a different conversion to right ascension */
    public Recipe withRa(RaStep other) {
        return new Recipe(kinds, threshold, pixel, other, seed);
    }

    /** @return this recipe with a different seed */
    public Recipe withSeed(long other) {
        return new Recipe(kinds, threshold, pixel, ra, other);
    }
}
