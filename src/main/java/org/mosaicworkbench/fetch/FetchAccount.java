package org.mosaicworkbench.fetch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.WholeFile;

/**
 * The record of a visit's folder, {@value #FILE}: every fetched file with its source, and which levels are complete.
 * For one process at a time; thread-safe.
 */
final class FetchAccount {

    static final String FILE = "fetched.json";

    private static final String REMEDY = "delete it, and the files will be checked again";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path folder;
    private final Map<String, Entry> files = new TreeMap<>();
    private final Map<String, List<String>> levels = new TreeMap<>();

    /**
     * A file that was fetched.
     *
     * @param uri the archive's identifier of the file
     * @param size bytes
     * @param sha256 digest of the complete file
     * @param from host that sent the file; empty for a file that already existed
     * @param modified modification time in the archive; empty if unknown
     * @param version version of the software that made the file; empty if unknown
     */
    record Entry(String uri, long size, String sha256, String from, String modified, String version) {

        static Entry of(JsonValue json) {
            return new Entry(
                    json.at("uri").text(),
                    json.at("size").whole(),
                    json.at("sha256").text(),
                    json.at("from").text(),
                    json.at("modified").text(),
                    json.at("version").text());
        }
    }

    private FetchAccount(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads the record of what was fetched into a folder.
     *
     * @return the record; empty if the folder has none
     * @throws BadInput if the record cannot be parsed
     */
    static FetchAccount of(Path folder) {
        FetchAccount account = new FetchAccount(folder);
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            JsonValue stored = JsonValue.read(file, REMEDY);
            stored.at("files")
                    .members()
                    .forEach((name, entry) ->
                            account.files.put(FileName.require(file + ": a name", name), Entry.of(entry)));
            stored.at("levels")
                    .members()
                    .forEach((level, names) -> account.levels.put(
                            level, names.items().stream().map(JsonValue::text).toList()));
        }
        return account;
    }

    /** @return the names of a level's files if all were fetched and still exist with the recorded sizes */
    Optional<List<String>> complete(FetchLevel level) {
        return Optional.ofNullable(levels.get(level.toString()))
                .filter(names -> names.stream().allMatch(this::stands));
    }

    /** @return whether a file was fetched and exists with the recorded size */
    synchronized boolean stands(String name) {
        return files.containsKey(name)
                && size(folder.resolve(name)) == files.get(name).size();
    }

    /** @return the size of a file in bytes; negative if it does not exist */
    static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Adds a file and writes the record. */
    synchronized void add(String name, Entry entry) {
        files.put(name, entry);
        write();
    }

    /** Marks a level as complete and writes the record. */
    synchronized void complete(FetchLevel level, List<String> names) {
        levels.put(level.toString(), List.copyOf(names));
        write();
    }

    private void write() {
        JsonObject json = new JsonObject();
        JsonObject whole = new JsonObject();
        levels.forEach((level, names) -> {
            JsonArray all = new JsonArray();
            names.forEach(all::add);
            whole.add(level, all);
        });
        json.add("levels", whole);
        json.add("files", GSON.toJsonTree(files));
        WholeFile.writeText(folder.resolve(FILE), GSON.toJson(json) + "\n");
    }
}
