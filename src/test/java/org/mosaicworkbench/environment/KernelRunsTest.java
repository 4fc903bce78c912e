package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;

/** The real kernel, started by the machine's Jupyter from the spec that set-up wrote, and what comes back from it. */
@Slow
class KernelRunsTest {

    private static final List<String> CELLS = List.of(
            """
            import java.awt.image.BufferedImage;
            var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
            image.setRGB(7, 9, 0xff8040);
            Notebook.show(TextTable.of("star", "flux").with("A & B", 12.5).with("C", 7.25), "in the middle");
            Picture.of(image, "one pixel").enlarge(2)""",
            "image",
            "TextTable.of(\"star\").with(\"<Vega>\")",
            "record Found(int x, double y) { }\nnew Found(3, 4.5)",
            "\"line 1\\nline <2>\"",
            """
            try (var progress = Progress.of("working", 4)) {
                java.util.stream.IntStream.range(0, 4).parallel().forEach(i -> {
                    try { Thread.sleep(300 * (i + 1)); } catch (InterruptedException e) { }
                    progress.step("item " + i);
                });
            }""",
            """
            try (var manager = ai.djl.ndarray.NDManager.newBaseManager()) {
                System.out.print(manager.create(new float[] {1, 2, 3.5f}).sum().getFloat());
            }""",
            "throw new org.mosaicworkbench.io.BadInput(\"visits: there is no such folder\");");

    @TempDir
    private static Path folder;

    private static JsonArray cells;

    @BeforeAll
    static void execute() throws Exception {
        boolean required = "true".equals(System.getenv("MOSAIC_REQUIRE_JUPYTER"));
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "jupyter-nbconvert")));
        assumeTrue(there || required, "jupyter-nbconvert is not on the PATH; environment/test installs it");
        Path kernels = folder.resolve("kernels");
        new Kernels(new JupyterFolders(kernels, List.of(kernels)), ProjectFolder.find()).install(JupyterKernel.RAPAIO);
        Path notebook = Files.writeString(folder.resolve("cells.ipynb"), notebook());
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(
                        "jupyter",
                        "nbconvert",
                        "--to",
                        "notebook",
                        "--execute",
                        "--allow-errors",
                        "--ExecutePreprocessor.timeout=240",
                        "--ExecutePreprocessor.startup_timeout=240",
                        "--output",
                        "executed",
                        notebook.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JUPYTER_DATA_DIR", folder.toString());
        java.lang.Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "nbconvert did not end");
        assertEquals(0, process.exitValue(), Files.readString(log));
        cells = JsonParser.parseString(Files.readString(folder.resolve("executed.ipynb")))
                .getAsJsonObject()
                .getAsJsonArray("cells");
    }

    private static String notebook() {
        JsonArray cells = new JsonArray();
        for (String source : CELLS) {
            JsonObject cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.addProperty("source", source);
            cell.add("metadata", new JsonObject());
            cell.add("outputs", new JsonArray());
            cell.add("execution_count", null);
            cells.add(cell);
        }
        return "{\"nbformat\": 4, \"nbformat_minor\": 4, \"metadata\": {\"kernelspec\": {\"name\": \"mosaic-java\","
                + "\"display_name\": \"Java\", \"language\": \"java\"}}, \"cells\": " + cells + "}";
    }

    private static List<JsonObject> outputs(int cell) {
        return StreamSupport.stream(
                        cells.get(cell)
                                .getAsJsonObject()
                                .getAsJsonArray("outputs")
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** An output's kind, then its data by MIME type. */
    private static Map<String, String> bundle(JsonObject output) {
        Map<String, String> bundle = new LinkedHashMap<>();
        bundle.put("kind", output.get("output_type").getAsString());
        output.getAsJsonObject("data").entrySet().forEach(entry -> bundle.put(entry.getKey(), text(entry.getValue())));
        return bundle;
    }

    private static String text(JsonElement oneOrLines) {
        if (!oneOrLines.isJsonArray()) {
            return oneOrLines.getAsString();
        }
        StringBuilder joined = new StringBuilder();
        oneOrLines.getAsJsonArray().forEach(line -> joined.append(line.getAsString()));
        return joined.toString();
    }

    private static BufferedImage png(Map<String, String> bundle) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(bundle.get("image/png"))));
    }

    private static List<String> tableCells(String html) {
        return Pattern.compile("<t([dh]) [^>]*>(.*?)</t\\1>")
                .matcher(html)
                .results()
                .map((MatchResult found) -> found.group(2))
                .toList();
    }

    @Test
    void aTableInTheMiddleOfACellComesAsHtmlWithItsCells() {
        Map<String, String> table = bundle(outputs(0).get(0));

        assertEquals("display_data", table.get("kind"));
        assertEquals(List.of("star", "flux", "A &amp; B", "12.50", "C", "7.25"), tableCells(table.get("text/html")));
        assertEquals("star    flux\nA & B  12.50\nC       7.25", table.get("text/plain"));
        assertEquals(
                Map.of("kind", "display_data", "text/plain", "in the middle"),
                bundle(outputs(0).get(1)));
    }

    @Test
    void aPictureAsTheLastValueComesAsPngWithItsSize() throws IOException {
        Map<String, String> picture = bundle(outputs(0).get(2));

        assertEquals("execute_result", picture.get("kind"));
        assertEquals("one pixel (picture, 80 x 60 pixels)", picture.get("text/plain"));
        BufferedImage image = png(picture);
        assertEquals(List.of(160, 120), List.of(image.getWidth(), image.getHeight()), "twice the size that is shown");
        assertEquals(
                List.of(0xffff8040, 0xffff8040, 0xff000000),
                List.of(image.getRGB(28, 36), image.getRGB(31, 39), image.getRGB(32, 39)));
        assertEquals(3, outputs(0).size());
        JsonObject shown = outputs(0).get(2).getAsJsonObject("metadata").getAsJsonObject("image/png");
        assertEquals(80, shown.get("width").getAsInt());
        assertEquals(60, shown.get("height").getAsInt());
    }

    @Test
    void anImageOfJavaComesAsPngToo() throws IOException {
        BufferedImage image = png(bundle(outputs(1).get(0)));

        assertEquals(List.of(40, 30, 0xffff8040), List.of(image.getWidth(), image.getHeight(), image.getRGB(7, 9)));
    }

    @Test
    void aTableAsTheLastValueIsEscaped() {
        assertEquals(
                List.of("star", "&lt;Vega&gt;"),
                tableCells(bundle(outputs(2).get(0)).get("text/html")));
    }

    @Test
    void otherValuesComeAsTheirText() {
        assertEquals(
                Map.of("kind", "execute_result", "text/plain", "Found[x=3, y=4.5]"),
                bundle(outputs(3).get(0)));
        assertEquals(
                Map.of("kind", "execute_result", "text/plain", "line 1\nline <2>"),
                bundle(outputs(4).get(0)));
    }

    @Test
    void progressOfManyThreadsIsOneOutputThatEndsComplete() {
        List<String> lines = new ArrayList<>();
        outputs(5).forEach(output -> lines.add(bundle(output).get("text/plain")));

        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).matches("working \\[=+] 4/4  0:0\\d"), lines.get(0));
    }

    @Test
    void theEngineComesWithTheClassPath() {
        assertEquals("6.5", text(outputs(6).get(0).get("text")));
    }

    @Test
    void anErrorIsToldWithItsMessage() {
        List<ExecutedNotebook.Failure> failures =
                ExecutedNotebook.read(folder.resolve("executed.ipynb")).failures();

        assertEquals(
                List.of(new ExecutedNotebook.Failure(
                        8, "org.mosaicworkbench.io.BadInput: visits: there is no such folder")),
                failures);
        assertFalse(outputs(7).isEmpty());
    }
}
