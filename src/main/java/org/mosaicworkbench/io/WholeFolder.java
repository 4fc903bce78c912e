package org.mosaicworkbench.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Atomic output folder: filled next to its final path, then moved there. */
public final class WholeFolder {

    /** Fills a given folder. */
    @FunctionalInterface
    public interface Content {
        /** @param beside an empty folder to write to */
        void writeTo(Path beside) throws IOException;
    }

    private WholeFolder() {}

    /**
     * Fills a folder next to its final path and moves it there when it is complete. If filling fails, nothing is left
     * behind.
     *
     * @param place final path, which must not exist yet
     * @param content fills the folder
     * @return {@code place}
     * @throws BadInput if the path already exists, or the folder cannot be written
     */
    public static Path write(Path place, Content content) {
        if (Files.exists(place)) {
            throw BadInput.file(place, "already exists", "delete it or choose another place");
        }
        Path parent = place.toAbsolutePath().getParent();
        Path beside = parent.resolve("." + place.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().getId() + ".part");
        try {
            try {
                Files.createDirectories(beside);
                content.writeTo(beside);
                Files.move(beside, place);
                WrittenFiles.moved(place);
            } finally {
                delete(beside);
            }
            return place;
        } catch (FileSystemException e) {
            throw BadInput.file(
                    place,
                    "cannot be written (" + WholeFile.reason(e) + ")",
                    "choose an output folder that you can write to and that has enough space");
        } catch (IOException e) {
            throw new UncheckedIOException(place + ": " + e.getMessage(), e);
        }
    }

    /**
     * Removes the incomplete folders that killed runs left in a folder; folders of running processes are kept. A folder
     * that is missing or cannot be listed is ignored.
     */
    public static void removeLeftovers(Path folder) {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.part")) {
            for (Path part : parts) {
                if (Files.isDirectory(part) && WholeFile.isLeftover(part)) {
                    delete(part);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return;
        }
    }

    /** Deletes a folder with its content, if it exists. */
    public static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
