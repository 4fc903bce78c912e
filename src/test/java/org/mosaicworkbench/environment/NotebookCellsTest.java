package org.mosaicworkbench.environment;

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
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Slow;

/**
 * The notebooks' cells, compiled snippet by snippet as kernels do, and not run. An import on demand has JShell compile
 * anew all that came before; where an import then stands on a line of its own more than at first, the lines of the class
 * move, and it must be redefined. IJava and JJava cannot: they declare the variable again, without its value.
 */
@Slow
class NotebookCellsTest {

    /** What IJava and JJava import by themselves. */
    private static final String OWN = """
            import java.util.*;
            import java.io.*;
            import java.math.*;
            import java.net.*;
            import java.time.*;
            import java.util.concurrent.*;
            import java.util.prefs.*;
            import java.util.regex.*;
            """;

    /** Takes classes and runs nothing of them; like that of the kernels, it redefines none. */
    private static final class NothingRuns implements ExecutionControl, ExecutionControlProvider {

        @Override
        public String name() {
            return "nothing runs";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return this;
        }

        @Override
        public void load(ClassBytecodes[] classes) {}

        @Override
        public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
            throw new NotImplementedException("redefine");
        }

        @Override
        public String invoke(String className, String method) {
            return "";
        }

        @Override
        public String varValue(String className, String variable) {
            return "";
        }

        @Override
        public void addToClasspath(String path) {}

        @Override
        public Object extensionCommand(String command, Object argument) throws NotImplementedException {
            throw new NotImplementedException(command);
        }

        @Override
        public void stop() {}

        @Override
        public void close() {}
    }

    /** What is wrong with the cells, in the order of a notebook; the kernel's own imports and ours stand before them. */
    private static List<String> wrong(List<String> cells) {
        List<String> wrong = new ArrayList<>();
        try (JShell shell =
                JShell.builder().executionEngine(new NothingRuns(), Map.of()).build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            evaluate(shell, OWN + JupyterKernel.imports(), "the start", wrong);
            for (int i = 0; i < cells.size(); i++) {
                evaluate(shell, cells.get(i), "cell " + (i + 1), wrong);
            }
        }
        return wrong;
    }

    private static void evaluate(JShell shell, String cell, String where, List<String> wrong) {
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!next.completeness().isComplete()) {
                wrong.add(where + ": is not complete: " + next.remaining());
                return;
            }
            for (SnippetEvent event : shell.eval(next.source())) {
                if (event.causeSnippet() == null && event.status() != Snippet.Status.VALID) {
                    wrong.add(where + ": " + event.snippet().source().strip() + ": "
                            + shell.diagnostics(event.snippet())
                                    .map((Diag said) -> said.getMessage(Locale.ENGLISH))
                                    .collect(Collectors.joining(" ")));
                } else if (event.causeSnippet() != null
                        && event.snippet() instanceof VarSnippet lost
                        && event.status() == Snippet.Status.VALID) {
                    wrong.add(where + ": " + lost.name() + " is lost by "
                            + next.source().strip());
                }
            }
            rest = next.remaining();
        }
    }

    private static List<String> code(Path notebook) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        return StreamSupport.stream(json.getAsJsonArray("cells").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(cell -> cell.get("cell_type").getAsString().equals("code")
                        ? StreamSupport.stream(cell.getAsJsonArray("source").spliterator(), false)
                                .map(JsonElement::getAsString)
                                .collect(Collectors.joining())
                        : "")
                .toList();
    }

    @Test
    void everyCellCompilesAndNoneLosesAVariable() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Path> notebooks;
        try (Stream<Path> files = Files.walk(ProjectFolder.find().folder().resolve("notebooks"), 2)) {
            notebooks = files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
        assertFalse(notebooks.isEmpty());
        for (Path notebook : notebooks) {
            wrong(code(notebook)).forEach(what -> wrong.add(notebook.getFileName() + ", " + what));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aVariableThatAnImportOnDemandLosesIsFound() {
        List<String> cells = List.of(
                "var visit = Visit.read(Path.of(\".\"));",
                "import javax.imageio.ImageIO;\nimport javax.imageio.ImageReader;",
                "import java.awt.*;");

        assertEquals(List.of("cell 3: visit is lost by import java.awt.*;"), wrong(cells));
    }

    @Test
    void singleTypeImportsLoseNothing() {
        assertEquals(
                List.of(),
                wrong(List.of(
                        "var visit = Visit.read(Path.of(\".\"));",
                        "import javax.imageio.ImageIO;\nimport javax.imageio.ImageReader;",
                        "import java.awt.Color;\nvisit.exposures()")));
    }

    @Test
    void aCellThatDoesNotCompileIsFound() {
        assertEquals(
                List.of(
                        "cell 2: visit.nothing(): cannot find symbol\n"
                                + "  symbol:   method nothing()\n  location: variable visit of type org.mosaicworkbench.visit.Visit"),
                wrong(List.of("var visit = Visit.read(Path.of(\".\"));", "visit.nothing()")));
    }
}
