package org.mosaicworkbench.cluster;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.task.Work;
import org.mosaicworkbench.task.WorkList;

/**
 * A work list as files: {@code work}, {@code items} and, for each processed item, a result. Any number of processes on
 * any number of machines may process its items; a result appears only when it is complete.
 *
 * @param folder a folder that all processes can see
 */
record StageFolder(Path folder) {

    private static final String WORK = "work";
    private static final String ITEMS = "items";
    private static final String RESULTS = "results";
    /** Maximum number of results in one subfolder. */
    private static final int MOST = 1000;

    /**
     * The outcome for an item: a result, an input error, or a defect's stack trace; components that do not apply are
     * null.
     */
    private record Result(Object value, String badInput, String defect) {}

    /**
     * Writes a list. Results from an interrupted run of the same list are kept, except for failures and for items whose
     * files have changed.
     */
    static <T, R> StageFolder write(Path folder, WorkList<T, R> list) {
        StageFolder stage = new StageFolder(folder);
        byte[] work = Wire.bytes(list.work());
        try {
            if (Files.notExists(folder.resolve(WORK))
                    || !Arrays.equals(work, Files.readAllBytes(folder.resolve(WORK)))) {
                WholeFolder.delete(folder);
            }
            Files.createDirectories(folder.resolve(RESULTS));
            WholeFile.write(folder.resolve(ITEMS), beside -> stage.pack(list.items(), beside));
            WholeFile.write(folder.resolve(WORK), beside -> Files.write(beside, work));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        stage.forget(list.ending().failed(), list.items().size());
        return stage;
    }

    /** Writes the items, then the offset of each item and of the end, then the number of items. */
    private void pack(List<?> items, Path file) throws IOException {
        int before = Files.exists(folder.resolve(ITEMS)) ? count() : 0;
        ByteBuffer table = ByteBuffer.allocate((items.size() + 2) * Long.BYTES);
        long at = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int item = 0; item < items.size(); item++) {
                byte[] bytes = Wire.stamped(items.get(item));
                if (item >= before || !Arrays.equals(bytes, itemBytes(item))) {
                    Files.deleteIfExists(place(item));
                }
                out.write(bytes);
                table.putLong(at);
                at += bytes.length;
            }
            out.write(table.putLong(at).putLong(items.size()).array());
        }
    }

    static BadInput unwritable(Path folder, IOException e) {
        return BadInput.file(
                folder,
                "cannot be written (" + e.getMessage() + ")",
                "choose an output folder that you can write to and that has enough space");
    }

    @SuppressWarnings("unchecked")
    private <R> void forget(Predicate<R> failed, int count) {
        IntStream.range(0, count).filter(this::isDone).forEach(item -> {
            Result result = result(item);
            if (result.value == null || failed.test((R) result.value)) {
                try {
                    Files.delete(place(item));
                } catch (IOException e) {
                    throw unwritable(folder, e);
                }
            }
        });
    }

    /** @return the number of items */
    int count() {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(ITEMS).toFile(), "r")) {
            return count(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int count(RandomAccessFile file) throws IOException {
        file.seek(file.length() - Long.BYTES);
        return (int) file.readLong();
    }

    private byte[] itemBytes(int item) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(ITEMS).toFile(), "r")) {
            file.seek(file.length() - (count(file) + 2L - item) * Long.BYTES);
            long from = file.readLong();
            byte[] bytes = new byte[(int) (file.readLong() - from)];
            file.seek(from);
            file.readFully(bytes);
            return bytes;
        }
    }

    /** @return the indices of the items without a result among {@code from}, {@code from + step} and so on */
    List<Integer> missing(int from, int step) {
        int count = count();
        List<Integer> missing = new ArrayList<>();
        for (int item = from; item < count; item += step) {
            if (!isDone(item)) {
                missing.add(item);
            }
        }
        return missing;
    }

    /** Whether an item has a result. */
    boolean isDone(int item) {
        return Files.exists(place(item));
    }

    private Path place(int item) {
        return folder.resolve(RESULTS)
                .resolve(String.format(Locale.ROOT, "%03d", item / MOST))
                .resolve(String.format(Locale.ROOT, "%06d", item));
    }

    /** The file in which a job explains why an item has no result. */
    Path lost(int item) {
        return folder.resolve("lost").resolve(String.valueOf(item));
    }

    /** The work to do on each item. */
    @SuppressWarnings("unchecked")
    Work<Object, Object> work() {
        try {
            return (Work<Object, Object>) Wire.value(Files.readAllBytes(folder.resolve(WORK)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes one item and writes its result. */
    void done(Work<Object, Object> work, int item) {
        Result result;
        try {
            result = new Result(work.apply(Wire.value(itemBytes(item))), null, null);
        } catch (BadInput e) {
            result = new Result(null, e.getMessage(), null);
        } catch (RuntimeException | IOException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            result = new Result(null, null, trace.toString());
        }
        byte[] bytes = Wire.bytes(result);
        WholeFile.write(place(item), beside -> Files.write(beside, bytes));
    }

    /** Returns the result of an item, or throws the exception that the work threw. */
    Object value(int item) {
        Result result = result(item);
        if (result.badInput != null) {
            throw new BadInput(result.badInput);
        }
        if (result.defect != null) {
            throw new IllegalStateException("a worker process reported an internal error: " + result.defect);
        }
        return result.value;
    }

    private Result result(int item) {
        try {
            return (Result) Wire.value(Files.readAllBytes(place(item)));
        } catch (IOException e) {
            throw BadInput.file(place(item), "cannot be read (" + e.getMessage() + ")", "run the command again");
        }
    }

    /** The folder name of the nth list. */
    static String name(int number, String words) {
        return String.format(Locale.ROOT, "%02d-%s", number, words.replaceAll("\\W+", "-"));
    }
}
