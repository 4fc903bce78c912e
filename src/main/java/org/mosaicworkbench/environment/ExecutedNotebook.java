package org.mosaicworkbench.environment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.io.BadInput;

/**
 * A notebook that was executed, read for the errors in it (Jupyter notebook format 4).
 *
 * @param file     the notebook
 * @param failures the cells that ended in an error, in order
 */
public record ExecutedNotebook(Path file, List<Failure> failures) {

    /**
     * A cell that ended in an error.
     *
     * @param cell  the number of the cell in the notebook, text cells included, from 1
     * @param error the first line of the error, without terminal colours
     */
    public record Failure(int cell, String error) {
    }

    private static final String TERMINAL_COLOURS = "\u001B\\[[;\\d]*m";

    /** Copies the list. */
    public ExecutedNotebook {
        failures = List.copyOf(failures);
    }

    /** @throws BadInput when the file is not a notebook */
    public static ExecutedNotebook read(Path file) {
        try {
            List<Failure> failures = new ArrayList<>();
            int number = 0;
            for (JsonElement cell : JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonArray("cells")) {
                number++;
                if (cell.getAsJsonObject().has("outputs")) {
                    for (JsonElement output : cell.getAsJsonObject().getAsJsonArray("outputs")) {
                        if (output.getAsJsonObject().get("output_type").getAsString().equals("error")) {
                            failures.add(new Failure(number, firstLine(output.getAsJsonObject())));
                        }
                    }
                }
            }
            return new ExecutedNotebook(file, failures);
        } catch (IOException | JsonParseException | IllegalStateException | NullPointerException e) {
            throw BadInput.file(file, "is not a notebook (" + e.getMessage() + ")", "give a file that ends in .ipynb");
        }
    }

    /** One line for each failure, with the notebook's name. */
    @Override
    public String toString() {
        return String.join("\n", failures.stream()
                .map(failure -> file.getFileName() + ", cell " + failure.cell() + ": " + failure.error()).toList());
    }

    private static String firstLine(JsonObject error) {
        String name = error.get("ename").getAsString();
        String value = error.get("evalue").getAsString();
        return (name + ": " + value).replaceAll(TERMINAL_COLOURS, "").strip().lines().findFirst().orElse("");
    }
}
