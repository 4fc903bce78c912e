package org.mosaicworkbench.environment;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Jars and class folders, in class-path order.
 *
 * @param entries files with their Maven coordinates
 */
public record ClassPath(List<Entry> entries) {

    /**
     * One file of a class path.
     *
     * @param coordinates {@code group:artifact:version}, or {@code group:artifact:version:classifier}
     * @param file absolute path of a jar, or of a folder of classes
     */
    public record Entry(String coordinates, Path file) {}

    /** Copies the list. */
    public ClassPath {
        entries = List.copyOf(entries);
    }

    /**
     * The library's own class path: its classes, then the run-time dependencies in {@code pom.xml} for this operating
     * system and processor, including PyTorch's native library. Missing dependencies are downloaded, as Maven would do.
     *
     * @throws org.mosaicworkbench.io.BadInput if something can neither be found nor downloaded
     */
    public static ClassPath of(ProjectFolder home) {
        return new MavenAccess(home).project();
    }

    /** Joins two class paths. */
    public ClassPath then(ClassPath next) {
        List<Entry> both = new ArrayList<>(entries);
        both.addAll(next.entries);
        return new ClassPath(both);
    }

    /** The files. */
    public Stream<Path> files() {
        return entries.stream().map(Entry::file);
    }

    /** The class path in the format of {@code java -cp}. */
    public String joined() {
        return files().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** One line per entry. */
    @Override
    public String toString() {
        return entries.stream()
                .map(entry -> entry.coordinates() + "  " + entry.file())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
