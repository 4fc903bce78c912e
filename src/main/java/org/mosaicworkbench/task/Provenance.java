package org.mosaicworkbench.task;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.WholeFile;

/**
 * The provenance of a result: everything needed to reproduce it.
 *
 * @param task the task's name on the command line
 * @param options all options, including those left at their defaults
 * @param inputs the inputs, with their digests when the task ran
 */
public record Provenance(String task, JsonObject options, List<InputFile> inputs) {

    /** The name of the provenance file next to a result. */
    public static final String FILE = "made.json";

    private static final String REMEDY = "use the original report";

    /** Maximum number of list elements written out in the settings; of a longer list, only the count appears. */
    private static final int MOST = 20;

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** Makes defensive copies. */
    public Provenance {
        options = options.deepCopy();
        inputs = List.copyOf(inputs);
    }

    /**
     * Creates the provenance of a task from its options, with values as written by {@link Gson}: numbers, strings,
     * lists, records. Paths are left out, because inputs are listed separately and the location of results does not
     * affect their content. Options that were not given are also left out.
     *
     * @param options as listed by {@link Options#byName}
     */
    public static Provenance of(String task, Map<String, ?> options, Collection<InputFile> inputs) {
        Map<String, Object> kept = new LinkedHashMap<>(options);
        kept.values().removeIf(value -> value == null || value instanceof Path);
        return new Provenance(task, GSON.toJsonTree(kept).getAsJsonObject(), List.copyOf(inputs));
    }

    /** Returns a copy without options that do not affect the result, such as the number of threads. */
    public Provenance without(String... names) {
        JsonObject kept = options.deepCopy();
        List.of(names).forEach(kept::remove);
        return new Provenance(task, kept, inputs);
    }

    /** Returns a copy of the options. */
    @Override
    public JsonObject options() {
        return options.deepCopy();
    }

    /** @return one option as JSON, which reports an error if the option does not have the requested type */
    public JsonValue value(String name) {
        return JsonValue.of(options, "the options of " + task, REMEDY).at(name);
    }

    /**
     * Returns one option.
     *
     * @throws BadInput if it is missing or has a different type
     */
    public <T> T option(String name, Class<T> type) {
        return value(name).as(type);
    }

    /** @return one option; empty if it was not given */
    public <T> Optional<T> given(String name, Class<T> type) {
        return Optional.of(value(name)).filter(JsonValue::isThere).map(value -> value.as(type));
    }

    /** @return the path of the first input with that role; empty if there is none */
    public Optional<Path> input(String role) {
        return inputs.stream()
                .filter(input -> input.role().equals(role))
                .findFirst()
                .map(InputFile::path);
    }

    /**
     * Returns the path of a required input.
     *
     * @throws BadInput if there is none
     */
    public Path needed(String role) {
        return input(role)
                .orElseThrow(
                        () -> new BadInput("there is no input " + role + " of " + task + "; use the original report"));
    }

    /** @return the paths of all inputs with that role */
    public List<Path> inputs(String role) {
        return inputs.stream()
                .filter(input -> input.role().equals(role))
                .map(InputFile::path)
                .toList();
    }

    /**
     * Returns a copy with different paths for the inputs with the given roles; if several inputs share a role, only the
     * path of the first one changes.
     */
    public Provenance at(Map<String, Path> places) {
        Map<String, Path> left = new LinkedHashMap<>(places);
        List<InputFile> moved = new ArrayList<>();
        for (InputFile input : inputs) {
            Path place = left.remove(input.role());
            moved.add(place == null ? input : input.at(place));
        }
        return new Provenance(task, options, moved);
    }

    /** @return all options as strings; the names of nested options are joined with dots */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        flatten("", options, settings);
        return settings;
    }

    private static void flatten(String before, JsonObject object, Map<String, String> settings) {
        object.entrySet().forEach(e -> {
            if (e.getValue().isJsonObject()) {
                flatten(before + e.getKey() + ".", e.getValue().getAsJsonObject(), settings);
            } else {
                settings.put(before + e.getKey(), words(e.getValue()));
            }
        });
    }

    private static String words(JsonElement value) {
        if (value.isJsonArray() && value.getAsJsonArray().size() > MOST) {
            return value.getAsJsonArray().size() + " values";
        }
        if (value.isJsonArray() && value.getAsJsonArray().size() == 0) {
            return "none";
        }
        if (value.isJsonArray()) {
            return String.join(
                    ", ",
                    StreamSupport.stream(value.getAsJsonArray().spliterator(), false)
                            .map(Provenance::words)
                            .toList());
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    /** @param folder the folder to which paths are relative */
    public JsonObject json(Path folder) {
        JsonObject json = new JsonObject();
        json.addProperty("task", task);
        json.add("options", options());
        JsonArray all = new JsonArray();
        inputs.forEach(input -> all.add(input.json(folder)));
        json.add("inputs", all);
        return json;
    }

    public static Provenance of(JsonValue json, Path folder) {
        return new Provenance(
                json.at("task").text(),
                json.at("options").object(),
                json.at("inputs").items().stream()
                        .map(input -> InputFile.of(input, folder))
                        .toList());
    }

    /** Writes {@value #FILE} atomically; paths are relative to the folder. */
    public Path write(Path folder) {
        return write(folder, FILE);
    }

    /**
     * Writes the provenance atomically; paths are relative to the folder.
     *
     * @param name the file's name, which ends in {@value #FILE}, for folders with results of several runs
     */
    public Path write(Path folder, String name) {
        return WholeFile.writeText(folder.resolve(name), GSON.toJson(json(folder)) + "\n");
    }

    /**
     * Reads a file written by {@link #write}.
     *
     * @throws BadInput if the file is missing or broken
     */
    public static Provenance read(Path folder) {
        Path file = folder.resolve(FILE);
        if (Files.notExists(folder)) {
            throw BadInput.file(folder, "no such folder", "check the path");
        }
        if (Files.notExists(file)) {
            throw BadInput.file(
                    file,
                    "cannot be read, so it is not known how this result was made",
                    "give the output folder of a result of this version, or regenerate the result");
        }
        return of(JsonValue.read(file, "regenerate the result"), folder);
    }
}
