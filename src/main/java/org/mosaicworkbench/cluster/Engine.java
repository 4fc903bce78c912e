package org.mosaicworkbench.cluster;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Starts workers. */
interface Engine extends AutoCloseable {

    /**
     * Processes items until each has a result or is lost.
     *
     * @param missing indices of the items without a result
     * @param done callback, called on any thread with the index of each finished item
     * @return the reason for each lost item, by item index
     */
    Map<Integer, String> run(StageFolder stage, List<Integer> missing, IntConsumer done);

    /** Stops the workers that this engine started. */
    @Override
    void close();
}
