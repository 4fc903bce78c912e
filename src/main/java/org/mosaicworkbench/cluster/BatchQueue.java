package org.mosaicworkbench.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;

/** The job queue of a batch system, controlled through its command-line tools. */
abstract class BatchQueue {

    /** Maximum number of jobs in an array, as in Slurm's default configuration. */
    private static final int MOST = 1000;
    /** Memory in MiB of the small Java process next to a worker process. */
    private static final int BESIDE = 256;

    private static final String JOB = "job.txt";

    private final Cluster cluster;
    private final Path folder;

    /** @param folder the work folder */
    BatchQueue(Cluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    Cluster cluster() {
        return cluster;
    }

    Path logs() {
        return folder.resolve(WorkerSlot.LOGS);
    }

    /** The memory of a job in MiB. */
    int memory() {
        return cluster.workerMemory() + BESIDE;
    }

    /** A job's name. */
    static String name(StageFolder stage) {
        return "mosaic-" + stage.folder().getFileName();
    }

    /** The indices of the parts with unfinished items, given the total number of items. */
    static List<Integer> parts(int count, List<Integer> open) {
        return open.stream()
                .map(item -> item % parts(count))
                .distinct()
                .sorted()
                .toList();
    }

    static int parts(int count) {
        return Math.min(MOST, count);
    }

    /** The commands that a job runs, with the part's index as a shell expression. */
    String script(StageFolder stage, String part) {
        WorkerCommand command = new WorkerCommand(BESIDE, cluster.threads(), true);
        return command.shell(
                BatchPart.class,
                WorkerCommand.quoted(folder.toString()),
                WorkerCommand.quoted(stage.folder().toString()),
                part,
                String.valueOf(parts(stage.count())));
    }

    /**
     * Writes the files of a job array.
     *
     * @param open items without a result
     * @return the file to submit
     */
    abstract Path write(StageFolder stage, List<Integer> open);

    /** Returns the command that submits a file. */
    abstract String submission(Path file);

    /** Submits a file and records the job ID. */
    void submit(StageFolder stage, Path file) {
        String said = said(submission(file));
        WholeFile.writeText(
                stage.folder().resolve(JOB), said.replaceAll("\\D.*", "").strip());
    }

    /** Whether submitted jobs are still in the queue. */
    boolean isAtWork(StageFolder stage) {
        Path job = stage.folder().resolve(JOB);
        try {
            return Files.exists(job) && isQueued(Files.readString(job));
        } catch (IOException e) {
            throw BadInput.file(job, "cannot be read", "delete it when no job is in the queue");
        }
    }

    abstract boolean isQueued(String job);

    /** Runs a command and returns its output. */
    static String said(String command) {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new BadInput(String.format(
                        Locale.ROOT,
                        "'%s' failed: %s; use a machine that can submit jobs, or --dry-run to only write the job files",
                        command,
                        said.replaceAll("\\s*\\R\\s*", " ")));
            }
            return said;
        } catch (IOException e) {
            throw new BadInput("'" + command + "' cannot be run (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadInput("stopped; run the command again to resume", e);
        }
    }
}
