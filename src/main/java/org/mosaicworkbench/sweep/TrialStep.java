package org.mosaicworkbench.sweep;

/**
 * One step of a trial: the training from the previous rung to this one.
 *
 * @param trial trial number, from 0
 * @param rung rung number, from 0
 * @param settings its settings
 * @param seed random seed of the trial
 * @param epochs total epochs at the end of the step, including those of earlier steps
 * @param before epochs completed before the step; equal to {@code epochs} if the model does not train in epochs
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
