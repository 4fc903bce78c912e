package org.mosaicworkbench.sweep;

import java.nio.file.Path;

/**
 * The next job of a worker.
 *
 * @param step   to do
 * @param folder of the trial's own files, which all steps of the trial share; it may not be there yet
 */
public record Job(TrialStep step, Path folder) {

    /** @return the trial's number, from 0 */
    public int trial() {
        return step.trial();
    }

    /** @return from 0 */
    public int rung() {
        return step.rung();
    }

    /** @return what to try */
    public Settings settings() {
        return step.settings();
    }

    /** @return the random seed of the trial */
    public long seed() {
        return step.seed();
    }

    /** @return how long the trial has been tried when the job is done, with what earlier jobs of it did */
    public int epochs() {
        return step.epochs();
    }

    /** @return how long it has been tried already */
    public int before() {
        return step.before();
    }

    TrialStep.Key key() {
        return step.key();
    }
}
