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
     * @param done    receives each finished item, on any thread
     * @return the reasons for lost items
     */
    Map<Integer, String> run(StageFolder stage, List<Integer> missing, IntConsumer done);

    /** Stops the workers that it started. */
    @Override
    void close();
}
