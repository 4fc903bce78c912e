package org.mosaicworkbench.task;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.notebook.Progress;

/**
 * Runs one stage of a task for each dataset: a bad dataset becomes a {@link Failure}, and the remaining datasets are
 * still processed.
 *
 * <pre>{@code
 * var done = EachDataset.of("labelling", Failure.Stage.LABEL, Labels::name).threads(4).run(visits, this::residuals);
 * done.results();
 * done.failures();
 * }</pre>
 *
 * @param <T> the type that represents a dataset, such as its folder or its row
 */
public final class EachDataset<T> {

    private static final String MORE_MEMORY = "give Java more, for example with JAVA_TOOL_OPTIONS=-Xmx16g";

    private final String words;
    private final Failure.Stage stage;
    private final Work<? super T, String> index;
    private final int threads;
    private final Telling telling;
    private final WorkList.Effort effort;

    /** The content of the progress line. */
    public enum Telling {
        /** No progress line, because the stage is part of another stage that has its own progress line. */
        NOTHING,
        /** The number of finished datasets. */
        COUNT,
        /**
         * The number of finished datasets and the name of the dataset that finished last, for datasets with short
         * names.
         */
        NAMES
    }

    private EachDataset(
            String words,
            Failure.Stage stage,
            Work<? super T, String> index,
            int threads,
            Telling telling,
            WorkList.Effort effort) {
        this.words = words;
        this.stage = stage;
        this.index = index;
        this.threads = threads;
        this.telling = telling;
        this.effort = effort;
    }

    /**
     * Creates a stage that processes one dataset per core in parallel and reports the number of finished datasets.
     *
     * @param words a word or two for the progress line, such as "drawing frames"
     * @param stage the stage recorded in failures
     * @param index returns a dataset's name
     */
    public static <T> EachDataset<T> of(String words, Failure.Stage stage, Work<? super T, String> index) {
        return new EachDataset<>(words, stage, index, Parallel.cores(), Telling.COUNT, WorkList.Effort.USUAL);
    }

    /** @param number number of datasets processed at the same time, at least 1; by default one per core */
    public EachDataset<T> threads(int number) {
        return new EachDataset<>(words, stage, index, Require.atLeast(1, "threads", number), telling, effort);
    }

    /** @param what content of the progress line; by default {@link Telling#COUNT} */
    public EachDataset<T> telling(Telling what) {
        return new EachDataset<>(words, stage, index, threads, what, effort);
    }

    /** Marks the stage as too small to benefit from other processes. */
    public EachDataset<T> small() {
        return new EachDataset<>(words, stage, index, threads, telling, WorkList.Effort.SMALL);
    }

    /**
     * The results of a stage, in the order of the datasets.
     *
     * @param results the results of the datasets that succeeded
     * @param failures the datasets that failed
     */
    public record Done<R>(List<R> results, List<Failure> failures) {

        /** Makes defensive copies. */
        public Done {
            results = List.copyOf(results);
            failures = List.copyOf(failures);
        }
    }

    /** Processes each dataset; neither the number of threads nor the {@link Runner} affects the result. */
    public <R> Done<R> run(List<T> datasets, Work<? super T, ? extends R> work) {
        List<R> results = new ArrayList<>(datasets.size());
        List<Failure> failures = new ArrayList<>();
        try (Progress progress = Progress.of(words, telling == Telling.NOTHING ? 0 : datasets.size())) {
            WorkList.Ending<T, Outcome<R>> ending = new WorkList.Ending<>(
                    dataset -> {
                        if (telling != Telling.NOTHING) {
                            progress.step(telling == Telling.NAMES ? index.apply(dataset) : "");
                        }
                    },
                    (dataset, reason) -> failed(stage, index.apply(dataset), reason),
                    outcome -> outcome.failure().isPresent());
            Runner.current()
                    .run(
                            new WorkList<>(words, datasets, new Attempt<>(stage, index, work), ending, effort),
                            threads,
                            outcome -> outcome.failure()
                                    .ifPresentOrElse(
                                            failures::add,
                                            () -> results.add(outcome.value().orElseThrow())));
        }
        return new Done<>(results, failures);
    }

    /** Work that returns a failure as an outcome instead of throwing an exception. */
    private record Attempt<T, R>(Failure.Stage stage, Work<? super T, String> index, Work<? super T, ? extends R> work)
            implements Work<T, Outcome<R>> {

        @Override
        public Outcome<R> apply(T dataset) {
            return attempt(stage, index.apply(dataset), () -> work.apply(dataset));
        }
    }

    /**
     * The outcome for one dataset.
     *
     * @param value the result; empty if it failed
     * @param failure why it failed; empty if it did not
     */
    public record Outcome<R>(Optional<R> value, Optional<Failure> failure) {}

    /**
     * Processes one dataset. Bad input, a disk error or a lack of memory becomes a failure.
     *
     * @param work the work, which must not return null
     */
    public static <R> Outcome<R> attempt(Failure.Stage stage, String index, Supplier<? extends R> work) {
        try {
            return new Outcome<>(Optional.of(work.get()), Optional.empty());
        } catch (BadInput e) {
            return failed(stage, index, e.getMessage());
        } catch (UncheckedIOException e) {
            return failed(
                    stage,
                    index,
                    new BadInput("a file could not be read or written: " + e.getMessage() + "; check the disk it is on")
                            .getMessage());
        } catch (OutOfMemoryError e) {
            return failed(
                    stage,
                    index,
                    index + ": out of memory, Java may use "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB; " + MORE_MEMORY
                            + (stage.draws() ? ", or leave the frames out" : ""));
        }
    }

    private static <R> Outcome<R> failed(Failure.Stage stage, String index, String reason) {
        return new Outcome<>(Optional.empty(), Optional.of(new Failure(index, stage, reason)));
    }
}
