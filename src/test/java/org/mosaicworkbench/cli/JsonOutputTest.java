package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.environment.ProjectFolder;
import picocli.CommandLine;

class JsonOutputTest {

    private static final Path VISITS = ProjectFolder.find().folder().resolve("data-samples/visits");
    private static final String VISIT = VISITS.resolve("ju2n01").toString();

    @TempDir
    Path folder;

    private record Outcome(int code, JsonObject json, String err) {}

    /** Standard output must be one line with one object. */
    private static Outcome run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = MosaicCommandLine.commandLine(new String[] {arguments.get(0)})
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        assertEquals(1, out.toString().lines().count(), out + "\n" + err);
        return new Outcome(code, JsonParser.parseString(out.toString()).getAsJsonObject(), err.toString());
    }

    /** All commands and subcommands, each with its name as typed. */
    static Stream<String> commands() {
        return MosaicCommandLine.commandLine().getSubcommands().entrySet().stream()
                .flatMap(one -> one.getValue().getSubcommands().isEmpty()
                        ? Stream.of(one.getKey())
                        : below(one.getKey(), one.getValue()));
    }

    private static Stream<String> below(String name, CommandLine command) {
        return command.getSubcommands().keySet().stream().map(word -> name + " " + word);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anErrorIsAnObjectAndTheExitCodeIsTheSame(String command) {
        List<String> arguments = Stream.concat(
                        Arrays.stream(command.split(" ")), Stream.of("--json", "--no-such-option"))
                .toList();
        Outcome outcome = run(arguments);

        assertEquals(2, outcome.code());
        assertEquals(2, outcome.json().get("exit_code").getAsInt());
        assertEquals(
                command.replace("process", "combine"),
                outcome.json().get("command").getAsString());
        assertEquals(outcome.err().strip(), outcome.json().get("error").getAsString());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpIsItsText(String command) {
        Outcome outcome = run(Stream.concat(Arrays.stream(command.split(" ")), Stream.of("--json", "--help"))
                .toList());

        assertEquals(0, outcome.code());
        assertTrue(
                texts(outcome.json().get("text"))
                        .get(0)
                        .startsWith("Usage: mosaic " + command.replace("process", "combine")),
                outcome.json()::toString);
    }

    /** A subcommand prints where its parent command does. */
    @Test
    void whatACommandBelowAnotherPrintsIsItsText() {
        Outcome outcome = run(List.of("kernel", "list", "--json"));

        assertEquals(0, outcome.code());
        assertFalse(texts(outcome.json().get("text")).isEmpty(), outcome.json()::toString);
    }

    @Test
    void theTableOfTheTextIsInTheRows() throws IOException {
        Path visits = folder.resolve("visits");
        JsonArray made = rows("simulate", "2", "-o", visits.toString(), "-s", "64", "-e", "2", "-d", "hrc");
        assertEquals(2, made.size());
        assertEquals("hrc", made.get(0).getAsJsonObject().get("detector").getAsString());
        String products = folder.resolve("products").toString();
        JsonArray combined = rows("combine", visits.toString(), "-o", products, "--align", "none");
        assertEquals(2, combined.size(), combined::toString);
        JsonArray labels = rows(
                "label", visits.toString(), "-o", folder.resolve("labels.csv").toString());
        assertEquals(2, labels.size());
        String header = "index,label,reviewer,when,version,note\n";
        Path ann = Files.writeString(folder.resolve("ann.csv"), header + "x,1,ann,2026-11-30T12:00:00Z,,\n");
        Path bob = Files.writeString(folder.resolve("bob.csv"), header + "x,1,bob,2026-11-30T12:00:00Z,,\n");
        JsonObject pair = rows("review", "--merge", ann + "," + bob).get(0).getAsJsonObject();
        assertEquals(
                List.of("ann", "bob", "1"),
                Stream.of("reviewer", "other", "both")
                        .map(column -> pair.get(column).getAsString())
                        .toList());
    }

    private static JsonArray rows(String... arguments) {
        Outcome outcome =
                run(Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toList());
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.json().getAsJsonArray("rows");
    }

    @Test
    void badInputIsAnObjectToo() {
        Outcome outcome = run(List.of("diagnose", "/no/such/visit", "--json"));

        assertEquals(2, outcome.code());
        assertEquals(Set.of("command", "exit_code", "error"), outcome.json().keySet());
        assertTrue(outcome.json().get("error").getAsString().startsWith("/no/such/visit: "), outcome.json()::toString);
    }

    @Test
    void writtenFilesAreListed() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "size\n1.5\n");
        Path table = folder.resolve("a.md");
        Outcome outcome = run(List.of("export", csv.toString(), table.toString(), "--json"));

        assertEquals(0, outcome.code());
        assertEquals(List.of(table.toString()), texts(outcome.json().get("files")));
        assertEquals(List.of(table.toString()), texts(outcome.json().get("text")));
        assertEquals(List.of(), texts(outcome.json().get("failures")));
    }

    /** As in {@code main}, where nobody sets the writers. */
    @Test
    void theTextIsNotOnTheProcessesOutput() {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertEquals(0, MosaicCommandLine.commandLine(new String[] {"lock"}).execute("lock", "--json"));
        } finally {
            System.setOut(before);
        }
        assertEquals(
                List.of("command", "exit_code", "text", "files", "warnings", "failures"),
                List.copyOf(JsonParser.parseString(bytes.toString(StandardCharsets.UTF_8))
                        .getAsJsonObject()
                        .keySet()));
    }

    @Test
    void aVersionOfEverythingIsText() {
        assertTrue(texts(run(List.of("lock", "--json")).json().get("text")).stream()
                .anyMatch(line -> line.contains("gson")));
    }

    @Test
    @Slow
    void aDiagnosisHasItsRowsNumbersAndProvenance() {
        Outcome outcome = run(List.of("diagnose", VISIT, "-o", folder.toString(), "--json"));
        JsonObject json = outcome.json();

        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(
                Set.of(
                        "command",
                        "exit_code",
                        "text",
                        "files",
                        "warnings",
                        "failures",
                        "rows",
                        "numbers",
                        "provenance"),
                json.keySet());
        JsonObject off = StreamSupport.stream(json.getAsJsonArray("rows").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(row -> row.get("exposure").getAsString().equals("ju2n01hcq"))
                .findFirst()
                .orElseThrow();
        // truth.json: reacquired by 4 pixels at an exposure before the second one.
        assertEquals(
                4,
                Math.hypot(off.get("dx (px)").getAsDouble(), off.get("dy (px)").getAsDouble()),
                0.05);
        assertEquals(2, json.getAsJsonArray("files").size());
        assertEquals("diagnose", json.getAsJsonObject("provenance").get("task").getAsString());
        assertTrue(json.getAsJsonArray("numbers").size() > 8, json::toString);
    }

    private static List<String> texts(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .map(element -> element.isJsonPrimitive() ? element.getAsString() : element.toString())
                .collect(Collectors.toList());
    }
}
