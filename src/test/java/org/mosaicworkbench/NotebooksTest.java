package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.environment.ProjectFolder;

/** The common properties of all course notebooks. */
class NotebooksTest {

    private static final int LINES = 10;
    /** The width that Jupyter shows without scrolling in a window of 1280 pixels. */
    private static final int LETTERS = 111;

    private static final Path FOLDER = ProjectFolder.find().folder().resolve("notebooks");

    private static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
            assertFalse(found.isEmpty());
            return found;
        }
    }

    private static JsonObject read(Path notebook) throws IOException {
        return JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
    }

    private static String source(JsonObject cell) {
        JsonElement source = cell.get("source");
        return source.isJsonPrimitive()
                ? source.getAsString()
                : StreamSupport.stream(source.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining());
    }

    private static boolean isCode(JsonObject cell) {
        return cell.get("cell_type").getAsString().equals("code");
    }

    /** The findings of a check, each prefixed with the position of its cell. */
    private static List<String> inEachCell(BiConsumer<JsonObject, List<String>> check) throws IOException {
        List<String> all = new ArrayList<>();
        for (Path notebook : notebooks()) {
            int number = 0;
            for (JsonElement cell : read(notebook).getAsJsonArray("cells")) {
                List<String> found = new ArrayList<>();
                check.accept(cell.getAsJsonObject(), found);
                number++;
                for (String what : found) {
                    all.add(notebook.getFileName() + ", cell " + number + ": " + what);
                }
            }
        }
        return all;
    }

    @Test
    void noCellOfCodeIsLongerThanTenLines() throws IOException {
        assertEquals(List.of(), inEachCell((cell, found) -> {
            long lines = source(cell).lines().count();
            if (isCode(cell) && lines > LINES) {
                found.add(lines + " lines");
            }
        }));
    }

    @Test
    void noLineOfCodeIsWiderThanThePage() throws IOException {
        assertEquals(List.of(), inEachCell((cell, found) -> {
            if (isCode(cell)) {
                source(cell).lines().filter(line -> line.length() > LETTERS).forEach(found::add);
            }
        }));
    }

    @Test
    void everyLinkToAFileOfTheRepositoryLeadsToOne() throws IOException {
        Pattern link = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
        assertEquals(List.of(), inEachCell((cell, found) -> {
            if (!isCode(cell)) {
                link.matcher(source(cell))
                        .results()
                        .map(match -> match.group(1))
                        .filter(target -> Files.notExists(FOLDER.resolve(target)))
                        .forEach(found::add);
            }
        }));
    }

    @Test
    void noOutputShowsAnError() throws IOException {
        assertEquals(List.of(), inEachCell((cell, found) -> {
            if (isCode(cell)) {
                cell.getAsJsonArray("outputs").forEach(output -> {
                    if (output.getAsJsonObject()
                            .get("output_type")
                            .getAsString()
                            .equals("error")) {
                        found.add(output.getAsJsonObject().get("evalue").getAsString());
                    }
                });
            }
        }));
    }

    @Test
    void eachNotebookSaysItsAimAndItsTimeAtTheTopAndNamesOurKernel() throws IOException {
        for (Path notebook : notebooks()) {
            JsonObject json = read(notebook);
            String top = source(json.getAsJsonArray("cells").get(0).getAsJsonObject());
            assertEquals(
                    List.of(true, true, true, "mosaic-java"),
                    List.of(
                            top.startsWith(
                                    "# " + notebook.getFileName().toString().substring(0, 2) + " \u00b7 "),
                            top.contains("**Aim.**"),
                            top.contains("**Time.**"),
                            json.getAsJsonObject("metadata")
                                    .getAsJsonObject("kernelspec")
                                    .get("name")
                                    .getAsString()),
                    notebook.getFileName().toString());
        }
    }
}
