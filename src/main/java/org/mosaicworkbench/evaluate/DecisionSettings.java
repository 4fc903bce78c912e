package org.mosaicworkbench.evaluate;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Require;

/**
 * Settings chosen on datasets outside the evaluated set, and settings of the bootstrap.
 *
 * @param threshold probability at and above which a dataset is predicted misaligned, 0 to 1
 * @param temperature temperature that was applied to the probabilities
 * @param draws number of bootstrap draws, at least 100
 * @param seed random seed of the bootstrap
 */
public record DecisionSettings(double threshold, Temperature temperature, int draws, long seed) {

    /** A threshold of one half, a temperature of 1, 1000 draws and seed 42. */
    public static final DecisionSettings PLAIN = new DecisionSettings(0.5, Temperature.ONE, 1000, 42);

    /** @throws BadInput if the threshold is not between 0 and 1 */
    public DecisionSettings {
        Require.probability("the threshold", threshold);
    }
}
