package org.mosaicworkbench.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class SourceListTest {

    private static final Path CATALOGS = Path.of("src/test/resources/catalog");

    @TempDir
    private Path folder;

    @Test
    void readsWhatAstropyWroteAndTakesTheSmallestFlag() {
        SourceList list = SourceList.read(CATALOGS.resolve("two_filters_point-cat.ecsv"));
        assertEquals(
                List.of(
                        new Source(150.1, -2.1, 10.5, 4, 1, true),
                        new Source(150.2, -2.2, 20.25, 5, 8),
                        new Source(150.3, -2.3, 30, 6, 2),
                        new Source(150.4, -2.4, 40, 7, 100)),
                list.sources());
        assertEquals(OptionalInt.of(4), list.declared());
    }

    @Test
    void aCatalogWithOnlyItsHeaderIsEmpty() {
        SourceList list = SourceList.read(CATALOGS.resolve("header_only_point-cat.ecsv"));
        assertEquals(List.of(), list.sources());
        assertEquals(OptionalInt.of(0), list.declared());
    }

    @Test
    void readsCommasAndASingleFlagsColumn() {
        SourceList list = SourceList.read(CATALOGS.resolve("commas_segment-cat.ecsv"));
        assertEquals(List.of(new Source(10.5, 0.5, 1, 3, 0), new Source(359.5, -89.5, 2, 4, 65)), list.sources());
        assertEquals(OptionalInt.empty(), list.declared());
    }

    @Test
    void aReferenceCatalogHasNeitherPixelsNorFlags() {
        assertEquals(
                List.of(new Source(150.1, -2.1, Double.NaN, Double.NaN, 100)),
                SourceList.read(CATALOGS.resolve("ir_GAIAeDR3_ref_cat.ecsv")).sources());
    }

    @Test
    void readsTheOlderVersionAndTheCountInOtherWritings() throws IOException {
        String old = Files.readString(CATALOGS.resolve("two_filters_point-cat.ecsv"))
                .replace("ECSV 1.0", "ECSV 0.9")
                .replace("{Number of sources: 4}", "comments2: ['Number of sources: 17']");
        SourceList list = SourceList.read(Files.writeString(folder.resolve("old.ecsv"), old));
        assertEquals(4, list.sources().size());
        assertEquals(OptionalInt.of(17), list.declared());
        assertEquals(17, list.counted());
    }

    @Test
    void theSourcesThatCountAreThoseThatTheHeaderSays() throws IOException {
        String text = Files.readString(CATALOGS.resolve("two_filters_point-cat.ecsv"));
        String said = text.replace("{Number of sources: 4}", "{Number of sources: 4}\n# - {Sources counted: 3}");
        SourceList list = SourceList.read(Files.writeString(folder.resolve("said.ecsv"), said));
        assertEquals(OptionalInt.of(4), list.declared());
        assertEquals(3, list.counted());
        assertEquals(
                2, SourceList.read(CATALOGS.resolve("commas_segment-cat.ecsv")).counted(), "all lines");
    }

    @Test
    void aLastLineWithoutALineEndCounts() throws IOException {
        String text =
                Files.readString(CATALOGS.resolve("two_filters_point-cat.ecsv")).stripTrailing();
        assertEquals(
                4,
                SourceList.read(Files.writeString(folder.resolve("end.ecsv"), text))
                        .sources()
                        .size());
    }

    @Test
    void aSourceWithoutAPositionIsPassedOver() throws IOException {
        String text = Files.readString(CATALOGS.resolve("two_filters_point-cat.ecsv"));
        List<Source> all =
                SourceList.read(CATALOGS.resolve("two_filters_point-cat.ecsv")).sources();
        for (String place : List.of("nan nan", "150.3 nan", "\"\" 2.0")) {
            Path file = Files.writeString(
                    folder.resolve("nan.ecsv"), text.stripTrailing() + "\n30.0 6.0 " + place + " 3 1 1\n");
            SourceList list = SourceList.read(file);
            assertEquals(all, list.sources());
            assertEquals(1, list.unplaced());
            assertEquals(all.size(), ReferenceCatalog.read(file).stars().size());
        }
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        assertBroken(
                "short.ecsv",
                "\n30.0 6.0 150.3\n",
                "data line 3 has the wrong number of values; " + "run the processing again");
        assertBroken(
                "cut.ecsv",
                "\n30.0 6.0 150.3",
                "data line 3 has the wrong number of values; " + "run the processing again");
        assertBroken(
                "south.ecsv",
                "\n30.0 6.0 150.3 -97.5 3 1 1\n",
                "data line 3 has no position: RA 150.3, DEC -97.5; " + "run the processing again");
        assertBroken(
                "quote.ecsv",
                "\n30.0 6.0 \"150.3 -2.3 3 1 1\n",
                "data line 3 has an unclosed quotation mark; run the processing again");
    }

    @Test
    void aFileThatIsNoCatalogIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.ecsv"), "RA DEC\n1 2\n");
        assertEquals(
                text + ": is not a catalog in ECSV (No ECSV header); " + "run the processing again", message(text));
        Path yaml =
                Files.writeString(folder.resolve("yaml.ecsv"), "# %ECSV 1.0\n# ---\n# datatype: [{name\nRA DEC\n1 2\n");
        assertEquals(
                yaml + ": is not a catalog in ECSV",
                message(yaml).substring(0, (yaml + ": is not a catalog in ECSV").length()));
        Path columns = Files.writeString(folder.resolve("columns.ecsv"), """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: RA, datatype: float64}
            # - {name: mag, datatype: float64}
            RA mag
            1 2
            """);
        assertEquals(columns + ": has no column DEC among [RA, mag]; run the processing again", message(columns));
        Path missing = folder.resolve("missing.ecsv");
        assertEquals(missing + ": no such file; check the path", message(missing));
        assertEquals(folder + ": cannot be read; check its permissions", message(folder));
    }

    @Test
    void nothingIsPrinted() throws IOException {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            readsWhatAstropyWroteAndTakesTheSmallestFlag();
            aBrokenLineIsNamed();
            aFileThatIsNoCatalogIsNamed();
        } finally {
            System.setErr(before);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }

    private void assertBroken(String name, String thirdLine, String wrong) throws IOException {
        String text = Files.readString(CATALOGS.resolve("two_filters_point-cat.ecsv"));
        int second = text.indexOf("\n20.25");
        String head = text.substring(0, text.indexOf('\n', second + 1));
        Path broken = Files.writeString(folder.resolve(name), head + thirdLine);
        assertEquals(broken + ": " + wrong, message(broken));
    }

    private static String message(Path file) {
        return assertThrows(BadInput.class, () -> SourceList.read(file)).getMessage();
    }
}
