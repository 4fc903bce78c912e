package org.mosaicworkbench.io;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A band of image rows that is processed as a unit.
 *
 * @param from first row, from 0
 * @param to first row after the band
 */
public record Band(int from, int to) {

    /** Number of bands per thread: several, because bands take different amounts of time. */
    private static final int EACH = 4;

    /**
     * Processes all rows, several bands in parallel.
     *
     * @param rows number of rows
     * @param threads number of worker threads, at least 1
     * @param work processes a band and modifies only data of its rows
     */
    public static void each(int rows, int threads, Consumer<Band> work) {
        map(rows, threads, band -> {
            work.accept(band);
            return null;
        });
    }

    /**
     * Like {@link #each}, collecting the results of the bands.
     *
     * @return results in the order of the rows
     */
    public static <T> List<T> map(int rows, int threads, Function<Band, T> work) {
        int number = threads == 1 ? 1 : Math.min(rows, EACH * threads);
        List<Band> bands = IntStream.range(0, number)
                .mapToObj(i -> new Band((int) ((long) rows * i / number), (int) ((long) rows * (i + 1) / number)))
                .toList();
        return Parallel.map(bands, threads, work);
    }
}
