package org.mosaicworkbench.task;

import java.util.function.Consumer;
import org.mosaicworkbench.io.Parallel;

/** The current runner of each thread's tasks. */
final class CurrentRunner {

    static final Runner THREADS = new Runner() {
        @Override
        public <T, R> void run(WorkList<T, R> list, int threads, Consumer<? super R> inOrder) {
            Parallel.each(
                    list.items(),
                    threads,
                    item -> {
                        R result = list.work().apply(item);
                        list.ending().done().accept(item);
                        return result;
                    },
                    inOrder);
        }
    };

    static final ThreadLocal<Runner> OF_THREAD = ThreadLocal.withInitial(() -> THREADS);

    private CurrentRunner() {}
}
