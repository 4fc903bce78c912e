package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Display;

/** Compares two runs of a notebook, and copies a run's outputs into the notebook. */
class NotebookRunsTest {

    private static final String BAR = "working [========================] 4/4  ";

    @TempDir
    private Path folder;

    private Path notebook(String name, String... outputs) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"# A\"},"
                        + "{\"cell_type\": \"code\", \"source\": \"draw()\", \"execution_count\": " + outputs.length
                        + ", \"metadata\": {},"
                        + "\"outputs\": [" + String.join(",", outputs) + "]}], \"metadata\": {}}");
    }

    private static String shown(String type, String data) {
        return "{\"output_type\": \"display_data\", \"metadata\": {}, \"data\": {\"" + type + "\": "
                + new Gson().toJson(data) + "}}";
    }

    private static String printed(String stream, String text) {
        return "{\"output_type\": \"stream\", \"name\": \"" + stream + "\", \"text\": " + new Gson().toJson(text) + "}";
    }

    private static String picture(int... colours) {
        BufferedImage image = new BufferedImage(colours.length, 1, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < colours.length; x++) {
            image.setRGB(x, 0, colours[x]);
        }
        return shown("image/png", Base64.getEncoder().encodeToString(Display.png(image)));
    }

    @Test
    void onlyResultsAreCompared() throws IOException {
        Path one = notebook(
                "01.ipynb", picture(1, 2), shown("text/plain", "kept\n" + BAR + "0:05"), printed("stdout", "3"));
        Path two = notebook(
                "02.ipynb",
                picture(1, 2),
                printed("stderr", "WARN"),
                shown("text/plain", BAR + "1:17"),
                printed("stdout", "3"));

        assertEquals(List.of(), NotebookDifferences.between(one, two).found());
    }

    @Test
    void theCellAndTheFirstDifferenceOfEachOutputAreNamed() throws IOException {
        Path one = notebook(
                "01.ipynb", picture(1, 2, 3), shown("text/html", "<b>\n1"), printed("stdout", "3"), picture(1));
        Path two = notebook(
                "02.ipynb", picture(1, 7, 8), shown("text/html", "<b>\n2"), printed("stdout", "3\n4"), picture(1, 1));

        assertEquals("""
            01.ipynb, cell 2: a picture of 3 x 1 pixels differs in 2
            01.ipynb, cell 2: '1', then '2'
            01.ipynb, cell 2: 1 lines, then 2
            01.ipynb, cell 2: a picture of 1 x 1 pixels, then of 2 x 1\
            """, NotebookDifferences.between(one, two).toString());
        assertEquals(
                "01.ipynb, cell 2: 4 outputs, then 1",
                NotebookDifferences.between(one, notebook("03.ipynb", picture(1)))
                        .toString());
        assertEquals(
                "03.ipynb, cell 2: an output of image/png, then of text/html",
                NotebookDifferences.between(folder.resolve("03.ipynb"), notebook("04.ipynb", shown("text/html", "x")))
                        .toString());
    }

    @Test
    void runsOfOtherCellsAreRefused() throws IOException {
        Path one = notebook("01.ipynb");
        Path other = Files.writeString(
                folder.resolve("other.ipynb"), Files.readString(one).replace("draw()", "count()"));

        assertEquals(
                other + ": does not have the same cells as " + one
                        + "; give two runs of one notebook, with the same parameters",
                assertThrows(BadInput.class, () -> NotebookDifferences.between(one, other))
                        .getMessage());
    }

    @Test
    void theResultsOfARunAreKeptInTheNotebook() throws IOException {
        Path executed = notebook("run.ipynb", shown("text/plain", BAR + "0:05"), picture(1), printed("stderr", "WARN"));
        Path notebook = notebook("01.ipynb");

        KeptOutputs.put(executed, notebook, ProjectFolder.find());

        NotebookFile kept = NotebookFile.read(notebook);
        assertEquals(
                List.of("image/png"),
                NotebookFile.outputs(kept.cells().get(1)).stream()
                        .flatMap(output -> output.getAsJsonObject("data").keySet().stream())
                        .toList());
        assertEquals(3, kept.cells().get(1).get("execution_count").getAsInt());
        assertEquals(List.of(), NotebookDifferences.between(notebook, executed).found());
    }

    @Test
    void failedRunsAndFoldersOfThisMachineAreNotKept() throws IOException {
        Path notebook = notebook("01.ipynb");
        Path failed = notebook(
                "failed.ipynb",
                "{\"output_type\": \"error\", \"ename\": \"E\", \"evalue\": \"no\", \"traceback\": []}");
        Path here = notebook(
                "here.ipynb", printed("stdout", "wrote " + ProjectFolder.find().folder() + "/target/x"));

        assertEquals(
                failed + ": cell 2 failed; keep only runs without errors",
                assertThrows(BadInput.class, () -> KeptOutputs.put(failed, notebook, ProjectFolder.find()))
                        .getMessage());
        assertEquals(
                here + ": cell 2 shows the folder " + ProjectFolder.find().folder()
                        + "; make it show a path relative to the notebook",
                assertThrows(BadInput.class, () -> KeptOutputs.put(here, notebook, ProjectFolder.find()))
                        .getMessage());
    }
}
