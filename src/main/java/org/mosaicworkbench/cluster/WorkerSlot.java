package org.mosaicworkbench.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps one worker process, and starts another when it has ended. It depends on nothing but Java, because it also runs
 * in Spark's executors, whose class path contains nothing else from this software; the command that starts a worker is
 * read from a file.
 */
final class WorkerSlot implements AutoCloseable {

    /** A file in the work folder with lines {@code cwd=}, {@code env=NAME=VALUE} and {@code arg=}. */
    static final String COMMAND = "worker.txt";
    /** The folder for the output of workers. */
    static final String LOGS = "logs";
    /** Prefix of a failure reason that stops all work, because every other item would fail in the same way. */
    static final String FATAL = "!";

    private static final int KILLED = 137;

    private final Path folder;
    private final int attempts;
    private Process process;
    private BufferedReader in;
    private Writer out;
    private Path log;

    /**
     * @param folder the work folder
     * @param attempts number of processes that may die on an item before it is abandoned
     */
    WorkerSlot(Path folder, int attempts) {
        this.folder = folder;
        this.attempts = attempts;
    }

    /**
     * Processes an item.
     *
     * @return an empty string if the item has a result; otherwise the reason why the processes ended
     */
    String work(Path stage, int item) {
        String reason = "";
        for (int attempt = 0; attempt < attempts; attempt++) {
            reason = attempt(stage, item);
            if (reason.isEmpty() || reason.startsWith(FATAL)) {
                return reason;
            }
        }
        return (attempts > 1 ? attempts + " worker processes died on it, the last " : "its worker process died ")
                + reason;
    }

    private String attempt(Path stage, int item) {
        try {
            if (process == null || !process.isAlive()) {
                String missing = start();
                if (!missing.isEmpty()) {
                    return FATAL + missing;
                }
            }
            out.write(stage + "\t" + item + "\n");
            out.flush();
            if (String.valueOf(item).equals(in.readLine())) {
                return "";
            }
        } catch (IOException e) {
            // The process has ended or could not be started; its exit code and its log give the reason.
            if (process == null) {
                return FATAL + host() + ": a worker process cannot be started (" + e.getMessage() + ")";
            }
        }
        return ended();
    }

    private String ended() {
        try {
            int code = process.destroyForcibly().waitFor();
            String last = "";
            for (String line : Files.readAllLines(log)) {
                last = line.matches("\\S.*") ? line : last;
            }
            return "on " + host() + " with exit code " + code
                    + (code == KILLED ? ", killed by the system for lack of memory, or by hand" : "")
                    + (last.isEmpty() ? "" : ": " + last.strip());
        } catch (IOException e) {
            return "on " + host() + ", and its log " + log + " cannot be read";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "on " + host() + ", which was asked to stop";
        }
    }

    /** @return what is missing on this machine; empty if the process was started */
    private String start() throws IOException {
        Path description = folder.resolve(COMMAND);
        if (!Files.isRegularFile(description)) {
            return host() + " cannot see " + folder + "; choose an output folder on a disk that all machines share";
        }
        List<String> command = new ArrayList<>();
        ProcessBuilder builder = new ProcessBuilder();
        for (String line : Files.readAllLines(description)) {
            String value = line.substring(line.indexOf('=') + 1);
            if (line.startsWith("cwd=")) {
                builder.directory(new File(value));
            } else if (line.startsWith("env=")) {
                builder.environment()
                        .put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
            } else {
                command.add(value);
            }
        }
        if (!builder.directory().isDirectory()) {
            return host() + " cannot see " + builder.directory()
                    + "; run the command in a folder that all machines share";
        }
        if (!Files.isExecutable(Path.of(command.get(0)))) {
            command.set(
                    0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        }
        for (String library : command.get(command.indexOf("-cp") + 1).split(File.pathSeparator, -1)) {
            if (!library.isEmpty() && !Files.exists(builder.directory().toPath().resolve(library))) {
                return host() + " cannot see " + library
                        + "; put this software and its libraries on a disk that all machines share";
            }
        }
        Files.createDirectories(folder.resolve(LOGS));
        log = folder.resolve(LOGS)
                .resolve(host() + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".log");
        process = builder.command(command).redirectError(log.toFile()).start();
        in = process.inputReader(StandardCharsets.UTF_8);
        out = process.outputWriter(StandardCharsets.UTF_8);
        return "";
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }

    /** Ends the process. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
