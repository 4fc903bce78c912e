package org.mosaicworkbench.task;

import java.util.Map;
import java.util.function.Consumer;

/**
 * The options of a task: one field per option, initialized with its default. Effectively immutable: setting an option
 * changes a copy, which belongs to a new task.
 *
 * <pre>{@code
 * private static final class CombineOptions extends Options<CombineOptions> {
 *     private AlignMode align = AlignMode.FULL;
 *     private int threads = Parallel.cores();
 *     public Map<String, Object> byName() { ... }
 * }
 * public Combine align(AlignMode mode) {
 *     return new Combine(options.with(o -> o.align = mode));
 * }
 * }</pre>
 *
 * @param <O> the task's own class of options; its fields hold immutable values, or values that are only ever replaced
 */
public abstract class Options<O extends Options<O>> implements Cloneable {

    /** @return a changed copy */
    public final O with(Consumer<? super O> change) {
        O copy = copy();
        change.accept(copy);
        return copy;
    }

    /**
     * Returns every option by the name of the task's method, in the order used by help and provenance. A value is a
     * string, a number, a boolean, an enum constant, a path, a list of these, or an object that Gson can write; null if
     * the option was not given and has no default.
     */
    public abstract Map<String, Object> byName();

    /** Fields are immutable, so a shallow copy is enough. */
    @SuppressWarnings("unchecked")
    private O copy() {
        try {
            return (O) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("every subclass can be cloned", e);
        }
    }
}
