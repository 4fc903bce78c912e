package org.mosaicworkbench.cluster;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Starts workers somewhere. */
interface Engine extends AutoCloseable {

    /**
     * Works until each item has a result or is lost.
     *
     * @param missing numbers of the items that have no result
     * @param done    is told of items that have their result now, by any thread
     * @return why items are lost
     */
    Map<Integer, String> run(StageFolder stage, List<Integer> missing, IntConsumer done);

    /** Ends what it started. */
    @Override
    void close();
}
