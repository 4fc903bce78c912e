package org.mosaicworkbench.task;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mosaicworkbench.io.BadInput;

/**
 * Items that are worked on one by one, in any order, by anyone.
 *
 * @param words  a word or two for people: "drawing frames"
 * @param items  each by itself
 * @param work   on one of them; returns no null
 * @param ending what happens when an item ends, well or not
 * @param effort what an item takes
 */
public record WorkList<T, R>(String words, List<T> items, Work<T, R> work, Ending<T, R> ending, Effort effort) {

    /**
     * The resources that an item needs.
     *
     * @param isSmall   whether to send it to another process takes longer than to do it
     * @param processes so many may end in it before it is lost
     */
    public record Effort(boolean isSmall, int processes) {

        /** Work that stays in this process. */
        public static final Effort SMALL = new Effort(true, 1);
        /** Work that is tried twice. */
        public static final Effort USUAL = new Effort(false, 2);
    }

    /**
     * What happens when an item ends.
     *
     * @param done   is told of each item that is done, by several threads at once
     * @param lost   the result of an item that no process survived, from the reason; or throws
     * @param failed whether a result is a failure, which an interrupted run tries again
     */
    public record Ending<T, R>(Consumer<T> done, BiFunction<T, String, R> lost, Predicate<R> failed) {}

    /** Takes a copy of the items. */
    public WorkList {
        items = List.copyOf(items);
    }

    /** A list of which no item may be lost. */
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
