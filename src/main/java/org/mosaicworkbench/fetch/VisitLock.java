package org.mosaicworkbench.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.mosaicworkbench.io.BadInput;

/** Lets one fetch at a time work on a visit's folder, also among those of other processes; the others wait. */
final class VisitLock {

    /** A lock on a file is the whole process's, so its threads need one of their own. */
    private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private VisitLock() {}

    /**
     * Waits until nobody else works on a visit, then does the work.
     *
     * @param output  holds the visits' folders, and is there
     * @param waiting is told where somebody else works on it
     * @throws BadInput when no file can be locked there
     */
    static <T> T holding(Path output, String visit, Runnable waiting, Supplier<T> work) {
        Path file = output.toAbsolutePath().normalize().resolve("." + visit + ".lock");
        ReentrantLock here = HERE.computeIfAbsent(file, any -> new ReentrantLock());
        if (!here.tryLock()) {
            waiting.run();
            here.lock();
        }
        try {
            FileChannel channel = locked(file, waiting);
            try {
                return work.get();
            } finally {
                Files.deleteIfExists(file);
                channel.close();
            }
        } catch (IOException e) {
            throw BadInput.file(
                    file,
                    "cannot be locked (" + e.getMessage() + ")",
                    "choose an output folder on a disk that has locks");
        } finally {
            here.unlock();
        }
    }

    /**
     * Who held it before may have taken the file away meanwhile, so that another one stands there: what is written to the
     * locked one must be what stands there.
     */
    private static FileChannel locked(Path file, Runnable waiting) throws IOException {
        String own = UUID.randomUUID().toString();
        while (true) {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    waiting.run();
                    channel.lock();
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(own.getBytes(StandardCharsets.UTF_8)));
                if (own.equals(text(file))) {
                    return channel;
                }
                channel.close();
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
