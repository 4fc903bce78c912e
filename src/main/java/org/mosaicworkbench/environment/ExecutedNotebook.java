package org.mosaicworkbench.environment;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.io.BadInput;

/**
 * The errors of an executed notebook (Jupyter notebook format 4).
 *
 * @param file the notebook
 * @param failures cells that ended in an error, in order
 */
public record ExecutedNotebook(Path file, List<Failure> failures) {

    /**
     * A cell that ended in an error.
     *
     * @param cell 1-based index of the cell in the notebook, counting text cells
     * @param error first line of the error, without terminal colours
     */
    public record Failure(int cell, String error) {}

    /** Number of lines shown of a compiler error: the kind, the code, the reason. */
    private static final int TOLD = 3;

    private static final String TERMINAL_COLOURS = "\u001B\\[[;\\d]*m";

    /** Copies the list. */
    public ExecutedNotebook {
        failures = List.copyOf(failures);
    }

    /** @throws BadInput if the file is not a notebook */
    public static ExecutedNotebook read(Path file) {
        List<JsonObject> cells = NotebookFile.read(file).cells();
        List<Failure> failures = new ArrayList<>();
        for (int number = 1; number <= cells.size(); number++) {
            for (JsonObject output : NotebookFile.outputs(cells.get(number - 1))) {
                if (output.get("output_type").getAsString().equals("error")) {
                    failures.add(new Failure(number, firstLine(output)));
                }
            }
        }
        return new ExecutedNotebook(file, failures);
    }

    /** One line for each failure, with the notebook's name. */
    @Override
    public String toString() {
        return String.join(
                "\n",
                failures.stream()
                        .map(failure -> file.getFileName() + ", cell " + failure.cell() + ": " + failure.error())
                        .toList());
    }

    /**
     * The error in one line. Kernels differ: some name the exception in the error, some only in the traceback, and some
     * give the reason on later lines.
     */
    private static String firstLine(JsonObject error) {
        String value =
                plain(error.get("evalue").getAsString()).lines().findFirst().orElse("");
        List<String> trace = new ArrayList<>();
        error.getAsJsonArray("traceback")
                .forEach(part -> plain(part.getAsString())
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.matches("-*"))
                        .forEach(trace::add));
        if (value.isEmpty() && !trace.isEmpty()) {
            return String.join(" ", trace.subList(0, Math.min(TOLD, trace.size())));
        }
        return trace.stream()
                .filter(line -> line.contains(value))
                .findFirst()
                .orElse(plain(error.get("ename").getAsString()) + ": " + value);
    }

    private static String plain(String text) {
        return text.replaceAll(TERMINAL_COLOURS, "").strip();
    }
}
