package org.mosaicworkbench.cluster;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;

/** Worker processes on this machine; they end when this process ends, for whatever reason. */
final class LocalProcesses implements Engine {

    private final Path folder;
    private final int count;
    private final int attempts;
    private final Queue<WorkerSlot> free = new ConcurrentLinkedQueue<>();
    private final Queue<WorkerSlot> all = new ConcurrentLinkedQueue<>();

    /**
     * @param folder the work folder
     * @param count number of processes
     * @param attempts number of processes that may die on an item before it is abandoned
     */
    LocalProcesses(Path folder, int count, int attempts) {
        this.folder = folder;
        this.count = count;
        this.attempts = attempts;
    }

    @Override
    public Map<Integer, String> run(StageFolder stage, List<Integer> missing, IntConsumer done) {
        Map<Integer, String> lost = new TreeMap<>();
        Iterator<Integer> items = missing.iterator();
        Parallel.each(
                missing,
                count,
                item -> {
                    String reason = work(stage.folder(), item);
                    if (reason.isEmpty()) {
                        done.accept(item);
                    }
                    return reason;
                },
                reason -> {
                    int item = items.next();
                    if (reason.startsWith(WorkerSlot.FATAL)) {
                        throw new BadInput(reason.substring(1));
                    }
                    if (!reason.isEmpty()) {
                        lost.put(item, reason);
                    }
                });
        return lost;
    }

    private String work(Path stage, int item) {
        WorkerSlot slot = free.poll();
        if (slot == null) {
            slot = new WorkerSlot(folder, attempts);
            all.add(slot);
        }
        try {
            return slot.work(stage, item);
        } finally {
            free.add(slot);
        }
    }

    @Override
    public void close() {
        all.forEach(WorkerSlot::close);
    }
}
