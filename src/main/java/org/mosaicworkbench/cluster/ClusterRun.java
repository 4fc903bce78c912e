package org.mosaicworkbench.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.task.Runner;
import org.mosaicworkbench.task.WorkList;

/** Runs one task on a cluster: writes each work list, has it processed, and passes the results on in order. */
final class ClusterRun implements Runner, AutoCloseable {

    /** Longest wait, in milliseconds, for a shared disk to show a file from another machine. */
    private static final int LATEST = 120_000;

    private static final int STEP = 100;
    private static final String LOCK = ".lock";

    private final Cluster cluster;
    private final Path folder;
    private final FileChannel lock;
    private Engine engine;
    private int processes;
    private int lists;

    ClusterRun(Cluster cluster) {
        this.cluster = cluster;
        this.folder = cluster.work().toAbsolutePath().normalize();
        this.lock = locked();
        WorkerCommand command = new WorkerCommand(
                cluster.workerMemory(), cluster.threads(), cluster.master().kind() != Master.Kind.PROCESSES);
        WholeFile.writeText(folder.resolve(WorkerSlot.COMMAND), command.text());
    }

    private FileChannel locked() {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock own = channel.tryLock();
            if (own == null) {
                throw BadInput.file(folder, "is in use by another run", "wait until it ends, or stop it");
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            throw BadInput.file(folder, "is in use by another task of this program", "wait until it ends");
        } catch (IOException e) {
            throw StageFolder.unwritable(folder, e);
        }
    }

    @Override
    public <T, R> void run(WorkList<T, R> list, int threads, Consumer<? super R> inOrder) {
        if (list.effort().isSmall() || list.items().isEmpty()) {
            Runner.ofThreads().run(list, threads, inOrder);
            return;
        }
        lists++;
        StageFolder stage = StageFolder.write(folder.resolve(StageFolder.name(lists, list.words())), list);
        List<Integer> missing = stage.missing(0, 1);
        Set<Integer> open = new HashSet<>(missing);
        for (int item = 0; item < list.items().size(); item++) {
            if (!open.contains(item)) {
                list.ending().done().accept(list.items().get(item));
            }
        }
        Map<Integer, String> lost =
                missing.isEmpty() ? Map.of() : engine(list.effort().processes()).run(stage, missing, told(list));
        gather(list, stage, new TreeMap<>(lost), inOrder);
    }

    /** Reports each item once, even if two machines processed it. */
    private static <T, R> IntConsumer told(WorkList<T, R> list) {
        Set<Integer> told = new HashSet<>();
        return item -> {
            synchronized (told) {
                if (told.add(item)) {
                    list.ending().done().accept(list.items().get(item));
                }
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T, R> void gather(
            WorkList<T, R> list, StageFolder stage, Map<Integer, String> lost, Consumer<? super R> inOrder) {
        for (int item = 0; item < list.items().size(); item++) {
            if (!lost.containsKey(item) && !isSeen(stage, item)) {
                lost.put(
                        item,
                        "its worker process wrote no result; see the logs in "
                                + stage.folder().getParent());
            }
            inOrder.accept(
                    lost.containsKey(item)
                            ? list.ending().lost().apply(list.items().get(item), lost.get(item))
                            : (R) stage.value(item));
        }
    }

    private static boolean isSeen(StageFolder stage, int item) {
        for (int waited = 0; !stage.isDone(item); waited += STEP) {
            if (waited >= LATEST) {
                return false;
            }
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private Engine engine(int most) {
        if (engine != null && processes != most) {
            engine.close();
            engine = null;
        }
        if (engine == null) {
            processes = most;
            engine = switch (cluster.master().kind()) {
                case THREADS -> throw new IllegalStateException();
                case SPARK -> new SparkEngine(cluster, folder, most);
                case SLURM, HTCONDOR -> new BatchJobs(cluster, folder);
                case PROCESSES -> new LocalProcesses(folder, cluster.master().count(), most);
            };
        }
        return engine;
    }

    /** Deletes the work folder when the task is done. */
    void clean() {
        close();
        try {
            WholeFolder.delete(folder);
        } catch (IOException e) {
            throw BadInput.file(
                    folder, "cannot be deleted (" + e.getMessage() + ")", "delete it yourself; all work is done");
        }
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw StageFolder.unwritable(folder, e);
        }
    }
}
