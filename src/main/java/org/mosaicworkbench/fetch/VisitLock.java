package org.mosaicworkbench.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.mosaicworkbench.io.BadInput;

/**
 * Lets only one fetch at a time work on a visit's folder, across processes; other fetches wait. The lock file
 * {@value #FILE} stays in the folder, because otherwise a waiting process and a later one would lock different files.
 */
final class VisitLock {

    static final String FILE = ".fetch.lock";

    /** A file lock belongs to the whole process, so its threads need their own lock. */
    private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private VisitLock() {}

    /**
     * Waits until no other fetch works on a visit, then runs the work.
     *
     * @param folder folder of the visit, created if missing
     * @param waiting called if another fetch works on the visit
     * @throws BadInput if the lock file cannot be created or locked
     */
    static <T> T holding(Path folder, Runnable waiting, Supplier<T> work) {
        Path file = folder.toAbsolutePath().normalize().resolve(FILE);
        ReentrantLock here = HERE.computeIfAbsent(file, any -> new ReentrantLock());
        if (!here.tryLock()) {
            waiting.run();
            here.lock();
        }
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    waiting.run();
                    channel.lock();
                }
                return work.get();
            } finally {
                channel.close();
            }
        } catch (IOException e) {
            throw BadInput.file(
                    file, "cannot be locked (" + e.getMessage() + ")", "choose an output folder that you can write to");
        } finally {
            here.unlock();
        }
    }
}
