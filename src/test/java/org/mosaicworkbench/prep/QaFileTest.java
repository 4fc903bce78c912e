package org.mosaicworkbench.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.io.BadInput;

class QaFileTest {

    private static final String INFO =
            "\"general information\": {\"dataframe_index\": \"hst_1_02_acs_hrc_total_j8bt06\", "
                    + "\"imgname\": \"hst_1_02_acs_hrc_total_j8bt06_drz.fits\", \"visit\": \"02\"}";

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path file(String data) throws IOException {
        return file(
                "a_svm_b.json",
                "{\"header\": {\"TARGNAME\": \" NaN \", \"NUMEXP\": 4, \"RA_TARG\": 1e1, \"X\": [1]}, " + INFO
                        + ", \"data\": " + data + "}");
    }

    private static Map<String, Object> flattened(Path file) {
        Map<String, Object> values = new LinkedHashMap<>(QaFile.read(file).values());
        values.keySet().removeIf(key -> key.startsWith("header.") || key.startsWith("gen_info."));
        return values;
    }

    @Test
    void headerAndGeneralInformationKeepWhatTheTableNeeds() throws IOException {
        QaFile read = QaFile.read(file("{}"));
        assertEquals("hst_1_02_acs_hrc_total_j8bt06", read.index());
        assertEquals(
                Map.of(
                        "header.TARGNAME",
                        "NaN",
                        "header.NUMEXP",
                        4L,
                        "header.RA_TARG",
                        10.0,
                        "gen_info.imgname",
                        "hst_1_02_acs_hrc_total_j8bt06_drz.fits"),
                read.values());
    }

    @Test
    void nestedValuesAreFlattenedAndTablesPassedOver() throws IOException {
        Map<String, Object> values = flattened(file("""
            {"A title": {"original format": "dict", "units": {"a": "px"}, "data":
               {"in side": {"x": 1, "deeper": {"y": -2.5e-7}}, "flag": true, "word": "so", "none": null, "unit": "px"}},
             "bare": {"data": 7},
             "sources": {"data": {"RA": {"dtype": "f8", "unit": "deg", "format": null, "data": [1, 2]}}}}
            """));
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("A_title.in_side.x", 1L);
        expected.put("A_title.in_side.deeper.y", -2.5e-7);
        expected.put("A_title.flag", "True");
        expected.put("A_title.word", "so");
        expected.put("A_title.none", null);
        expected.put("bare", 7L);
        assertEquals(expected, values);
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(values.keySet()));
    }

    @Test
    void numbersThatAreNotFiniteAreNumbers() throws IOException {
        assertEquals(
                Map.of("t.a", Double.NaN, "t.b", Double.POSITIVE_INFINITY, "t.c", Double.NEGATIVE_INFINITY),
                flattened(file("{\"t\": {\"data\": {\"a\": NaN, \"b\": Infinity, \"c\": -Infinity}}}")));
    }

    @Test
    void shortArraysBecomeTextLongOnesAreLeftOutByName() throws IOException {
        String numbers = Arrays.toString(new int[QaFile.LONGEST_ARRAY + 1]);
        QaFile read =
                QaFile.read(file("{\"t\": {\"data\": {\"short\": [1, 2.5e-9, \"x\", null, NaN, [3, []]], \"long\": "
                        + numbers + ", \"nested\": [" + numbers + "], \"objects\": [{\"a\": 1}]}}}"));
        assertEquals("[1, 2.5e-09, x, None, nan, [3, []]]", read.values().get("t.short"));
        assertEquals(List.of("t.long", "t.nested", "t.objects"), read.tooLong());
    }

    @Test
    void comparedSourceListsGetTheirPrefix() throws IOException {
        String text = Files.readString(file("{\"X Position\": {\"data\": {\"mean\": 1}}}"));
        assertEquals(
                Map.of("hap_vs_hla_point_X_Position.mean", 1L),
                flattened(file("v_point-cat_svm_compare_sourcelists.json", text)));
        assertEquals(
                Map.of("hap_vs_hla_segment_X_Position.mean", 1L),
                flattened(file("v_segment-cat_svm_compare_sourcelists.json", text)));
    }

    @Test
    void theOrderOfTheSectionsDoesNotMatter() throws IOException {
        Path file = file("x_svm_y.json", "{\"data\": {\"t\": {\"units\": null, \"data\": 1}}, " + INFO + "}");
        assertEquals("hst_1_02_acs_hrc_total_j8bt06", QaFile.read(file).index());
        assertEquals(Map.of("t", 1L), flattened(file));
    }

    @Test
    void aFileThatIsCutOffAnywhereIsNamed() throws IOException {
        String whole = Files.readString(file("{\"t\": {\"data\": {\"a\": [1, 2], \"b\": \"word\"}}}"));
        for (int length = 1; length < whole.length(); length++) {
            Path cut = file("cut_svm_off.json", whole.substring(0, length));
            BadInput e = assertThrows(BadInput.class, () -> QaFile.read(cut));
            assertTrue(
                    e.getMessage().startsWith(cut + ": is truncated; ")
                            || e.getMessage().startsWith(cut + ": is not valid JSON; "),
                    e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "3",
                "\"text\"",
                "{}",
                "{\"header\": {}, \"data\": {}}",
                "{\"general information\": []}",
                "{\"general information\": {\"dataframe_index\": {}}}",
                "{\"general information\": {\"dataframe_index\": \"\"}}",
                "{\"general information\": {\"dataframe_index\": \"i\"}, \"data\": []}",
                "{\"general information\": {\"dataframe_index\": \"i\"}, \"data\": {\"t\": 1}}"
            })
    void anotherSchemaIsNamed(String text) throws IOException {
        Path file = file("another_svm_schema.json", text);
        assertEquals(
                file + ": is not a QA file of a single-visit mosaic (it needs 'header', 'general information' with a "
                        + "dataframe_index, and 'data'); move it away or narrow the JSON pattern",
                assertThrows(BadInput.class, () -> QaFile.read(file)).getMessage());
    }

    @Test
    void whatIsNoJsonIsNamed() throws IOException {
        for (String text : List.of("{\"a\" 1}", "{\"a\": 1} {}", "{,}", "{\"a\": ]}")) {
            Path file = file("no_svm_json.json", text);
            assertEquals(
                    file + ": is not valid JSON; fetch it again or regenerate it",
                    assertThrows(BadInput.class, () -> QaFile.read(file)).getMessage(),
                    text);
        }
        Path item = file("{\"t\": {\"units\": 1}}");
        assertEquals(
                item + ": its item 't' has no data; regenerate it",
                assertThrows(BadInput.class, () -> QaFile.read(item)).getMessage());
    }

    @Test
    void aTableOfMillionsOfSourcesNeedsNoMemory() throws IOException {
        Path large = folder.resolve("large_svm_gaia.json");
        try (BufferedWriter out = Files.newBufferedWriter(large)) {
            out.write("{" + INFO + ", \"data\": {\"sources\": {\"data\": {\"RA\": {\"data\": [0");
            for (int i = 0; i < 1_500_000; i++) {
                out.write(", 123.4567890123");
            }
            out.write("]}}}, \"long list\": {\"data\": [0");
            for (int i = 0; i < 500_000; i++) {
                out.write(", 123.4567890123");
            }
            out.write("]}, \"Number of GAIA sources\": {\"data\": {\"Number of GAIA sources\": 1500000}}}}");
        }
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long before = runtime.totalMemory() - runtime.freeMemory();
        QaFile read = QaFile.read(large);
        System.gc();
        long after = runtime.totalMemory() - runtime.freeMemory();
        assertEquals(1_500_000L, read.values().get(Dataset.GAIA));
        assertTrue(after - before < 4 << 20, "held " + (after - before) + " bytes");
    }

    @Test
    void theDatasetOfABrokenFileComesFromItsName() {
        assertEquals(
                "hst_1_02_acs_hrc_total_j8bt06",
                QaFile.indexByName(Path.of("v/hst_1_02_acs_hrc_total_j8bt06_svm_num_sources.json")));
        assertEquals(
                "hst_1_02_acs_hrc_total_j8bt06",
                QaFile.indexByName(Path.of("hst_1_02_acs_hrc_total_j8bt06_point-cat_svm_compare_sourcelists.json")));
    }
}
