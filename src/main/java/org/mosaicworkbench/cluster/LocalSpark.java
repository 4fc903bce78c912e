package org.mosaicworkbench.cluster;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.mosaicworkbench.environment.ProjectFolder;
import org.mosaicworkbench.environment.SparkLibrary;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;

/**
 * A standalone Spark cluster on this machine, for trials and tests. The master and the workers listen on the loopback
 * address and require a secret, which only the user who started them can read. Processes are stopped by their process
 * IDs.
 *
 * @param project the project folder of this software
 * @param folder the folder with process IDs and logs
 */
public record LocalSpark(ProjectFolder project, Path folder) {

    private static final String HOST = "127.0.0.1";
    private static final int USUAL_PORT = 7077;
    private static final String SETTINGS = "spark.properties";
    private static final String PROCESSES = "processes.txt";
    private static final String MASTER = "spark.master";
    private static final int BITS = 256;
    private static final int DIGITS = 16;
    private static final int PATIENCE = 6000;
    private static final long PAUSE = 100;

    /** Returns the cluster that belongs to this clone of the software. */
    public static LocalSpark of(ProjectFolder project) {
        return new LocalSpark(project, project.folder().resolve("target/spark/cluster"));
    }

    /**
     * Starts a master and workers.
     *
     * @param workers number of workers, at least 1
     * @param cores cores per worker
     * @param memory MiB per worker, for all its executors
     * @return the master's address for {@code --cluster}
     * @throws BadInput if it is already running or does not start
     */
    public String start(int workers, int cores, int memory) {
        if (master().isPresent()) {
            throw new BadInput("a cluster runs already: " + master().get() + "; stop it with environment/cluster stop");
        }
        SparkLibrary spark = SparkLibrary.of(project, List.of(), System.err::println);
        try {
            WholeFolder.delete(folder);
            int port = port();
            String address = "spark://" + HOST + ":" + port;
            Properties settings = new Properties();
            settings.setProperty(MASTER, address);
            settings.setProperty("spark.authenticate", "true");
            settings.setProperty(SparkSettings.ROOM, String.valueOf(SparkSettings.room(memory, cores)));
            // The REST server would accept applications from any user of this machine.
            settings.setProperty("spark.master.rest.enabled", "false");
            settings.setProperty(
                    "spark.authenticate.secret", new BigInteger(BITS, new SecureRandom()).toString(DIGITS));
            SparkSettings.writeOwn(folder.resolve(SETTINGS), settings);
            List<Process> all = new ArrayList<>();
            all.add(started(spark, "master.Master", "master", List.of("--port", "" + port, "--webui-port", "0")));
            write(all);
            await("master", "elected leader", all.get(0));
            for (int worker = 0; worker < workers; worker++) {
                String name = "worker-" + worker;
                all.add(started(
                        spark,
                        "worker.Worker",
                        name,
                        List.of(
                                "--port",
                                "0",
                                "--webui-port",
                                "0",
                                "--cores",
                                "" + cores,
                                "--memory",
                                memory + "m",
                                "--work-dir",
                                folder.resolve(name).toString(),
                                address)));
                write(all);
            }
            for (int worker = 0; worker < workers; worker++) {
                await("worker-" + worker, "Successfully registered with master", all.get(worker + 1));
            }
            return address;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process started(SparkLibrary spark, String type, String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(new SparkHalf(project, spark).options());
        command.addAll(List.of(
                SparkSettings.QUICK_START,
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                spark.classPath(),
                "org.apache.spark.deploy." + type,
                "--host",
                HOST,
                "--properties-file",
                folder.resolve(SETTINGS).toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment(spark, "spark://" + HOST));
        builder.environment()
                .put(
                        "SPARK_LOCAL_DIRS",
                        Files.createDirectories(folder.resolve("local")).toString());
        return builder.start();
    }

    /** The environment of Spark's processes on this machine. */
    static Map<String, String> environment(SparkLibrary spark, String master) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("SPARK_HOME", spark.home().toString());
        all.put("SPARK_SCALA_VERSION", "2.13");
        if (master.matches("local.*|spark://(127\\.|localhost).*")) {
            all.put("SPARK_LOCAL_IP", HOST);
        }
        return all;
    }

    /** The settings of a master on this machine; empty for any other master. */
    static Map<String, String> settings(ProjectFolder project, String master) {
        Map<String, String> own = of(project).settings();
        return master.equals(own.get(MASTER)) ? own : Map.of();
    }

    /** Spark's settings for users of this cluster, including the secret; empty if no cluster is running. */
    public Map<String, String> settings() {
        Properties all = new Properties();
        if (Files.exists(folder.resolve(SETTINGS))) {
            try (Reader in = Files.newBufferedReader(folder.resolve(SETTINGS))) {
                all.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Map<String, String> named = new LinkedHashMap<>();
        all.stringPropertyNames().forEach(name -> named.put(name, all.getProperty(name)));
        return named;
    }

    /** The address of the running master; empty if none is running. */
    public Optional<String> master() {
        return running().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(settings().get(MASTER));
    }

    /**
     * Stops the processes that were started, with their executors.
     *
     * @return number of stopped processes
     */
    public int stop() {
        List<ProcessHandle> all = new ArrayList<>();
        for (ProcessHandle process : running()) {
            process.descendants().forEach(all::add);
            all.add(process);
        }
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            WholeFolder.delete(folder);
        } catch (IOException e) {
            return all.size();
        }
        return all.size();
    }

    /** The running master and workers, the master first. */
    public List<ProcessHandle> running() {
        try (Stream<String> lines = Files.exists(folder.resolve(PROCESSES))
                ? Files.readAllLines(folder.resolve(PROCESSES)).stream()
                : Stream.of()) {
            return lines.map(line -> line.split(" ", -1))
                    .flatMap(parts -> ProcessHandle.of(Long.parseLong(parts[0])).stream()
                            .filter(process -> started(process).equals(parts[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Identifies a process by its start time, because process IDs are reused. */
    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(String::valueOf).orElse("-");
    }

    private void write(List<Process> all) {
        StringBuilder text = new StringBuilder();
        all.forEach(one -> text.append(one.pid())
                .append(' ')
                .append(started(one.toHandle()))
                .append('\n'));
        WholeFile.writeText(folder.resolve(PROCESSES), text.toString());
    }

    private void await(String name, String word, Process process) throws IOException {
        Path log = folder.resolve(name + ".log");
        for (int waited = 0; waited < PATIENCE && process.isAlive(); waited++) {
            if (Files.readString(log).contains(word)) {
                return;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        String said = Files.readString(log).strip();
        stop();
        throw new BadInput("Spark's " + name + " did not start: " + said.substring(said.lastIndexOf('\n') + 1));
    }

    private static int port() throws IOException {
        for (int port : new int[] {USUAL_PORT, 0}) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (port == 0) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException();
    }
}
