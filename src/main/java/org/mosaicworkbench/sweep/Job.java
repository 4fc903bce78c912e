package org.mosaicworkbench.sweep;

import java.nio.file.Path;

/**
 * A job that a worker runs: one step of a trial.
 *
 * @param step the step to run
 * @param folder the trial's own folder, shared by all its steps; it may not exist yet
 */
public record Job(TrialStep step, Path folder) {

    /** @return the trial's number, from 0 */
    public int trial() {
        return step.trial();
    }

    /** @return the rung, from 0 */
    public int rung() {
        return step.rung();
    }

    /** @return the settings to try */
    public Settings settings() {
        return step.settings();
    }

    /** @return the random seed of the trial */
    public long seed() {
        return step.seed();
    }

    /** @return total epochs of the trial at the end of the job, including those of earlier jobs */
    public int epochs() {
        return step.epochs();
    }

    /** @return epochs completed before this job */
    public int before() {
        return step.before();
    }

    TrialStep.Key key() {
        return step.key();
    }
}
