package org.mosaicworkbench.task;

import java.util.Map;
import java.util.function.Consumer;

/**
 * The options of a task: one field per option, initialized with its default. Immutable in use: setting an option
 * changes a copy, which a new task keeps.
 *
 * <pre>{@code
 * private static final class CombineOptions extends Options<CombineOptions> {
 *     private AlignMode align = AlignMode.FULL;
 *     private int threads = Parallel.cores();
 *
 *     public Map<String, Object> byName() { ... }
 * }
 *
 * public Combine align(AlignMode mode) {
 *     return new Combine(options.with(o -> o.align = mode));
 * }
 * }</pre>
 *
 * @param <O> the task's own class of options; its fields hold values that never change, or are replaced whole
 */
public abstract class Options<O extends Options<O>> implements Cloneable {

    /** @return a changed copy */
    public final O with(Consumer<? super O> change) {
        O copy = copy();
        change.accept(copy);
        return copy;
    }

    /**
     * Every option by the name that the task's method has, in the order in which help and provenance list them. A
     * value is a text, a number, a truth value, an enum's constant, a path, a list of these, or what Gson writes as an
     * object; null if the option was not given and has no default.
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
