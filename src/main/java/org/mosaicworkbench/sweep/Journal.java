package org.mosaicworkbench.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.WholeFolder;

/**
 * The folder of a sweep, shared by threads and processes: it holds the reports, and the locks of running jobs. While a
 * worker runs a job, it holds an operating-system lock on the job's file; the lock is released when the process ends.
 */
final class Journal {

    /** The file of reports, with one report per line. */
    static final String FILE = "trials.jsonl";

    private static final String LOCK = ".lock";
    private static final String RUNNING = "running";
    private static final String SUFFIX = ".lock";
    private static final String DIED = ".died";
    /** The subfolder with the files of individual trials. */
    static final String TRIALS = "trials";

    /** One lock per folder within this process, because operating-system locks only work between processes. */
    private static final Map<Path, ReentrantLock> FOLDERS = new ConcurrentHashMap<>();
    /**
     * Lock files of the jobs that this process runs, with their open channels. Opening and closing such a file again
     * would release its lock.
     */
    private static final Map<Path, FileChannel> OWN = new ConcurrentHashMap<>();

    private final Path folder;
    private final Path file;
    private final List<TrialReport> known = new ArrayList<>();
    private long read;

    Journal(Path folder) {
        try {
            Files.createDirectories(folder);
            this.folder = folder.toRealPath();
        } catch (IOException e) {
            throw BadInput.file(
                    folder,
                    "cannot be written (" + e.getMessage() + ")",
                    "choose an output folder that you can write to and that has enough space");
        }
        this.file = this.folder.resolve(FILE);
    }

    Path folder() {
        return folder;
    }

    /** Runs an action under an exclusive lock on this folder, across threads and processes. */
    <T> T locked(Supplier<T> work) {
        ReentrantLock lock = FOLDERS.computeIfAbsent(folder, path -> new ReentrantLock());
        lock.lock();
        try {
            if (lock.getHoldCount() > 1) {
                return work.get();
            }
            try (FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                return work.get();
            }
        } catch (FileLockInterruptionException | ClosedByInterruptException e) {
            throw new CancellationException("the sweep was cancelled; run it again to resume");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** All reports so far, in the order of arrival. Call only within {@link #locked}. */
    List<TrialReport> reports() {
        try {
            if (Files.notExists(file) || Files.size(file) <= read) {
                return List.copyOf(known);
            }
            byte[] bytes = rest();
            int whole = end(bytes);
            for (String line : new String(bytes, 0, whole, StandardCharsets.UTF_8).split("\n", 0)) {
                if (!line.isBlank()) {
                    known.add(report(line));
                }
            }
            read += whole;
            return List.copyOf(known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] rest() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - read));
            channel.position(read);
            int count = 0;
            while (bytes.hasRemaining() && count >= 0) {
                count = channel.read(bytes);
            }
            return bytes.array();
        }
    }

    /**
     * The number of bytes up to the end of the last complete line; a killed process may have left a partial line after
     * it.
     */
    private static int end(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private TrialReport report(String line) {
        return TrialReport.of(JsonValue.parse(
                line, file + ": line " + (known.size() + 1), "delete that line to run the trial again"));
    }

    /** Adds a report after the last complete line. Call only within {@link #locked}. */
    void append(TrialReport report) {
        reports();
        byte[] line = (report.line() + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(read);
            channel.position(read);
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw BadInput.file(
                    file, "cannot be written (" + e.getMessage() + ")", "free some space and run the sweep again");
        }
        known.add(report);
        read += line.length;
    }

    /**
     * The jobs that are running in any process. Call only within {@link #locked}, because it records the deaths of
     * processes and removes their lock files.
     */
    Set<TrialStep.Key> running() {
        Set<TrialStep.Key> running = new HashSet<>();
        if (Files.notExists(folder.resolve(RUNNING))) {
            return running;
        }
        try (Stream<Path> files = Files.list(folder.resolve(RUNNING))) {
            for (Path claim : files.filter(path -> path.getFileName().toString().endsWith(SUFFIX))
                    .toList()) {
                if (OWN.containsKey(claim) || isHeld(claim)) {
                    running.add(key(claim));
                } else {
                    String died = Files.readString(claim) + "\n";
                    Files.writeString(
                            claim.resolveSibling(claim.getFileName().toString().replace(SUFFIX, DIED)),
                            died,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                    Files.deleteIfExists(claim);
                }
            }
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isHeld(Path claim) throws IOException {
        try (FileChannel channel = FileChannel.open(claim, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }

    /** Marks a job as running in this process. Call only within {@link #locked}. */
    void claim(TrialStep.Key key) {
        Path claim = claim(folder, key);
        try {
            Files.createDirectories(claim.getParent());
            FileChannel channel = FileChannel.open(claim, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.write(ByteBuffer.wrap(
                    String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            OWN.put(claim, channel);
            channel.lock();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Releases a job. Call only within {@link #locked}. */
    void release(TrialStep.Key key) {
        Path claim = claim(folder, key);
        try {
            OWN.remove(claim).close();
            Files.deleteIfExists(claim);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For each job during which processes died, the number of those processes. Call only within {@link #locked}. */
    Map<TrialStep.Key, Integer> died() {
        running();
        Map<TrialStep.Key, Integer> died = new LinkedHashMap<>();
        for (Path file : deaths()) {
            try {
                died.put(key(file), Files.readAllLines(file).size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return died;
    }

    /** Resets the counts that {@link #died} returns. Call only within {@link #locked}. */
    void forgetDeaths() {
        running();
        for (Path file : deaths()) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<Path> deaths() {
        if (Files.notExists(folder.resolve(RUNNING))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve(RUNNING))) {
            return files.filter(path -> path.getFileName().toString().endsWith(DIED))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the folders of running jobs and of trials. Call only when the sweep is complete. */
    void cleaned() {
        try {
            WholeFolder.delete(folder.resolve(RUNNING));
            WholeFolder.delete(folder.resolve(TRIALS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path claim(Path folder, TrialStep.Key key) {
        return folder.resolve(RUNNING).resolve(key.trial() + "-" + key.rung() + SUFFIX);
    }

    private static TrialStep.Key key(Path claim) {
        String[] numbers = claim.getFileName().toString().split("[-.]", 0);
        return new TrialStep.Key(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }
}
