package org.mosaicworkbench.environment;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/**
 * The parameters of a notebook: declarations in the cell tagged {@code parameters}, one per line, such as
 * {@code int epochs = 20;}, {@code var csv = Path.of("data.csv");} or {@code var mode = AlignMode.NONE;}.
 */
public final class NotebookParameters {

    private static final String TAG = "parameters";
    private static final Pattern DECLARATION =
            Pattern.compile("\\s*(?:final\\s+)?([\\w.]+)\\s+(\\w+)\\s*=\\s*(.+?);\\s*(?://.*)?");

    private final NotebookFile notebook;
    private final JsonObject cell;

    private NotebookParameters(NotebookFile notebook, JsonObject cell) {
        this.notebook = notebook;
        this.cell = cell;
    }

    /** @throws BadInput if the file is not a notebook */
    public static NotebookParameters of(Path file) {
        NotebookFile notebook = NotebookFile.read(file);
        JsonObject none = new JsonObject();
        none.addProperty("source", "");
        return new NotebookParameters(
                notebook,
                notebook.cells().stream()
                        .filter(cell -> NotebookFile.isCode(cell) && isTagged(cell))
                        .findFirst()
                        .orElse(none));
    }

    /** The Java text of each parameter's default value by name, in order; empty for a notebook without parameters. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        kinds().keySet().forEach(line -> values.put(line.group(2), line.group(3)));
        return values;
    }

    /**
     * Writes the notebook with different values and without outputs. The replaced lines keep the old values as
     * comments, and the notebook's metadata record the given values.
     *
     * @param given values as entered by the user, by parameter name
     * @param base absolute folder against which given relative paths are resolved
     * @param to file to write
     * @throws BadInput for a name that is not a parameter of the notebook, or a value of the wrong type
     */
    public void write(Map<String, String> given, Path base, Path to) {
        given.keySet().forEach(this::requireKnown);
        Map<String, String> lines = new LinkedHashMap<>();
        kinds().forEach((line, kind) -> lines.put(line.group(), replaced(line, kind, given, base)));
        if (!given.isEmpty()) {
            cell.add(
                    "source",
                    NotebookFile.lines(NotebookFile.source(cell)
                            .lines()
                            .map(line -> lines.getOrDefault(line, line))
                            .collect(Collectors.joining("\n"))));
            JsonObject metadata = new JsonObject();
            given.forEach(metadata::addProperty);
            notebook.json().getAsJsonObject("metadata").add(TAG, metadata);
        }
        for (JsonObject code :
                notebook.cells().stream().filter(NotebookFile::isCode).toList()) {
            code.add("outputs", new JsonArray());
            code.add("execution_count", JsonNull.INSTANCE);
        }
        notebook.write(to);
    }

    /** The parameters with their values and kinds. */
    @Override
    public String toString() {
        return kinds().entrySet().stream()
                .map(entry -> entry.getKey().group(2) + " = " + entry.getKey().group(3) + " ("
                        + entry.getValue().words() + ")")
                .collect(Collectors.joining("\n"));
    }

    private Map<Matcher, ParameterKind> kinds() {
        Map<Matcher, ParameterKind> kinds = new LinkedHashMap<>();
        NotebookFile.source(cell)
                .lines()
                .map(DECLARATION::matcher)
                .filter(Matcher::matches)
                .forEach(line ->
                        ParameterKind.of(line.group(1), line.group(3)).ifPresent(kind -> kinds.put(line, kind)));
        return kinds;
    }

    private void requireKnown(String name) {
        Map<String, String> values = values();
        if (values.isEmpty()) {
            throw BadInput.file(
                    notebook.file(),
                    "has no parameters, but got " + name,
                    "run it without, or give the cell that declares " + name + " the tag " + TAG);
        }
        if (!values.containsKey(name)) {
            throw BadInput.file(
                    notebook.file(),
                    "has no parameter " + name,
                    "its parameters are " + toString().replace("\n", ", "));
        }
    }

    private String replaced(Matcher line, ParameterKind kind, Map<String, String> given, Path base) {
        String value = given.get(line.group(2));
        if (value == null) {
            return line.group();
        }
        Optional<String> wanted =
                kind.takes(value) ? kind.unfit(line.group(1), value, line.group(3)) : Optional.of(kind.words());
        if (wanted.isPresent()) {
            throw BadInput.file(
                    notebook.file(),
                    "parameter " + line.group(2) + " is '" + value + "'",
                    "it must be " + wanted.get() + "; its default is " + line.group(3));
        }
        return line.group().substring(0, line.start(3)) + kind.java(line.group(1), value, line.group(3), base)
                + ";   // given instead of " + line.group(3);
    }

    private static boolean isTagged(JsonObject cell) {
        JsonElement metadata = cell.get("metadata");
        JsonElement tags = metadata instanceof JsonObject object ? object.get("tags") : null;
        return tags != null && tags.isJsonArray() && tags.getAsJsonArray().contains(new JsonPrimitive(TAG));
    }
}
