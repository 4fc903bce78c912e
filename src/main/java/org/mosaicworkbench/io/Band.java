package org.mosaicworkbench.io;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A band of image rows that is processed as a unit.
 *
 * @param from the first one, from 0
 * @param to   the one behind the last
 */
public record Band(int from, int to) {

    /** Bands for each thread: not all take as long. */
    private static final int EACH = 4;

    /**
     * Processes all rows, several bands in parallel.
     *
     * @param rows    how many there are
     * @param threads number of worker threads, at least 1
     * @param work    touches only what belongs to its rows
     */
    public static void each(int rows, int threads, Consumer<Band> work) {
        map(rows, threads, band -> {
            work.accept(band);
            return null;
        });
    }

    /**
     * The same, collecting the results of the bands.
     *
     * @return from the first row on
     */
    public static <T> List<T> map(int rows, int threads, Function<Band, T> work) {
        int number = threads == 1 ? 1 : Math.min(rows, EACH * threads);
        List<Band> bands = IntStream.range(0, number)
                .mapToObj(i -> new Band((int) ((long) rows * i / number), (int) ((long) rows * (i + 1) / number)))
                .toList();
        return Parallel.map(bands, threads, work);
    }
}
