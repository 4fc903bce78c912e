package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class ExecutedNotebookTest {

    private static String error(String name, String value, String trace) {
        return """
            {"cell_type": "code", "outputs": [{"output_type": "stream", "text": "x"},
             {"output_type": "error", "ename": "%s", "evalue": "%s", "traceback": [%s]}]}\
            """.formatted(name, value, trace);
    }

    @Test
    void eachFailingCellIsNamedWithItsErrorWhateverTheKernel(@TempDir Path folder) throws IOException {
        String compile = error(
                "CompilerException",
                "",
                "\"\\u001b[1m\\u001b[31mCompile error:\\u001b[0m\", \"|    int x = y;\", \"cannot find symbol\", \"\"");
        String thrown = error(
                "EvalException",
                "boo\\nmore",
                "\"\\u001b[31mjava.lang.IllegalStateException: boo\\nmore\\n\\u001b[0m\", \"   at .(#19:1)\"");
        String ruled = error("java.io.IOException", "gone", "\"-------\", \"java.io.IOException: gone\"");
        String bare = error("Dead", "kernel died", "");
        Path file = Files.writeString(
                folder.resolve("03-x.ipynb"),
                "{\"cells\": [" + String.join(",", "{\"cell_type\": \"markdown\"}", compile, thrown, ruled, bare)
                        + "]}");

        ExecutedNotebook notebook = ExecutedNotebook.read(file);

        assertEquals(
                List.of(
                        new ExecutedNotebook.Failure(2, "Compile error: |    int x = y; cannot find symbol"),
                        new ExecutedNotebook.Failure(3, "java.lang.IllegalStateException: boo"),
                        new ExecutedNotebook.Failure(4, "java.io.IOException: gone"),
                        new ExecutedNotebook.Failure(5, "Dead: kernel died")),
                notebook.failures());
        assertEquals(
                "03-x.ipynb, cell 3: java.lang.IllegalStateException: boo",
                notebook.toString().lines().toList().get(1));
    }

    @Test
    void aFileThatIsNoNotebookIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.ipynb"), "{\"cells\": 3");

        String message =
                assertThrows(BadInput.class, () -> ExecutedNotebook.read(file)).getMessage();
        assertEquals(file + ": is not valid JSON; give a notebook, a file that ends in .ipynb", message);
        assertEquals(
                folder.resolve("none.ipynb") + ": there is no such file; give a notebook, a file that ends in .ipynb",
                assertThrows(BadInput.class, () -> ExecutedNotebook.read(folder.resolve("none.ipynb")))
                        .getMessage());
    }
}
