package org.mosaicworkbench.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

class SpaceTest {

    private static final Space SPACE = Space.of()
            .choice("model", "mlp", "forest")
            .log("rate", 1e-4, 1e-1)
            .when("model", "mlp")
            .whole("trees", 10, 13)
            .when("model", "forest")
            .range("dropout", 0, 0.5)
            .when("model", "mlp");

    @TempDir
    Path scratch;

    @Test
    void drawsWhatTheRangesSay() {
        List<Settings> drawn = SPACE.random(1, 4000);
        List<Settings> mlp =
                drawn.stream().filter(s -> s.text("model").equals("mlp")).toList();
        assertEquals(0.5, mlp.size() / 4000.0, 0.03);
        assertEquals(1.0 / 3, mlp.stream().filter(s -> s.number("rate") < 1e-3).count() / (double) mlp.size(), 0.03);
        assertEquals(0.5, mlp.stream().filter(s -> s.number("dropout") < 0.25).count() / (double) mlp.size(), 0.03);
        assertTrue(mlp.stream().allMatch(s -> s.number("rate") >= 1e-4 && s.number("rate") <= 1e-1));
        List<Settings> forest =
                drawn.stream().filter(s -> !s.text("model").equals("mlp")).toList();
        for (int trees = 10; trees <= 13; trees++) {
            int wanted = trees;
            assertEquals(
                    0.25,
                    forest.stream().filter(s -> s.number("trees") == wanted).count() / (double) forest.size(),
                    0.04);
        }
    }

    @Test
    void whatHasNoMeaningIsNotSet() {
        for (Settings settings : SPACE.random(2, 50)) {
            boolean mlp = settings.text("model").equals("mlp");
            assertEquals(
                    mlp ? List.of("model", "rate", "dropout") : List.of("model", "trees"),
                    List.copyOf(settings.values().keySet()));
        }
    }

    @Test
    void aTrialDependsOnTheSeedAndItsNumberAlone() {
        assertEquals(SPACE.random(3, 5), SPACE.random(3, 20).subList(0, 5));
        assertTrue(!SPACE.random(3, 5).equals(SPACE.random(4, 5)));
        List<Object> rates = SPACE.random(3, 20).stream()
                .filter(s -> s.has("rate"))
                .map(s -> s.value("rate"))
                .toList();
        Space wider = new Space(List.of(
                SPACE.parameters().get(0),
                new Parameter("more", new ParameterValues.Choices(List.of(1, 2, 3)), Map.of()),
                SPACE.parameters().get(1)));
        assertEquals(
                rates,
                wider.random(3, 20).stream()
                        .filter(s -> s.has("rate"))
                        .map(s -> s.value("rate"))
                        .toList());
    }

    @Test
    void fewSettingsAreNotDrawnTwice() {
        Space few = Space.of().choice("a", 1, 2, 3).choice("b", true, false);
        assertEquals(6, new HashSet<>(few.random(5, 6)).size());
        assertEquals(8, few.random(5, 8).size());
    }

    @Test
    void gridHasEachCombinationOnce() {
        List<Settings> grid = Space.of()
                .choice("model", "mlp", "forest")
                .log("rate", 0.01, 1)
                .when("model", "mlp")
                .range("depth", 0, 1)
                .steps(2)
                .grid();
        assertEquals(
                List.of(
                        "model mlp, rate 0.01, depth 0",
                        "model mlp, rate 0.01, depth 1",
                        "model mlp, rate 0.1, depth 0",
                        "model mlp, rate 0.1, depth 1",
                        "model mlp, rate 1, depth 0",
                        "model mlp, rate 1, depth 1",
                        "model forest, depth 0",
                        "model forest, depth 1"),
                grid.stream().map(Settings::toString).toList());
    }

    @Test
    void jsonReadsBack() throws IOException {
        Path file = scratch.resolve("space.json");
        Files.writeString(file, SPACE.json());
        assertEquals(SPACE, Space.read(file));
        Files.writeString(file, """
            {"model": ["mlp", "forest"], "batch": 32, "layers": {"choices": [[18, 32], [8]], "when": {"model": "mlp"}},
             "trees": {"from": 50, "to": 500, "scale": "log", "whole": true, "steps": 2, "when": {"model": ["forest"]}}}
            """);
        Space read = Space.read(file);
        assertEquals(
                List.of(
                        "model mlp, batch 32, layers 18-32",
                        "model mlp, batch 32, layers 8",
                        "model forest, batch 32, trees 50",
                        "model forest, batch 32, trees 500"),
                read.grid().stream().map(Settings::toString).toList());
        assertEquals(read, SpaceJson.of(JsonValue.parse(read.json(), "space", "")));
    }

    @Test
    void mistakesAreNamed() throws IOException {
        assertMessage(
                () -> Space.of().range("dropout", 0.5, 0),
                "invalid range from 0.5 to 0.0 on a linear scale in 3 steps; "
                        + "'from' must be below 'to', steps at least 1");
        assertMessage(() -> Space.of().log("rate", 0, 1), "'from' must be below 'to' and above 0");
        assertMessage(() -> Space.of().choice("a", 1, 1), "no duplicates");
        assertMessage(() -> SPACE.choice("model", "x"), "the parameter model occurs twice; give it once");
        assertMessage(
                () -> Space.of().choice("a", 1).when("b", 2),
                "the condition of a refers to b, which is not an earlier parameter");
        assertMessage(
                () -> Space.of().choice("a", 1).choice("b", 2).when("a", 3), "refers to a = 3, which is not possible");
        Path file = scratch.resolve("space.json");
        Files.writeString(file, "{\"rate\": {\"from\": 1, \"until\": 2}}");
        assertMessage(() -> Space.read(file), file + ": rate: 'until' is unknown; give a list of choices");
        Files.writeString(file, "{\"rate\": {\"from\": \"low\", \"to\": 2}}");
        assertMessage(() -> Space.read(file), file + ": rate.from is '\"low\"', not a number; give a JSON file");
        Files.writeString(file, "[1");
        assertMessage(() -> Space.read(file), file + ": is not valid JSON");
        assertMessage(
                () -> Space.read(scratch.resolve("none.json")),
                "none.json: there is no such file; give a JSON file with a space");
    }

    private static void assertMessage(Supplier<?> work, String words) {
        String message = assertThrows(BadInput.class, work::get).getMessage();
        assertTrue(message.contains(words), message);
    }
}
