package org.mosaicworkbench.environment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.mosaicworkbench.io.BadInput;

/**
 * Finds cells whose figures, tables or text differ between two runs of a notebook. Progress and standard error are
 * ignored.
 *
 * @param notebook name of the notebook
 * @param found differences, in order of cells
 */
public record NotebookDifferences(String notebook, List<Difference> found) {

    /**
     * A cell with different outputs.
     *
     * @param cell 1-based index of the cell in the notebook, counting text cells
     * @param what description of the difference, in one line
     */
    public record Difference(int cell, String what) {}

    private static final int TOLD = 60;

    /** Copies the list. */
    public NotebookDifferences {
        found = List.copyOf(found);
    }

    /**
     * Compares the outputs of two runs, cell by cell.
     *
     * @throws BadInput if a file is not a notebook, or the two notebooks do not have the same cells
     */
    public static NotebookDifferences between(Path first, Path second) {
        List<JsonObject> one = NotebookFile.read(first).cells();
        List<JsonObject> two = NotebookFile.read(second).cells();
        requireSameCells(first, one, second, two);
        List<Difference> found = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            int number = i + 1;
            difference(results(one.get(i)), results(two.get(i)))
                    .map(what -> new Difference(number, what))
                    .forEach(found::add);
        }
        return new NotebookDifferences(first.getFileName().toString(), found);
    }

    static void requireSameCells(Path first, List<JsonObject> one, Path second, List<JsonObject> two) {
        if (!one.stream()
                .map(NotebookFile::source)
                .toList()
                .equals(two.stream().map(NotebookFile::source).toList())) {
            throw BadInput.file(
                    second,
                    "does not have the same cells as " + first,
                    "give two runs of one notebook, with the same parameters");
        }
    }

    /** One line per cell, with the notebook's name. */
    @Override
    public String toString() {
        return found.stream()
                .map(one -> notebook + ", cell " + one.cell() + ": " + one.what())
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> difference(List<Map<String, String>> one, List<Map<String, String>> two) {
        if (one.size() != two.size()) {
            return Stream.of(one.size() + " outputs, then " + two.size());
        }
        return Stream.iterate(0, i -> i < one.size(), i -> i + 1).flatMap(i -> difference(one.get(i), two.get(i)));
    }

    private static Stream<String> difference(Map<String, String> one, Map<String, String> two) {
        if (!one.keySet().equals(two.keySet())) {
            return Stream.of(
                    "an output of " + String.join(", ", one.keySet()) + ", then of " + String.join(", ", two.keySet()));
        }
        return one.keySet().stream()
                .filter(type -> !one.get(type).equals(two.get(type)))
                .limit(1)
                .flatMap(type -> type.equals("image/png")
                        ? pixels(one.get(type), two.get(type))
                        : lines(one.get(type), two.get(type)));
    }

    private static Stream<String> lines(String one, String two) {
        List<String> first = one.lines().toList();
        List<String> second = two.lines().toList();
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            if (!first.get(i).equals(second.get(i))) {
                return Stream.of("'" + cut(first.get(i)) + "', then '" + cut(second.get(i)) + "'");
            }
        }
        return Stream.of(first.size() + " lines, then " + second.size());
    }

    private static Stream<String> pixels(String one, String two) {
        BufferedImage first = image(one);
        BufferedImage second = image(two);
        if (first.getWidth() != second.getWidth() || first.getHeight() != second.getHeight()) {
            return Stream.of("a picture of " + size(first) + " pixels, then of " + size(second));
        }
        long other = 0;
        for (int y = 0; y < first.getHeight(); y++) {
            for (int x = 0; x < first.getWidth(); x++) {
                other += first.getRGB(x, y) == second.getRGB(x, y) ? 0 : 1;
            }
        }
        return other == 0 ? Stream.empty() : Stream.of("a picture of " + size(first) + " pixels differs in " + other);
    }

    private static String size(BufferedImage image) {
        return image.getWidth() + " x " + image.getHeight();
    }

    private static BufferedImage image(String png) {
        try {
            BufferedImage image = ImageIO.read(
                    new ByteArrayInputStream(Base64.getMimeDecoder().decode(png)));
            if (image != null) {
                return image;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInput("a picture in an output is not a valid PNG; run the notebook again", e);
        }
        throw new BadInput("a picture in an output is not a PNG; run the notebook again");
    }

    private static String cut(String line) {
        return line.length() <= TOLD ? line : line.substring(0, TOLD) + "\u2026";
    }

    private static List<Map<String, String>> results(JsonObject cell) {
        return NotebookFile.results(cell).stream()
                .map(NotebookDifferences::byType)
                .toList();
    }

    private static Map<String, String> byType(JsonObject output) {
        Map<String, String> data = new LinkedHashMap<>();
        if (output.has("data") && output.get("data").isJsonObject()) {
            for (Map.Entry<String, JsonElement> entry :
                    output.getAsJsonObject("data").entrySet()) {
                data.put(entry.getKey(), NotebookFile.text(entry.getValue()));
            }
        } else if (output.has("text")) {
            data.put("text/plain", NotebookFile.text(output.get("text")));
        } else {
            data.put("error", NotebookFile.text(output.get("evalue")));
        }
        return data;
    }
}
