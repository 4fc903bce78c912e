package org.mosaicworkbench.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Records the files and folders that {@link WholeFile} and {@link WholeFolder} move to their final paths while it is
 * open, on any thread of this process.
 */
public final class WrittenFiles implements AutoCloseable {

    /** A folder with more new files than this is listed instead of its files. */
    private static final int MOST = 20;

    private static final Set<WrittenFiles> OPEN = ConcurrentHashMap.newKeySet();

    private final Set<Path> places = ConcurrentHashMap.newKeySet();

    private WrittenFiles() {}

    /** Starts recording. */
    public static WrittenFiles open() {
        WrittenFiles recorder = new WrittenFiles();
        OPEN.add(recorder);
        return recorder;
    }

    static void moved(Path place) {
        OPEN.forEach(recorder -> recorder.places.add(place.toAbsolutePath().normalize()));
    }

    /**
     * The written files that still exist, as absolute paths in alphabetical order. A folder replaces its files if it
     * was moved as a whole or has more than {@value #MOST} new files.
     */
    public List<Path> list() {
        SortedSet<Path> kept = places.stream().filter(Files::exists).collect(Collectors.toCollection(TreeSet::new));
        Map<Path, Long> inFolder = kept.stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        inFolder.forEach((folder, files) -> {
            if (files > MOST) {
                kept.add(folder);
            }
        });
        return kept.stream().filter(place -> !isInside(place, kept)).toList();
    }

    private static boolean isInside(Path place, Set<Path> others) {
        for (Path folder = place.getParent(); folder != null; folder = folder.getParent()) {
            if (others.contains(folder)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        OPEN.remove(this);
    }
}
