package org.mosaicworkbench.task;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.Sha256;

/**
 * An input file or folder of a result, with the digest that it had when the task ran.
 *
 * @param role the role of the input, for instance {@code csv} or {@code img}
 * @param path its absolute path
 * @param sha256 the digest in hexadecimal; for a folder, computed from the sorted names and digests of its files
 * @param files for a folder, the first {@value #BRIEF} hexadecimal digits of each file's SHA-256, keyed by relative
 *     path, so that messages can name a changed file; empty if the input is a file
 * @param extent which files of a folder are included
 */
public record InputFile(String role, Path path, String sha256, Map<String, String> files, Extent extent) {

    /** Which files of a folder are included. */
    public enum Extent {
        /** All files: an additional file counts as a change. */
        WHOLE,
        /** Only the files that the task read; other files may be added or removed. */
        CHOSEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Number of hexadecimal digits kept for each file in a folder. */
    static final int BRIEF = 16;

    private static final int SHOWN = 3;

    /** Copies the map. */
    public InputFile {
        path = path.toAbsolutePath().normalize();
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /**
     * Reads a file or a folder in full.
     *
     * @throws BadInput if it cannot be read
     */
    public static InputFile of(String role, Path path) {
        if (!Files.isDirectory(path)) {
            return new InputFile(role, path, Sha256.of(path), Map.of(), Extent.WHOLE);
        }
        return of(role, path, digests(path, all(path)), Extent.WHOLE);
    }

    /**
     * Creates an input from some files of a folder, whose digests were computed when they were read.
     *
     * @param digests SHA-256 of each file in hexadecimal, keyed by its path relative to the folder, with {@code /} as
     *     the separator
     */
    public static InputFile chosen(String role, Path folder, SortedMap<String, String> digests) {
        return of(role, folder, digests, Extent.CHOSEN);
    }

    /**
     * Creates an input from some files of a folder, which are read in full.
     *
     * @throws BadInput if a file cannot be read
     */
    public static InputFile chosen(String role, Path folder, Collection<Path> files) {
        return chosen(role, folder, digests(folder, List.copyOf(files)));
    }

    private static InputFile of(String role, Path path, SortedMap<String, String> digests, Extent extent) {
        String lines = digests.entrySet().stream()
                .map(file -> file.getKey() + " " + file.getValue() + "\n")
                .collect(Collectors.joining());
        Map<String, String> brief = new LinkedHashMap<>();
        digests.forEach((name, digest) -> brief.put(name, digest.substring(0, BRIEF)));
        return new InputFile(role, path, Sha256.of(lines), brief, extent);
    }

    private static List<Path> all(Path folder) {
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            throw BadInput.file(
                    folder, "cannot be listed", "check the disk it is on, and that no link in it leads back to it");
        }
    }

    private static SortedMap<String, String> digests(Path folder, List<Path> files) {
        List<String> digests = Parallel.map(files, Parallel.cores(), Sha256::of);
        SortedMap<String, String> byName = new TreeMap<>();
        for (int i = 0; i < digests.size(); i++) {
            byName.put(slashed(folder.relativize(files.get(i))), digests.get(i));
        }
        return byName;
    }

    /** Returns the same input at a different path. */
    public InputFile at(Path other) {
        return new InputFile(role, other, sha256, files, extent);
    }

    /**
     * Finds changes since the digest was computed.
     *
     * @return one line for each file that was changed, added or removed, with only a count after the first three; empty
     *     if all bytes are the same
     */
    public List<String> changes() {
        InputFile now = extent == Extent.WHOLE ? of(role, path) : chosen(role, path, left());
        if (now.sha256.equals(sha256)) {
            return List.of();
        }
        if (files.isEmpty() && now.files.isEmpty()) {
            return List.of(path + " has the SHA-256 " + now.sha256 + ", not " + sha256);
        }
        List<String> changed = new ArrayList<>();
        files.forEach((name, digest) -> {
            String other = now.files.get(name);
            if (!digest.equals(other)) {
                changed.add(path.resolve(name) + (other == null ? " is missing" : " has changed"));
            }
        });
        now.files.keySet().stream()
                .filter(name -> !files.containsKey(name))
                .forEach(name -> changed.add(path.resolve(name) + " is new"));
        return changed.size() <= SHOWN
                ? changed
                : Stream.concat(
                                changed.stream().limit(SHOWN),
                                Stream.of("and " + Count.of(changed.size() - SHOWN, "more file") + " of " + path))
                        .toList();
    }

    /** The recorded files that still exist. */
    private List<Path> left() {
        return files.keySet().stream()
                .map(path::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    /** @param folder the folder to which paths are relative */
    JsonObject json(Path folder) {
        JsonObject json = new JsonObject();
        json.addProperty("role", role);
        json.addProperty("path", from(folder));
        json.addProperty("sha256", sha256);
        if (extent != Extent.WHOLE) {
            json.addProperty("extent", extent.toString());
        }
        if (!files.isEmpty()) {
            JsonObject each = new JsonObject();
            files.forEach(each::addProperty);
            json.add("files", each);
        }
        return json;
    }

    /**
     * @return the path as recorded in a file in the folder: relative to the folder if it has the same file-system root
     */
    public String from(Path folder) {
        Path start = folder.toAbsolutePath().normalize();
        return slashed(start.getRoot().equals(path.getRoot()) ? start.relativize(path) : path);
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    static InputFile of(JsonValue json, Path folder) {
        JsonValue path = json.at("path");
        try {
            return new InputFile(
                    json.at("role").text(),
                    folder.toAbsolutePath().resolve(path.text()),
                    json.at("sha256").text(),
                    json.find("files").map(JsonValue::texts).orElse(Map.of()),
                    json.find("extent")
                            .map(extent -> extent.constant(Extent.class))
                            .orElse(Extent.WHOLE));
        } catch (InvalidPathException e) {
            throw path.wrong("a path");
        }
    }
}
