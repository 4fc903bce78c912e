package org.mosaicworkbench.corrupt;

import java.util.List;
import org.mosaicworkbench.io.BadInput;

/**
 * How chosen exposures are changed.
 *
 * @param kinds     what goes wrong; of several one is drawn for each copy
 * @param threshold the sizes that offsets are drawn from
 * @param pixel     the unit of the sizes
 * @param ra        how offsets become right ascension
 * @param seed      of all that is drawn
 */
public record Recipe(List<Kind> kinds, Threshold threshold, PixelUnit pixel, RaStep ra, long seed) {

    /** @throws BadInput when there is no kind */
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

    /** @return this with other kinds */
    public Recipe withKinds(List<Kind> others) {
        return new Recipe(others, threshold, pixel, ra, seed);
    }

    /** @return this with another range of sizes */
    public Recipe withThreshold(Threshold other) {
        return new Recipe(kinds, other, pixel, ra, seed);
    }

    /** @return this with another unit */
    public Recipe withPixel(PixelUnit other) {
        return new Recipe(kinds, threshold, other, ra, seed);
    }

    /** @return this with another way to right ascension */
    public Recipe withRa(RaStep other) {
        return new Recipe(kinds, threshold, pixel, other, seed);
    }

    /** @return this with another seed */
    public Recipe withSeed(long other) {
        return new Recipe(kinds, threshold, pixel, ra, other);
    }
}
