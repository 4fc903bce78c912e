package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class NotebookParametersTest {

    @TempDir
    private Path folder;

    private Path notebook;

    @BeforeEach
    void write() throws IOException {
        notebook = Files.writeString(folder.resolve("05-train.ipynb"), """
            {"cells": [
             {"cell_type": "markdown", "metadata": {"tags": ["parameters"]}, "source": "int epochs = 1;"},
             {"cell_type": "code", "metadata": {"tags": ["first", "parameters"]}, "execution_count": 3,
              "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}],
              "source": ["import java.nio.file.Path;\\n", "\\n", "int epochs = 20;   // passes\\n", "long seed = 5L;\\n",
               "double rate = 1e-3;\\n", "double share = 1;\\n", "boolean normalize = true;\\n",
               "var csv = Path.of(\\"../data/svm \\u00b5.csv\\");\\n", "String name = \\"a \\\\\\"b\\\\\\"\\";\\n",
               "var mode = AlignMode.NONE;\\n", "var now = System.nanoTime();"]},
             {"cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [], "source": "epochs"}],
             "metadata": {"a<b": 1}, "nbformat": 4, "nbformat_minor": 5}\
            """);
    }

    private List<String> written(Map<String, String> given) {
        Path to = folder.resolve("set.ipynb");
        NotebookParameters.of(notebook).write(given, Path.of("/home/me"), to);
        return NotebookFile.source(NotebookFile.read(to).cells().get(1)).lines().toList();
    }

    @Test
    void theParametersAreTheDeclarationsOfTheTaggedCodeCell() {
        assertEquals("""
            epochs = 20 (a whole number)
            seed = 5L (a whole number)
            rate = 1e-3 (a number)
            share = 1 (a number)
            normalize = true (true or false)
            csv = Path.of("../data/svm \u00b5.csv") (a file or folder)
            name = "a \\"b\\"" (a string)
            mode = AlignMode.NONE (the name of a constant)\
            """, NotebookParameters.of(notebook).toString());
    }

    @Test
    void givenValuesBecomeJavaInTheirLinesAndTheRestStays() {
        assertEquals(
                List.of(
                        "import java.nio.file.Path;",
                        "",
                        "int epochs = 40;   // given instead of 20",
                        "long seed = 6L;   // given instead of 5L",
                        "double rate = 2.0;   // given instead of 1e-3",
                        "double share = .5;   // given instead of 1",
                        "boolean normalize = false;   // given instead of true",
                        "var csv = Path.of(\"/home/other/x.csv\");   // given instead of Path.of(\"../data/svm"
                                + " \u00b5.csv\")",
                        "String name = \"say \\\"hi\\\" \\\\\";   // given instead of \"a \\\"b\\\"\"",
                        "var mode = AlignMode.RELATIVE;   // given instead of AlignMode.NONE",
                        "var now = System.nanoTime();"),
                written(Map.of(
                        "epochs",
                        "40",
                        "seed",
                        "6",
                        "rate",
                        "2",
                        "share",
                        ".5",
                        "normalize",
                        "false",
                        "csv",
                        "../other/x.csv",
                        "name",
                        "say \"hi\" \\",
                        "mode",
                        "relative")));
    }

    @Test
    void theRestOfTheFileStaysWithoutOutputs() throws IOException {
        written(Map.of("epochs", "40"));
        String text = Files.readString(folder.resolve("set.ipynb"));
        NotebookFile set = NotebookFile.read(folder.resolve("set.ipynb"));

        assertEquals(List.of(), NotebookFile.outputs(set.cells().get(1)));
        assertEquals(
                "{\"a<b\":1,\"parameters\":{\"epochs\":\"40\"}}",
                set.json().get("metadata").toString());
        assertEquals(
                List.of("{", " \"cells\": [", "  {", "   \"cell_type\": \"markdown\","),
                text.lines().limit(4).toList());
        assertEquals("}\n", text.substring(text.length() - 2));
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThatThereAre() {
        String message = assertThrows(BadInput.class, () -> written(Map.of("epoch", "3")))
                .getMessage();
        assertEquals(
                notebook + ": has no parameter epoch; its parameters are epochs = 20 (a whole number), seed = 5L",
                message.substring(0, message.indexOf("5L") + 2));
    }

    @Test
    void aValueOfAnotherKindIsAnsweredWithTheKind() {
        assertEquals(
                notebook + ": parameter epochs is 'many'; it must be a whole number; its default is 20",
                assertThrows(BadInput.class, () -> written(Map.of("epochs", "many")))
                        .getMessage());
        assertEquals(
                notebook + ": parameter normalize is 'yes'; it must be true or false; its default is true",
                assertThrows(BadInput.class, () -> written(Map.of("normalize", "yes")))
                        .getMessage());
    }

    @Test
    void aNotebookWithoutParametersSaysHowToMakeSome() throws IOException {
        notebook = Files.writeString(folder.resolve("01.ipynb"), "{\"cells\": [], \"metadata\": {}}");

        assertEquals("", NotebookParameters.of(notebook).toString());
        assertEquals(
                notebook + ": has no parameters, but got epochs; run it without, or give the cell that declares "
                        + "epochs the tag parameters",
                assertThrows(BadInput.class, () -> written(Map.of("epochs", "3")))
                        .getMessage());
    }

    @Test
    void zerosInFrontOfANumberDoNotCount() {
        List<String> lines = written(Map.of("epochs", "010", "seed", "-0042", "share", "08", "rate", "007.5"));
        assertEquals("int epochs = 10;   // given instead of 20", lines.get(2));
        assertEquals("long seed = -42L;   // given instead of 5L", lines.get(3));
        assertEquals("double rate = 007.5;   // given instead of 1e-3", lines.get(4));
        assertEquals("double share = 8.0;   // given instead of 1", lines.get(5));
    }

    @Test
    void aNumberThatJavaDoesNotHoldIsRefusedBeforeTheRun() {
        assertUnfit("epochs", "99999999999", "a whole number of at most 2147483647; its default is 20");
        assertUnfit("seed", "9223372036854775808", "a whole number of at most 9223372036854775807; its default is 5L");
        assertUnfit("rate", "1e999", "a number of at most 1.7e308; its default is 1e-3");
        assertEquals(
                "long seed = 99999999999L;   // given instead of 5L",
                written(Map.of("seed", "99999999999")).get(3));
    }

    private void assertUnfit(String name, String value, String wanted) {
        assertEquals(
                notebook + ": parameter " + name + " is '" + value + "'; it must be " + wanted,
                assertThrows(BadInput.class, () -> written(Map.of(name, value))).getMessage());
    }
}
