package org.mosaicworkbench.cluster;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;

/**
 * Where worker processes run.
 *
 * @param kind what starts them
 * @param word the user's input; a Spark master URL is passed on to Spark
 * @param count number of processes on this machine; 0 if the cluster decides
 */
public record Master(Kind kind, String word, int count) {

    /** What starts worker processes. */
    public enum Kind {
        /** No processes: threads of this process do the work. */
        THREADS,
        /** This process starts them, on this machine. */
        PROCESSES,
        /** Apache Spark: its standalone cluster, YARN, Kubernetes, or this machine. */
        SPARK,
        /** Slurm job arrays. */
        SLURM,
        /** HTCondor jobs. */
        HTCONDOR
    }

    private static final String SPARK =
            "(spark|k8s)://.+|yarn|local\\[(\\d+|\\*)]|local-cluster\\[ *\\d+ *, *\\d+ *, *\\d+ *]";

    /**
     * Parses a master.
     *
     * @param word {@code threads}; {@code processes} or {@code processes[N]}; Spark's {@code spark://HOST:PORT},
     *             {@code local[N]}, {@code local-cluster[N,CORES,MIB]}, {@code yarn} and {@code k8s://...};
     *             {@code slurm}; {@code htcondor}
     * @throws BadInput for anything else
     */
    public static Master of(String word) {
        if (word.matches(SPARK)) {
            return new Master(Kind.SPARK, word, 0);
        }
        if (word.matches("processes(\\[[1-9]\\d{0,3}\\])?")) {
            String digits = word.replaceAll("\\D", "");
            return new Master(Kind.PROCESSES, word, digits.isEmpty() ? Parallel.cores() : Integer.parseInt(digits));
        }
        return switch (word) {
            case "threads" -> new Master(Kind.THREADS, word, 0);
            case "slurm" -> new Master(Kind.SLURM, word, 0);
            case "htcondor" -> new Master(Kind.HTCONDOR, word, 0);
            default ->
                throw new BadInput(
                        "the cluster is '" + word + "'; it must be threads, processes[N], spark://HOST:PORT, local[N],"
                                + " local-cluster[N,CORES,MIB], yarn, k8s://HOST:PORT, slurm or"
                                + " htcondor");
        };
    }

    /** @return whether it is a batch system, to which job files are submitted */
    boolean isBatch() {
        return kind == Kind.SLURM || kind == Kind.HTCONDOR;
    }

    @Override
    public String toString() {
        return word;
    }
}
