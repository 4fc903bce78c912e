package org.mosaicworkbench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.mosaicworkbench.cluster.Cluster;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Require;
import picocli.CommandLine.Option;

/** Options of commands that can run on a cluster. */
final class ClusterOptions {

    @Option(
            names = "--cluster",
            paramLabel = "MASTER",
            description = "Where to run the work: threads, processes[N] on this machine, Spark (spark://HOST:PORT, "
                    + "local-cluster[N,CORES,MIB], yarn, k8s://HOST:PORT), slurm or htcondor (default: threads).")
    private String master;

    @Option(
            names = "--cluster-memory",
            paramLabel = "MIB",
            description = "Memory of each worker process of the cluster (default: 6144, or less on a small machine).")
    private Integer clusterMemory;

    @Option(
            names = "--cluster-threads",
            paramLabel = "N",
            description = "Threads of each worker process of the cluster (default: 1).")
    private Integer clusterThreads;

    @Option(
            names = "--cluster-conf",
            paramLabel = "NAME=VALUE",
            description = "Setting of Spark (spark.cores.max=100), of sbatch (partition=long) or of the HTCondor "
                    + "submit file; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "Only write the job files for slurm or htcondor.")
    private boolean dryRun;

    /**
     * Runs a command.
     *
     * @param output folder of the command's output, which also receives the cluster's files
     * @param out writer for a message about job files that were written but not submitted
     * @return the exit code
     */
    int run(Path output, PrintWriter out, Supplier<Integer> command) {
        requireUsed();
        Cluster cluster = Cluster.of(master == null ? "threads" : master)
                .work(output.resolve(Cluster.WORK))
                .settings(settings);
        Require.atLeast(1, "--cluster-threads", clusterThreads == null ? 1 : clusterThreads);
        if (clusterMemory != null) {
            Cluster.requireMemory("--cluster-memory", clusterMemory);
        }
        cluster = clusterMemory == null ? cluster : cluster.memory(clusterMemory);
        cluster = clusterThreads == null ? cluster : cluster.threads(clusterThreads);
        try {
            return cluster.dryRun(dryRun).run(command);
        } catch (Cluster.OnlyWritten e) {
            out.println(e.getMessage());
            return MosaicCommandLine.DONE;
        }
    }

    /** Rejects options that would have no effect, for example because the work runs in threads of this process. */
    private void requireUsed() {
        if (dryRun && master != null && !Set.of("slurm", "htcondor").contains(master)) {
            throw new BadInput("--dry-run writes job files for slurm or htcondor, not for " + master);
        }
        if (master != null && !master.equals("threads")) {
            return;
        }
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--cluster-memory", clusterMemory != null);
        given.put("--cluster-threads", clusterThreads != null);
        given.put("--cluster-conf", !settings.isEmpty());
        given.put("--dry-run", dryRun);
        given.forEach((option, there) -> {
            if (there) {
                throw new BadInput(
                        option + " has no effect without --cluster MASTER; give one, or leave " + option + " out");
            }
        });
    }
}
