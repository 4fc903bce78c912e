package org.mosaicworkbench.sweep;

/**
 * A trial up to a rung.
 *
 * @param trial    its number, from 0
 * @param rung     from 0
 * @param settings that are tried
 * @param seed     random seed of the trial
 * @param epochs   how long the trial has been tried at the end of the step, with what earlier steps did
 * @param before   how long it had been tried before; as {@code epochs} where the step takes none
 */
public record TrialStep(int trial, int rung, Settings settings, long seed, int epochs, int before) {

    /**
     * Names a step.
     *
     * @param trial from 0
     * @param rung  from 0
     */
    record Key(int trial, int rung) {}

    Key key() {
        return new Key(trial, rung);
    }
}
