package org.mosaicworkbench.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosaicworkbench.environment.ProjectFolder;

/**
 * Spark's settings for worker processes: an executor consists of one worker process and a small Java process next to
 * it, and requests memory for both.
 *
 * @param cluster the requested cluster
 * @param jar the jar for the executors
 */
record SparkSettings(Cluster cluster, Path jar) {

    /** Options for Java processes that mostly wait for others. */
    static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    /** Memory in MiB of an executor's own Java process; Spark refuses less than 450. */
    static final int EXECUTOR = 512;

    /** The property in which a local cluster records the memory for each worker process, MiB; Spark ignores it. */
    static final String ROOM = "spark.mosaic.room";

    private static final Pattern LOCAL_CLUSTER =
            Pattern.compile("local-cluster\\[\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*]");

    /** Whether executors may take a long time to start. */
    boolean isQueue() {
        return cluster.master().word().matches("(yarn|k8s).*");
    }

    /**
     * The memory in MiB left for each worker process on a local cluster, whether Spark or {@link LocalSpark} starts it;
     * for other masters, the given value.
     *
     * @param otherwise memory for other masters, and maximum for {@link LocalSpark}, MiB
     */
    static int workerMemory(Master master, int otherwise) {
        Matcher local = LOCAL_CLUSTER.matcher(master.word());
        if (local.matches()) {
            return room(Integer.parseInt(local.group(3)), Integer.parseInt(local.group(2)));
        }
        String room = LocalSpark.settings(ProjectFolder.find(), master.word()).get(ROOM);
        return room == null ? otherwise : Math.min(otherwise, Integer.parseInt(room));
    }

    /** The memory in MiB for a worker process, if each core of a Spark worker has its own executor. */
    static int room(int memory, int cores) {
        return Math.max(Cluster.LEAST_MEMORY, memory / Math.max(1, cores) - EXECUTOR);
    }

    /**
     * Writes the settings to a file that only its owner can read, since it may contain a secret.
     *
     * @param more the master's own settings
     */
    Path write(Path place, Map<String, String> more) {
        Properties all = installed();
        String threads = String.valueOf(cluster.threads());
        int memory = cluster.workerMemory();
        all.setProperty("spark.master", cluster.master().word());
        all.setProperty("spark.app.name", "mosaic-workbench");
        all.setProperty("spark.jars", jar.toUri().toString());
        all.setProperty("spark.task.cpus", threads);
        all.setProperty("spark.executor.cores", threads);
        // A standalone master counts only the heap; YARN and Kubernetes add the memory outside it.
        all.setProperty("spark.executor.memory", (isQueue() ? EXECUTOR : EXECUTOR + memory) + "m");
        all.setProperty("spark.executor.memoryOverhead", memory + "m");
        all.setProperty("spark.executor.extraJavaOptions", QUICK_START + " -XX:+UseSerialGC");
        all.setProperty("spark.task.maxFailures", "8");
        all.setProperty("spark.ui.showConsoleProgress", "false");
        all.setProperty("spark.ui.retainedTasks", "2000");
        more.forEach(all::setProperty);
        cluster.settings().forEach(all::setProperty);
        return writeOwn(place, all);
    }

    static Path writeOwn(Path place, Properties all) {
        try {
            Files.deleteIfExists(place);
            Files.createDirectories(place.getParent());
            Files.createFile(place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer out = Files.newBufferedWriter(place)) {
                all.store(out, null);
            }
            return place;
        } catch (IOException e) {
            throw StageFolder.unwritable(place, e);
        }
    }

    /** The settings of the local Spark installation. */
    private static Properties installed() {
        Properties all = new Properties();
        String home = System.getenv("SPARK_HOME");
        String folder = System.getenv().getOrDefault("SPARK_CONF_DIR", home == null ? "" : home + "/conf");
        Path file = Path.of(folder, "spark-defaults.conf");
        if (!folder.isEmpty() && Files.isReadable(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                all.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
