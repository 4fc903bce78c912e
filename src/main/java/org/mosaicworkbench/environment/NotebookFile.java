package org.mosaicworkbench.environment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.WholeFile;

/**
 * A notebook file (Jupyter notebook format 4).
 *
 * @param file file that was read
 * @param json its content, modified in place
 */
record NotebookFile(Path file, JsonObject json) {

    /** Matches the last line written by {@code Progress}. */
    private static final Pattern PROGRESS = Pattern.compile("(?m)^.* \\[[= ]{24}] \\d+/\\d+  \\d+:\\d\\d\\z");

    /** Prefix of a figure that each training epoch replaces; see {@code notebook.LiveOutput}. */
    private static final String LIVE = "live: ";

    private static final String TEXT = "text/plain";

    private static final Gson PLAIN =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /** @throws BadInput if the file is not a notebook */
    static NotebookFile read(Path file) {
        JsonValue json = JsonValue.read(file, "give a notebook, a file that ends in .ipynb");
        if (json.find("metadata").isEmpty()) {
            json.object().add("metadata", new JsonObject());
        }
        json.at("metadata").object();
        json.at("cells").items().forEach(NotebookFile::requireCell);
        return new NotebookFile(file, json.object());
    }

    private static void requireCell(JsonValue cell) {
        if (cell.find("source").isEmpty()) {
            cell.object().addProperty("source", "");
        }
        requireText(cell.at("source"));
        cell.find("cell_type").ifPresent(JsonValue::text);
        cell.find("metadata")
                .flatMap(metadata -> metadata.find("tags"))
                .ifPresent(tags -> tags.items().forEach(JsonValue::text));
        cell.find("outputs").ifPresent(outputs -> outputs.items().forEach(NotebookFile::requireOutput));
    }

    private static void requireOutput(JsonValue output) {
        output.find("name").ifPresent(JsonValue::text);
        if (output.at("output_type").text().equals("error")) {
            output.at("ename").text();
            output.at("evalue").text();
            output.at("traceback").items().forEach(JsonValue::text);
        } else if (output.find("data").isPresent()) {
            output.at("data").members().forEach((type, data) -> {
                if (!type.endsWith("json")) {
                    requireText(data);
                }
            });
        } else {
            requireText(output.at("text"));
        }
    }

    private static void requireText(JsonValue oneOrLines) {
        if (oneOrLines.isList()) {
            oneOrLines.items().forEach(JsonValue::text);
        } else {
            oneOrLines.text();
        }
    }

    /** Code and text cells, in order. */
    List<JsonObject> cells() {
        return StreamSupport.stream(json.getAsJsonArray("cells").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static boolean isCode(JsonObject cell) {
        return cell.get("cell_type") instanceof JsonPrimitive type
                && type.getAsString().equals("code");
    }

    /** The source of a cell, as one string. */
    static String source(JsonObject cell) {
        return text(cell.get("source"));
    }

    /** The outputs of a cell; empty for text cells. */
    static List<JsonObject> outputs(JsonObject cell) {
        return cell.has("outputs") && cell.get("outputs").isJsonArray()
                ? StreamSupport.stream(cell.getAsJsonArray("outputs").spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .toList()
                : List.of();
    }

    /** The outputs of a cell except progress and standard error. */
    static List<JsonObject> results(JsonObject cell) {
        return outputs(cell).stream()
                .filter(output -> !isProgress(output) && !isStandardError(output))
                .toList();
    }

    private static boolean isProgress(JsonObject output) {
        if (!output.has("data") || !output.get("data").isJsonObject()) {
            return false;
        }
        JsonObject data = output.getAsJsonObject("data");
        String words = data.has(TEXT) ? text(data.get(TEXT)) : "";
        return words.startsWith(LIVE)
                || (data.keySet().equals(Set.of(TEXT))
                        && PROGRESS.matcher(words).find());
    }

    private static boolean isStandardError(JsonObject output) {
        return output.has("name")
                && output.get("name").isJsonPrimitive()
                && output.get("name").getAsString().equals("stderr");
    }

    /**
     * Joins text, which the format stores as one string or as an array of lines; JSON data are returned as a JSON
     * string.
     */
    static String text(JsonElement oneOrLines) {
        if (oneOrLines.isJsonObject()) {
            return oneOrLines.toString();
        }
        return oneOrLines.isJsonArray()
                ? StreamSupport.stream(oneOrLines.getAsJsonArray().spliterator(), false)
                        .map(line -> line.isJsonPrimitive() ? line.getAsString() : line.toString())
                        .collect(Collectors.joining())
                : oneOrLines.isJsonNull() ? "" : oneOrLines.getAsString();
    }

    /** A string split into lines that keep their line breaks, as the format requires. */
    static JsonArray lines(String text) {
        JsonArray lines = new JsonArray();
        for (String line : text.split("(?<=\n)", 0)) {
            lines.add(line);
        }
        return lines;
    }

    /** Writes the file as Jupyter does: indented by one space, with non-ASCII characters unescaped. */
    void write(Path to) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setIndent(" ");
            writer.setHtmlSafe(false);
            PLAIN.toJson(json, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WholeFile.writeText(to, text + "\n");
    }
}
