package org.mosaicworkbench.environment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;

/**
 * A notebook's file (Jupyter notebook format 4).
 *
 * @param file where it was read
 * @param json its content, which is changed in place
 */
record NotebookFile(Path file, JsonObject json) {

    /** The last line that {@code Progress} writes. */
    private static final Pattern PROGRESS = Pattern.compile("(?m)^.* \\[[= ]{24}] \\d+/\\d+  \\d+:\\d\\d\\z");

    private static final Gson PLAIN =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /** @throws BadInput when the file is not a notebook */
    static NotebookFile read(Path file) {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            NotebookFile notebook = new NotebookFile(file, json);
            // Says so where a cell is no object.
            notebook.cells();
            return notebook;
        } catch (NoSuchFileException e) {
            throw BadInput.file(file, "there is no such file", "give a file that ends in .ipynb");
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException e) {
            throw BadInput.file(file, "is not a notebook (" + e.getMessage() + ")", "give a file that ends in .ipynb");
        }
    }

    /** Code and text, in order. */
    List<JsonObject> cells() {
        return StreamSupport.stream(json.getAsJsonArray("cells").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static boolean isCode(JsonObject cell) {
        return cell.has("cell_type") && cell.get("cell_type").getAsString().equals("code");
    }

    /** What a cell says, as one text. */
    static String source(JsonObject cell) {
        return text(cell.get("source"));
    }

    /** What a cell put out; empty for text cells. */
    static List<JsonObject> outputs(JsonObject cell) {
        return cell.has("outputs")
                ? StreamSupport.stream(cell.getAsJsonArray("outputs").spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .toList()
                : List.of();
    }

    /** What a cell put out that is its result: neither progress nor standard error. */
    static List<JsonObject> results(JsonObject cell) {
        return outputs(cell).stream()
                .filter(output -> !isProgress(output) && !isStandardError(output))
                .toList();
    }

    private static boolean isProgress(JsonObject output) {
        return output.has("data")
                && output.getAsJsonObject("data").keySet().equals(Set.of("text/plain"))
                && PROGRESS.matcher(text(output.getAsJsonObject("data").get("text/plain")))
                        .find();
    }

    private static boolean isStandardError(JsonObject output) {
        return output.has("name") && output.get("name").getAsString().equals("stderr");
    }

    /** The format writes a text as one string or as its lines. */
    static String text(JsonElement oneOrLines) {
        return oneOrLines.isJsonArray()
                ? StreamSupport.stream(oneOrLines.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : oneOrLines.getAsString();
    }

    /** A text as the lines that the format wants, each with its end. */
    static JsonArray lines(String text) {
        JsonArray lines = new JsonArray();
        for (String line : text.split("(?<=\n)", 0)) {
            lines.add(line);
        }
        return lines;
    }

    /** Writes it as Jupyter does: indented by one, letters of every script as they are. */
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
