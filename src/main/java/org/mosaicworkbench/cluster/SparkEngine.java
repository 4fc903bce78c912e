package org.mosaicworkbench.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.mosaicworkbench.environment.ProjectFolder;
import org.mosaicworkbench.environment.SparkLibrary;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;

/** Worker processes next to the executors of Apache Spark, whose driver is a separate process. */
final class SparkEngine implements Engine {

    private static final int ANSWER = 5000;
    /** Longest wait, in seconds, for the first executor; no limit on YARN and Kubernetes, which may queue it. */
    private static final int PATIENCE = 120;

    private final Cluster cluster;
    private final SparkLibrary spark;
    private final Path log;
    private final Process driver;
    private final BufferedReader in;
    private final Writer out;

    /**
     * Starts Spark's driver.
     *
     * @param folder the work folder
     * @param attempts number of processes that may die on an item before it is abandoned
     * @throws BadInput if Spark or the master is missing
     */
    SparkEngine(Cluster cluster, Path folder, int attempts) {
        this.cluster = cluster;
        String master = cluster.master().word();
        ProjectFolder project = ProjectFolder.find();
        List<String> modules =
                master.equals("yarn") ? List.of("yarn") : master.startsWith("k8s") ? List.of("kubernetes") : List.of();
        spark = SparkLibrary.of(project, modules, SparkEngine::say);
        SparkHalf half = new SparkHalf(project, spark);
        SparkSettings settings = new SparkSettings(cluster, half.jar());
        log = folder.resolve(WorkerSlot.LOGS).resolve("spark-driver.log");
        try {
            Files.createDirectories(log.getParent());
            List<String> command = half.command();
            command.addAll(List.of(
                    settings.write(folder.resolve("spark.properties"), LocalSpark.settings(project, master))
                            .toString(),
                    folder.toString(),
                    String.valueOf(attempts),
                    String.valueOf(settings.isQueue() ? 0 : Integer.getInteger("mosaic.patience", PATIENCE))));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            builder.environment().putAll(LocalSpark.environment(spark, master));
            driver = builder.start();
        } catch (IOException e) {
            throw new BadInput("Spark cannot be started (" + e.getMessage() + ")", e);
        }
        in = driver.inputReader(StandardCharsets.UTF_8);
        out = driver.outputWriter(StandardCharsets.UTF_8);
        String[] line = line();
        say("Spark " + spark.version() + " on " + master + ", web page: " + line[1]);
    }

    private static void say(String line) {
        System.err.println(line);
    }

    /**
     * Checks that a standalone master responds, because Spark itself would try for a minute.
     *
     * @throws BadInput if it does not respond
     */
    static void requireAnswer(String master) {
        if (!master.matches("spark://[^:,]+:\\d+")) {
            return;
        }
        String[] parts = master.substring("spark://".length()).split(":", -1);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), ANSWER);
        } catch (IOException e) {
            throw new BadInput(
                    "there is no Spark master at " + master + " (" + e.getMessage()
                            + "); start it (environment/cluster start runs a test cluster), or check host and port",
                    e);
        }
    }

    @Override
    public Map<Integer, String> run(StageFolder stage, List<Integer> missing, IntConsumer done) {
        Map<Integer, String> lost = new TreeMap<>();
        Set<Integer> open = new HashSet<>(missing);
        Path numbers = WholeFile.writeText(
                stage.folder().resolve("missing.txt"),
                missing.stream().map(item -> item + "\n").collect(Collectors.joining()));
        try {
            out.write(stage.folder() + "\t" + numbers + "\n");
            out.flush();
        } catch (IOException e) {
            throw ended();
        }
        for (String[] line = line(); !line[0].equals("end"); line = line()) {
            if (line[0].equals("aborted")) {
                String why = line[1];
                open.stream()
                        .filter(item -> !stage.isDone(item))
                        .forEach(item -> lost.put(item, "Spark gave up: " + why));
                break;
            }
            if (line[0].equals("lost")) {
                lost.put(Integer.valueOf(line[1]), line[2]);
            } else if (open.remove(Integer.valueOf(line[1]))) {
                done.accept(Integer.parseInt(line[1]));
            }
        }
        open.stream().filter(item -> !lost.containsKey(item)).forEach(done::accept);
        return lost;
    }

    /** @return the next line from Spark's driver, split into a keyword and its arguments */
    private String[] line() {
        try {
            String line = in.readLine();
            if (line == null) {
                throw ended();
            }
            String[] parts = line.split("\t", -1);
            if (parts[0].equals("fatal")) {
                throw new BadInput(parts[1]);
            }
            if (parts[0].equals("none")) {
                if (isForeign(Files.readString(log))) {
                    throw foreign();
                }
                throw new BadInput(cluster.master() + " started no executor of " + cluster.threads()
                        + (cluster.threads() == 1 ? " core and " : " cores and ")
                        + (cluster.workerMemory() + SparkSettings.EXECUTOR)
                        + " MiB; request less with --cluster-memory or --cluster-threads, or wait until it has room");
            }
            return parts;
        } catch (IOException e) {
            throw ended();
        }
    }

    /**
     * Whether the driver's log suggests a master with a different version of Spark: it discards messages that it cannot
     * read, so the driver gets no reply.
     */
    private static boolean isForeign(String said) {
        return said.contains("InvalidClassException") || said.contains("are unresponsive");
    }

    private BadInput foreign() {
        return new BadInput(cluster.master() + " does not answer Spark " + spark.version()
                + ": it runs another version of Spark, requires a secret, or is not a Spark master; set SPARK_HOME to"
                + " an installation of its version, or give --cluster-conf spark.authenticate.secret=...");
    }

    private BadInput ended() {
        try {
            String said = Files.readString(log);
            String why = said.lines()
                    .filter(line -> line.matches("(Exception in thread|Caused by:|.*ERROR).*"))
                    .reduce((first, second) -> second)
                    .orElse("see " + log);
            return isForeign(said) ? foreign() : new BadInput("Spark's driver ended: " + why);
        } catch (IOException e) {
            return new BadInput("Spark's driver ended, and its log " + log + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            if (!driver.waitFor(10, TimeUnit.SECONDS)) {
                driver.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            driver.destroyForcibly();
        } catch (InterruptedException e) {
            driver.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
