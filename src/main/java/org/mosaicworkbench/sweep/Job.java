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

    /** @return epochs of the trial at the end of the job, including earlier jobs */
    public int epochs() {
        return step.epochs();
    }

    /** @return epochs already run */
    public int before() {
        return step.before();
    }

    TrialStep.Key key() {
        return step.key();
    }
}
