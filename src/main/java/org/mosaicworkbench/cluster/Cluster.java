package org.mosaicworkbench.cluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.mosaicworkbench.environment.Machine;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.task.Runner;

/**
 * Processes, on this machine or on many, that do a task's work. The task writes the same files, byte for byte, as
 * without these processes. An interrupted run resumes. The work folder, all inputs and outputs, the working directory
 * and this software must be on a disk that all machines share.
 *
 * <pre>{@code
 * Cluster.of("spark://head:7077").work(out.resolve(".work")).run(() -> Prep.of(visits).output(out).run());
 * }</pre>
 *
 * @param master   where the processes run
 * @param work     the work folder, with files that describe the work; it is deleted when the task is done
 * @param memory   MiB per process; empty for the default
 * @param threads  threads per process, at least 1
 * @param dryRun   whether job files are only written, to be submitted by hand
 * @param settings settings of Spark ({@code spark.executor.cores}), sbatch or HTCondor, by name
 */
public record Cluster(
        Master master, Path work, OptionalInt memory, int threads, boolean dryRun, Map<String, String> settings) {

    /** The name of the work folder in a task's output folder. */
    public static final String WORK = ".work";

    /** The minimum memory for a worker process, MiB. */
    public static final int LEAST_MEMORY = 256;

    /** Default memory of a worker process, MiB. Full-size visits of ACS/WFC need a heap of 2.3 to 2.8 GB. */
    private static final int USUAL = 6144;

    /** Copies the settings. */
    public Cluster {
        settings = new LinkedHashMap<>(settings);
        if (dryRun && !master.isBatch()) {
            throw new BadInput("dry-run writes job files for slurm or htcondor, not for " + master);
        }
        if (!settings.isEmpty() && (master.kind() == Master.Kind.PROCESSES || master.kind() == Master.Kind.THREADS)) {
            throw new BadInput("settings are for spark, slurm or htcondor and have no effect with " + master + ": "
                    + String.join(", ", settings.keySet()));
        }
    }

    /**
     * Creates a cluster with the default options: work in {@code .work} in the working directory, one thread per
     * process.
     *
     * @param master see {@link Master#of}
     */
    public static Cluster of(String master) {
        return new Cluster(Master.of(master), Path.of(WORK), OptionalInt.empty(), 1, false, Map.of());
    }

    /** @param folder the work folder, on a disk that all machines share */
    public Cluster work(Path folder) {
        return new Cluster(master, folder, memory, threads, dryRun, settings);
    }

    /** @param mebibytes memory per process in MiB, two thirds for Java's heap and the rest for PyTorch */
    public Cluster memory(int mebibytes) {
        requireMemory("the memory of a worker process", mebibytes);
        return new Cluster(master, work, OptionalInt.of(mebibytes), threads, dryRun, settings);
    }

    /**
     * Checks the memory of a worker process.
     *
     * @param what the setting's name in the error message
     */
    public static void requireMemory(String what, int mebibytes) {
        Require.within(LEAST_MEMORY, Integer.MAX_VALUE, what, mebibytes, "MiB");
    }

    /** @param number threads per process, at least 1 */
    public Cluster threads(int number) {
        return new Cluster(master, work, memory, Require.atLeast(1, "threads", number), dryRun, settings);
    }

    /** @param wanted whether job files are only written, not submitted */
    public Cluster dryRun(boolean wanted) {
        return new Cluster(master, work, memory, threads, wanted, settings);
    }

    /** @param more settings of Spark, sbatch or HTCondor, by name */
    public Cluster settings(Map<String, String> more) {
        return new Cluster(master, work, memory, threads, dryRun, more);
    }

    /**
     * Runs a task on these processes.
     *
     * @throws BadInput if the cluster cannot be reached or its machines cannot access the folders
     * @throws OnlyWritten if job files were only to be written
     */
    public <R> R run(Supplier<R> task) {
        if (master.kind() == Master.Kind.THREADS) {
            return task.get();
        }
        requirePlace();
        SparkEngine.requireAnswer(master.word());
        try (ClusterRun run = new ClusterRun(this)) {
            R result = Runner.with(run, task);
            run.clean();
            return result;
        }
    }

    private void requirePlace() {
        if (master.word().equals("yarn")
                && System.getenv("HADOOP_CONF_DIR") == null
                && System.getenv("YARN_CONF_DIR") == null
                && settings.keySet().stream().noneMatch(name -> name.startsWith("spark.hadoop.yarn."))) {
            throw new BadInput("yarn needs the settings of the Hadoop cluster; set HADOOP_CONF_DIR to their folder");
        }
        long wanted = (long) workerMemory() * master.count();
        if (master.kind() == Master.Kind.PROCESSES && wanted > Machine.memory()) {
            throw new BadInput(master + " of " + workerMemory() + " MiB need " + wanted + " MiB, and this machine has "
                    + Machine.memory() + "; use fewer processes or less memory for each");
        }
    }

    /** The memory of a worker in MiB. */
    int workerMemory() {
        if (memory.isPresent()) {
            return memory.getAsInt();
        }
        if (master.kind() == Master.Kind.SPARK) {
            return SparkSettings.workerMemory(master, USUAL);
        }
        if (master.kind() != Master.Kind.PROCESSES) {
            return USUAL;
        }
        return Math.max(LEAST_MEMORY, Math.min(USUAL, (int) (Machine.memory() * 3L / 4 / master.count())));
    }

    /** Signals that job files were written and nothing was processed. */
    public static final class OnlyWritten extends RuntimeException {

        private static final long serialVersionUID = 1;

        OnlyWritten(String what) {
            super(what);
        }
    }
}
