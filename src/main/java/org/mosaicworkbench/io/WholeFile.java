package org.mosaicworkbench.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Atomic output: files are written next to their final path, then moved there. */
public final class WholeFile {

    /** Writes one file's content to a given path. */
    @FunctionalInterface
    public interface Content {
        /** @param beside the temporary path to write to; it does not exist yet */
        void writeTo(Path beside) throws IOException;
    }

    private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.(\\d{1,18})-\\d+\\.part");

    private WholeFile() {}

    /**
     * Writes a file next to its final path and moves it there when it is complete, replacing any existing file. Folders
     * are created as needed. If writing fails, nothing is left behind and an older file stays unchanged.
     *
     * @param place final path
     * @param content writes the file
     * @return {@code place}
     * @throws BadInput if the folder cannot be written or the disk is full
     */
    public static Path write(Path place, Content content) {
        Path folder = place.toAbsolutePath().getParent();
        Path beside = folder.resolve("." + place.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().getId() + ".part");
        try {
            try {
                Files.createDirectories(folder);
                content.writeTo(beside);
                moved(beside, place);
            } finally {
                Files.deleteIfExists(beside);
            }
            return place;
        } catch (IOException e) {
            throw unwritable(place, e);
        }
    }

    /**
     * Creates a folder if it is missing and checks that files can be written there, so that a run does not fail only
     * when it writes its results.
     *
     * @return {@code folder}
     * @throws BadInput if it cannot be created or written
     */
    public static Path requireWritable(Path folder) {
        Path probe = folder.resolve(".probe." + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().getId() + ".part");
        try {
            Files.createDirectories(folder);
            Files.write(probe, new byte[1]);
            Files.delete(probe);
            return folder;
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Checks that a folder exists or could be created, and that files could be written to it, without creating it, so
     * that nothing is left behind if the output cannot be written.
     *
     * @return {@code folder}
     * @throws BadInput if it cannot be created or written
     */
    public static Path requireRoom(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && Files.notExists(there)) {
            there = there.getParent();
        }
        try {
            requireWritable(there);
        } catch (BadInput e) {
            throw new BadInput(e.getMessage().replace(there.toString(), folder.toString()), e);
        }
        return folder;
    }

    /**
     * Like {@link #requireRoom}, for one file.
     *
     * @return {@code place}
     * @throws BadInput if its folder cannot be created or written, or the path is a folder
     */
    public static Path requireRoomFor(Path place) {
        if (Files.isDirectory(place)) {
            throw BadInput.file(place, "is a folder", "give the file to write");
        }
        requireRoom(place.toAbsolutePath().getParent());
        return place;
    }

    /**
     * Like {@link #requireRoomFor(Path)}, but refuses to overwrite a file of a different kind.
     *
     * @param start first characters of a file that may be overwritten; an empty file may be overwritten as well
     * @param ours description of such a file: "page that report wrote"
     * @return {@code place}
     * @throws BadInput if its folder cannot be created or written, or another file exists there
     */
    public static Path requireRoomFor(Path place, String start, String ours) {
        requireRoomFor(place);
        if (Files.exists(place) && !isEmptyOrBegins(place, start.getBytes(StandardCharsets.UTF_8))) {
            throw BadInput.file(place, "exists and is not a " + ours, "give another file");
        }
        return place;
    }

    private static boolean isEmptyOrBegins(Path place, byte[] start) {
        try (InputStream in = Files.newInputStream(place)) {
            byte[] there = in.readNBytes(start.length);
            return there.length == 0 || Arrays.equals(there, start);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Moves a file to its final path, next to which it was written in one or more runs; any existing file is replaced.
     *
     * @return {@code place}
     * @throws BadInput if it cannot be moved
     */
    public static Path moveIn(Path beside, Path place) {
        try {
            moved(beside, place);
            return place;
        } catch (IOException e) {
            throw unwritable(place, e);
        }
    }

    /** Writes text as UTF-8; see {@link #write(Path, Content)}. */
    public static Path writeText(Path place, String text) {
        return write(place, beside -> Files.writeString(beside, text, StandardCharsets.UTF_8));
    }

    /**
     * Removes the incomplete files that killed runs left in a folder; files of running processes are kept. Subfolders
     * are not searched, and a folder that is missing or cannot be listed is ignored.
     */
    public static void removeLeftovers(Path folder) {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.part")) {
            for (Path part : parts) {
                if (isLeftover(part) && !Files.isDirectory(part)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return;
        }
    }

    static boolean isLeftover(Path part) {
        Matcher name = LEFTOVER.matcher(part.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static void moved(Path beside, Path place) throws IOException {
        try {
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING);
        }
        WrittenFiles.moved(place);
    }

    private static BadInput unwritable(Path place, IOException e) {
        return BadInput.file(
                place,
                "cannot be written (" + (e instanceof FileSystemException named ? reason(named) : e.getMessage()) + ")",
                "choose an output folder that you can write to and that has enough space");
    }

    static String reason(FileSystemException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return e.getReason() == null ? kind.toLowerCase(Locale.ROOT) : e.getReason();
    }
}
