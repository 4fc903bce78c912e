package org.mosaicworkbench.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValueTest {

    private static final String TEXT =
            "{\"n\": 3, \"r\": 0.5, \"t\": \"x\", \"yes\": true, \"no\": null, \"l\": [1, 2.5, \"NaN\"], \"o\":"
                    + " {\"a\": \"b\"}}";

    private enum Colour {
        RED,
        GREEN
    }

    private static JsonValue json(String text) {
        return JsonValue.parse(text, "a.json", "write it again");
    }

    private static String message(String text, Function<JsonValue, ?> question) {
        JsonValue json = json(text);
        return assertThrows(BadInput.class, () -> question.apply(json)).getMessage();
    }

    @Test
    void whatStandsThereIsRead() {
        JsonValue json = json(TEXT);
        assertEquals(3, json.at("n").integer());
        assertEquals(3L, json.at("n").whole());
        assertEquals(0.5, json.at("r").finite());
        assertEquals("x", json.at("t").text());
        assertTrue(json.at("yes").truth());
        assertEquals(Double.NaN, json.at("no").numberOrNaN());
        assertArrayEquals(new double[] {1, 2.5, Double.NaN}, json.at("l").numbers());
        assertEquals(Map.of("a", "b"), json.at("o").texts());
        assertTrue(json.find("no").isEmpty());
        assertTrue(json.find("none").isEmpty());
        assertEquals(Colour.GREEN, json("\"green\"").constant(Colour.class));
        assertArrayEquals(new Colour[] {Colour.RED}, json("[\"RED\"]").as(Colour[].class));
    }

    @Test
    void aSeedKeepsEveryDigit() {
        assertEquals(Long.MAX_VALUE, json("9223372036854775807").whole());
        assertEquals(-9007199254740993L, json("-9007199254740993").whole());
    }

    @Test
    void whatStandsThereAndWhatBelongsThereIsSaid() {
        assertEquals(
                "a.json: l[2] is '\"NaN\"', not a whole number of at most 2147483647; write it again",
                message(TEXT, json -> json.at("l").items().get(2).integer()));
        assertEquals(
                "a.json: has no o.b.c (a string); write it again",
                message(
                        "{\"o\": {\"b\": {}}}",
                        json -> json.at("o").at("b").at("c").text()));
        assertEquals(
                "a.json: o is 'null', not an object; write it again",
                message("{\"o\": null}", json -> json.at("o").at("b")));
        assertEquals("a.json: is a list of 1, not an object; write it again", message("[1]", json -> json.at("x")));
        assertEquals(
                "a.json: is '\"blue\"', not one of RED, GREEN; write it again",
                message("\"blue\"", json -> json.constant(Colour.class)));
        assertEquals(
                "a.json: is a list of 3, not a list of 2; write it again", message("[1,2,3]", json -> json.items(2)));
        assertEquals("a.json: is '1e999', not a finite number; write it again", message("1e999", JsonValue::finite));
    }

    @ParameterizedTest
    @CsvSource({"2147483648", "-1e10", "1.5", "1e999", "true", "'\"3\"'", "null", "[]", "99999999999999999999"})
    void whatIsNoWholeNumberIsRefused(String text) {
        assertThrows(BadInput.class, () -> json(text).integer());
    }

    @ParameterizedTest
    @CsvSource({"'{\"a\": '", "'[1'", "'{\"a\" 1}'", "'{} {}'"})
    void whatIsNoJsonIsRefused(String text) {
        assertEquals(
                "a.json: is not valid JSON; write it again",
                assertThrows(BadInput.class, () -> json(text)).getMessage());
    }

    @Test
    void depthIsNoDefect() {
        assertThrows(BadInput.class, () -> json("[".repeat(100_000)));
    }

    @Test
    void aFileThatIsMissingOrNoTextIsNamed(@TempDir Path folder) throws IOException {
        Path none = folder.resolve("none.json");
        assertEquals(
                none + ": there is no such file; make it",
                assertThrows(BadInput.class, () -> JsonValue.read(none, "make it"))
                        .getMessage());
        Path bytes = Files.write(folder.resolve("b.json"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertEquals(
                bytes + ": cannot be read as text; make it",
                assertThrows(BadInput.class, () -> JsonValue.read(bytes, "make it"))
                        .getMessage());
    }

    @Test
    void aReasonGetsItsPlaceOnce() {
        JsonValue place = json("{\"a\": 1}").at("a");
        BadInput placed = place.refused(new BadInput("too small"));
        assertEquals("a.json: a: too small", placed.getMessage());
        assertEquals(placed, place.refused(placed));
        assertEquals(List.of("a"), List.copyOf(json("{\"a\": 1}").members().keySet()));
    }
}
