package org.mosaicworkbench.sweep;

import java.nio.file.Path;

/**
 * What a worker does next: a trial up to a rung.
 *
 * @param key which job of which trial
 * @param settings to try
 * @param seed     of everything random in the trial
 * @param epochs   how long the trial has been tried when the job is done, with what earlier jobs of it did
 * @param before   how long it has been tried already
 * @param folder   of the trial's own files, which jobs of the same trial share; it may not be there yet
 */
public record Job(Key key, Settings settings, long seed, int epochs, int before, Path folder) {

    /**
     * Names a job.
     *
     * @param trial from 0
     * @param rung  from 0
     */
    public record Key(int trial, int rung) {}
}
