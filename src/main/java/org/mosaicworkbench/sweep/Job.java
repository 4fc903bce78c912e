package org.mosaicworkbench.sweep;

import java.nio.file.Path;

/**
 * What a worker does next: a trial up to a rung.
 *
 * @param trial    its number, from 0
 * @param rung     from 0
 * @param settings to try
 * @param seed     of everything random in the trial
 * @param epochs   how long the trial has been tried when the job is done, with what earlier jobs of it did
 * @param before   how long it has been tried already
 * @param folder   of the trial's own files, which jobs of the same trial share; it may not be there yet
 */
public record Job(int trial, int rung, Settings settings, long seed, int epochs, int before, Path folder) {

    /**
     * Names a job.
     *
     * @param trial from 0
     * @param rung  from 0
     */
    record Key(int trial, int rung) {}

    Key key() {
        return new Key(trial, rung);
    }
}
