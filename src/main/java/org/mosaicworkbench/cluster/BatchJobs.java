package org.mosaicworkbench.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.mosaicworkbench.io.BadInput;

/**
 * Slurm or HTCondor job arrays. A run waits for jobs of an earlier run that are still queued, and resubmits
 * unfinished work once.
 */
final class BatchJobs implements Engine {

    private static final int ROUNDS = 2;
    private static final long PAUSE = 1000;

    private final Cluster cluster;
    private final Path folder;

    /** @param folder the work folder */
    BatchJobs(Cluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    @Override
    public Map<Integer, String> run(StageFolder stage, List<Integer> missing, IntConsumer done) {
        BatchQueue queue = cluster.master().kind() == Master.Kind.SLURM
                ? new Slurm(cluster, folder)
                : new HtCondor(cluster, folder);
        Set<Integer> open = new HashSet<>(missing);
        if (cluster.dryRun()) {
            Path file = queue.write(stage, List.copyOf(open));
            throw new Cluster.OnlyWritten("submit it with: " + queue.submission(file)
                    + "\nand run the same command again " + "when its jobs have ended");
        }
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            if (!queue.isAtWork(stage)) {
                forget(stage, open);
                queue.submit(stage, queue.write(stage, open.stream().sorted().toList()));
            }
            boolean atWork = true;
            while (atWork) {
                rest();
                atWork = queue.isAtWork(stage);
                for (int item : List.copyOf(open)) {
                    if (stage.isDone(item)) {
                        open.remove(item);
                        done.accept(item);
                    }
                }
            }
            open.removeIf(item -> Files.exists(stage.lost(item)));
        }
        return lost(stage, missing);
    }

    private static void forget(StageFolder stage, Set<Integer> open) {
        for (int item : open) {
            try {
                Files.deleteIfExists(stage.lost(item));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Map<Integer, String> lost(StageFolder stage, List<Integer> missing) {
        Map<Integer, String> lost = new TreeMap<>();
        for (int item : missing) {
            try {
                if (!stage.isDone(item)) {
                    lost.put(
                            item,
                            Files.exists(stage.lost(item))
                                    ? Files.readString(stage.lost(item))
                                    : "its job ended twice without a result; see " + folder.resolve(WorkerSlot.LOGS));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lost;
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadInput("stopped; run the command again to resume", e);
        }
    }

    /** Jobs stay in the queue, and a resumed run waits for them. */
    @Override
    public void close() {}
}
