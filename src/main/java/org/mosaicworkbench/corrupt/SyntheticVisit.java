package org.mosaicworkbench.corrupt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.visit.Visit;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * A misaligned copy of a visit on disk.
 *
 * @param folder folder named {@code <visit>_<filter>_<all|sub>_<stat|stoc>}
 * @param corruption the changes to the visit
 * @param isNew false if it already existed
 */
public record SyntheticVisit(Path folder, Corruption corruption, boolean isNew) {

    /** The human-readable log. */
    public static final String LOG = "corruption.txt";
    /** Marks a copy for which a subset was requested, but which had only one exposure to choose from. */
    public static final String WARNING = "warning.txt";

    private static final String LOCK = ".lock";
    private static final long WAIT_NANOS = 50_000_000;

    /**
     * Creates a copy atomically. An identical copy is kept.
     *
     * @param visit the visit, which is only read
     * @param corruption the changes to make
     * @param outputs folder for the copy's folder
     * @throws BadInput if its folder exists but is not an identical copy, or it cannot be written
     */
    public static SyntheticVisit make(Visit visit, Corruption corruption, Path outputs) {
        Path place = FileName.in(outputs, corruption.folder());
        if (Files.exists(place)) {
            return kept(place, corruption);
        }
        try {
            write(visit, corruption, place);
        } catch (BadInput e) {
            if (Files.exists(place)) {
                return kept(place, corruption);
            }
            throw e;
        }
        return new SyntheticVisit(place, corruption, true);
    }

    /**
     * Reads an existing copy.
     *
     * @throws BadInput if the folder is not a copy
     */
    public static SyntheticVisit read(Path folder) {
        return new SyntheticVisit(folder, Corruption.read(folder), false);
    }

    /** @return the name of its folder */
    public String name() {
        return folder.getFileName().toString();
    }

    /** @return the part of its name after the visit's name, from the first {@code _} on */
    String suffix() {
        return name().substring(name().indexOf('_'));
    }

    /** Runs an action in the copy's folder under a lock, while other runs wait. A killed run leaves no lock. */
    public <R> R alone(Supplier<R> work) {
        try (FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel);
            return work.get();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Polls instead of blocking in the operating system, which would report two runs waiting for each other's copies as
     * a deadlock.
     */
    private static void lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                if (channel.tryLock() != null) {
                    return;
                }
                LockSupport.parkNanos(WAIT_NANOS);
            } catch (OverlappingFileLockException heldByThisProcess) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
    }

    /** Removes the products of earlier processing from the copy, if any. */
    public void removeProducts() throws IOException {
        VisitCopy.removeProducts(folder);
    }

    private static void write(Visit visit, Corruption corruption, Path place) {
        WholeFolder.Content accounts = beside -> {
            Files.writeString(beside.resolve(LOG), corruption.text());
            Files.writeString(beside.resolve(VisitFolders.CORRUPTION), corruption.json());
            if (corruption.subsetOfOne()) {
                Files.writeString(beside.resolve(WARNING), "WARNING: only 1 exposure but you requested a subset\n");
            }
        };
        VisitCopy.write(
                visit,
                place,
                corruption.exposures().stream().collect(Collectors.toMap(ExposureChange::file, ExposureChange::cards)),
                accounts);
    }

    private static SyntheticVisit kept(Path place, Corruption corruption) {
        if (!Files.exists(place.resolve(VisitFolders.CORRUPTION))) {
            throw BadInput.file(
                    place,
                    "already exists and is not a misaligned copy (it has no " + VisitFolders.CORRUPTION + ")",
                    "choose another output folder or delete it");
        }
        Corruption there = Corruption.read(place);
        if (!there.equals(corruption)) {
            throw BadInput.file(
                    place,
                    "contains a copy (" + account(there) + ") other than the requested one (" + account(corruption)
                            + ")",
                    "choose another output folder or delete it");
        }
        return new SyntheticVisit(place, corruption, false);
    }

    private static String account(Corruption c) {
        return String.format(
                Locale.ROOT,
                "%s of %s, threshold %s, pixel %s, ra %s, seed %d",
                c.draw().kind(),
                Count.of(c.exposures().size(), "exposure"),
                c.draw().threshold(),
                c.draw().pixel(),
                c.draw().ra(),
                c.draw().seed());
    }

    @Override
    public String toString() {
        return corruption + (isNew ? "" : " (already present)");
    }
}
