package org.mosaicworkbench.task;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mosaicworkbench.io.BadInput;

/**
 * Items that are processed one by one, in any order, by any process.
 *
 * @param words a word or two for the progress line: "drawing frames"
 * @param items the items, independent of each other
 * @param work the work on one item; never returns null
 * @param ending what happens when an item has been processed, successfully or not
 * @param effort the resources that an item needs
 */
public record WorkList<T, R>(String words, List<T> items, Work<T, R> work, Ending<T, R> ending, Effort effort) {

    /**
     * The resources that an item needs.
     *
     * @param isSmall whether sending an item to another process takes longer than processing it here
     * @param processes the number of processes that may die while processing an item before the item is abandoned
     */
    public record Effort(boolean isSmall, int processes) {

        /** Work that stays in this process. */
        public static final Effort SMALL = new Effort(true, 1);
        /** Work whose items are each abandoned after two processes have died while processing them. */
        public static final Effort USUAL = new Effort(false, 2);
    }

    /**
     * What happens when an item has been processed.
     *
     * @param done receives each finished item, possibly from several threads at the same time
     * @param lost given an abandoned item and the reason, returns a result for the item or throws an exception
     * @param failed whether a result is a failure, so that the item is retried when an interrupted run resumes
     */
    public record Ending<T, R>(Consumer<T> done, BiFunction<T, String, R> lost, Predicate<R> failed) {}

    /** Copies the items. */
    public WorkList {
        items = List.copyOf(items);
    }

    /** Creates a list for which an abandoned item is an error. */
    public static <T, R> WorkList<T, R> of(String words, List<T> items, Work<T, R> work, Consumer<T> done) {
        return new WorkList<>(
                words,
                items,
                work,
                new Ending<>(
                        done,
                        (item, reason) -> {
                            throw new BadInput(words + ", " + item + ": " + reason);
                        },
                        result -> false),
                Effort.USUAL);
    }
}
