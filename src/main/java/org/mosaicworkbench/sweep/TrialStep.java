package org.mosaicworkbench.sweep;

/**
 * A trial up to a rung.
 *
 * @param trial trial number, from 0
 * @param rung rung number, from 0
 * @param settings its settings
 * @param seed random seed of the trial
 * @param epochs total epochs at the end of the step, including earlier steps
 * @param before epochs before the step; equal to {@code epochs} if the step takes none
 */
public record TrialStep(int trial, int rung, Settings settings, long seed, int epochs, int before) {

    /**
     * Identifies a step.
     *
     * @param trial trial number, from 0
     * @param rung rung number, from 0
     */
    record Key(int trial, int rung) {}

    Key key() {
        return new Key(trial, rung);
    }
}
