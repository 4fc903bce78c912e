package org.mosaicworkbench.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.Sha256;

/**
 * A file or folder that a result was made from, and which bytes it had then.
 *
 * @param role   what it was given as: {@code csv}, {@code img}
 * @param path   where it stands, absolute
 * @param sha256 in hexadecimal: of a file's bytes; of a folder over the names and digests of its files, in order of
 *               names
 * @param files  for a folder the first {@value #BRIEF} digits of each file's SHA-256 by its name from the folder, so
 *               that one that changed can be named; empty for a file
 */
public record InputFile(String role, Path path, String sha256, Map<String, String> files) {

    /** Hexadecimal digits that are kept of each file in a folder. */
    static final int BRIEF = 16;

    private static final int SHOWN = 3;

    /** Takes a copy of the map. */
    public InputFile {
        path = path.toAbsolutePath().normalize();
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /**
     * Reads a file or a folder from end to end.
     *
     * @throws BadInput when it cannot be read
     */
    public static InputFile of(String role, Path path) {
        if (!Files.isDirectory(path)) {
            return new InputFile(role, path, Sha256.of(path), Map.of());
        }
        Map<String, String> digests = digests(path);
        String lines = digests.entrySet().stream()
                .map(file -> file.getKey() + " " + file.getValue() + "\n")
                .collect(Collectors.joining());
        Map<String, String> brief = new LinkedHashMap<>();
        digests.forEach((name, digest) -> brief.put(name, digest.substring(0, BRIEF)));
        return new InputFile(role, path, Sha256.of(lines), brief);
    }

    private static Map<String, String> digests(Path folder) {
        List<Path> found;
        try (Stream<Path> walk = Files.walk(folder)) {
            found = walk.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "check the disk it is on");
        }
        List<String> digests = Parallel.map(found, Parallel.cores(), Sha256::of);
        Map<String, String> byName = new TreeMap<>();
        for (int i = 0; i < digests.size(); i++) {
            byName.put(slashed(folder.relativize(found.get(i))), digests.get(i));
        }
        return byName;
    }

    /** The same at another place. */
    public InputFile at(Path other) {
        return new InputFile(role, other, sha256, files);
    }

    /**
     * What is no longer as it was.
     *
     * @return one text for each file that changed, came or went; empty where all bytes are the same
     */
    public List<String> changes() {
        InputFile now = of(role, path);
        if (now.sha256.equals(sha256)) {
            return List.of();
        }
        if (files.isEmpty() && now.files.isEmpty()) {
            return List.of(path + " has the SHA-256 " + now.sha256 + " and had " + sha256);
        }
        List<String> changed = new ArrayList<>();
        files.forEach((name, digest) -> {
            String other = now.files.get(name);
            if (!digest.equals(other)) {
                changed.add(path.resolve(name) + (other == null ? " is missing" : " has other bytes"));
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

    /** @param folder that the path is written from */
    JsonObject json(Path folder) {
        JsonObject json = new JsonObject();
        json.addProperty("role", role);
        json.addProperty("path", from(folder));
        json.addProperty("sha256", sha256);
        if (!files.isEmpty()) {
            JsonObject each = new JsonObject();
            files.forEach(each::addProperty);
            json.add("files", each);
        }
        return json;
    }

    /** @return the path as it is written in a file of the folder: relative where both have the same root */
    public String from(Path folder) {
        Path start = folder.toAbsolutePath().normalize();
        return slashed(start.getRoot().equals(path.getRoot()) ? start.relativize(path) : path);
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    static InputFile of(JsonElement element, Path folder) {
        JsonObject json = element.getAsJsonObject();
        Map<String, String> files = new LinkedHashMap<>();
        if (json.has("files")) {
            json.getAsJsonObject("files")
                    .entrySet()
                    .forEach(e -> files.put(e.getKey(), e.getValue().getAsString()));
        }
        return new InputFile(
                json.get("role").getAsString(),
                folder.toAbsolutePath().resolve(json.get("path").getAsString()),
                json.get("sha256").getAsString(),
                files);
    }
}
