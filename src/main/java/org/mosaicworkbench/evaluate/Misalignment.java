package org.mosaicworkbench.evaluate;

import org.mosaicworkbench.io.BadInput;

/**
 * What was done to a synthetic dataset.
 *
 * @param pixels how far its worst exposure is off, in detector pixels
 * @param kind   {@code shift}, {@code roll}, {@code drift}
 */
public record Misalignment(double pixels, String kind) {

    /** @throws BadInput when the size is negative or no number */
    public Misalignment {
        if (!(pixels >= 0)) {
            throw new BadInput("a misalignment of " + pixels + " pixels; it must be 0 or more");
        }
    }
}
