package org.mosaicworkbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {

    private static final String OTHER = "give another table";
    private static final String MENDING = "mend the line";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("table.csv");
    }

    @Test
    void fieldsAreFoundByTheNameOfTheirColumn() throws IOException {
        CsvTable table = table("index,pixels\na,1.5\n\n\"b, \"\"c\"\"\",\n");
        assertEquals(List.of("index", "pixels"), table.columns());
        List<CsvTable.Row> rows = table.rowsBy("index");
        assertEquals(
                List.of("a", "b, \"c\""),
                rows.stream().map(row -> row.text("index")).toList());
        assertEquals(1.5, rows.get(0).number("pixels"));
        assertEquals(Double.NaN, rows.get(1).number("pixels"));
        assertEquals(List.of(2, 4), rows.stream().map(CsvTable.Row::line).toList());
        assertEquals(List.of("a", "1.5"), rows.get(0).fields());
        assertEquals(Double.NaN, rows.get(0).numberOrNaN("index"));
    }

    @Test
    void theByteOrderMarkAndSpacesAroundNamesAreNoPartOfThem() throws IOException {
        assertEquals(List.of("a", "b"), table("\uFEFFa, b \r\n1,2\r\n").columns());
    }

    @Test
    void aBlankLineIsAnEmptyFieldWhereThereIsOneColumn() throws IOException {
        assertEquals(3, table("a\n1\n\n3\n").rows().size());
        assertEquals(2, table("a,b\n1,1\n\n3,3\n").rows().size());
    }

    @Test
    void aFileThatIsNoTableIsNamed() throws IOException {
        assertWrong("there is no such file; " + OTHER, () -> CsvTable.read(file, OTHER, MENDING));
        assertWrong("is empty; " + OTHER, () -> table(""));
        Files.write(file, "a,b\n\u00fc,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertWrong("is not in UTF-8; save it as CSV UTF-8", () -> CsvTable.read(file, OTHER, MENDING));
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            Files.write(file, "a,b\n1,1\n".getBytes(charset));
            assertWrong("is not in UTF-8; save it as CSV UTF-8", () -> CsvTable.read(file, OTHER, MENDING));
        }
    }

    @Test
    void columnsAreChecked() throws IOException {
        CsvTable table = table("a,b,a\n");
        assertWrong(
                "has no column c (it has a, b, a); prepare again", () -> table.require(List.of("c"), "prepare again"));
        assertWrong("has two columns a; keep one of them", () -> table.require(List.of("b"), OTHER));
        assertWrong(
                "does not begin with the line 'a,b'; " + OTHER, () -> table.requireHeader(List.of("a", "b"), OTHER));
        CsvTable sound = table("a,b\n");
        assertEquals(sound, sound.require(List.of("b"), OTHER).requireHeader(List.of("a", "b"), OTHER));
    }

    @Test
    void aTableWithoutCommasIsToldFromOneThatLacksAColumn() throws IOException {
        CsvTable semicolons = table("a;b\n1,5;2\n");
        String remedy = "save it as CSV with commas between fields and decimal points in numbers";
        assertWrong(
                "is separated by semicolons, not by commas; " + remedy, () -> semicolons.require(List.of("a"), OTHER));
        CsvTable tabs = table("a\tb\n1.5\t2\n");
        assertWrong("is separated by tabs, not by commas; " + remedy, () -> tabs.require(List.of("b"), OTHER));
        assertWrong("has no column c (it has a\tb); " + OTHER, () -> tabs.require(List.of("c"), OTHER));
    }

    @Test
    void linesAreChecked() throws IOException {
        CsvTable few = table("a,b\n1,2\n1\n");
        assertWrong("line 3 has 1 fields, the first line has 2; " + MENDING, few::rows);
        CsvTable many = table("a,b\n1,2,3\n");
        assertWrong("line 2 has 3 fields, the first line has 2; " + MENDING, many::rows);
        CsvTable twice = table("a,b\nx,2\ny,2\nx,3\n");
        assertWrong("lines 2 and 4 are both for x; keep one line for each dataset", () -> twice.rowsBy("a"));
        CsvTable.Row word = table("a,b\nx,2\n").rows().get(0);
        assertWrong("line 2 has 'x' for a; " + OTHER, () -> word.number("a"));
    }

    @Test
    void linesInWhichNothingStandsArePassedOver() throws IOException {
        CsvTable table = table("index,n\na,1\n,\n   \nb,2\n,\n\n");
        assertEquals(
                List.of(2, 5),
                table.rowsBy("index").stream().map(CsvTable.Row::line).toList());
    }

    @Test
    void aLineThatIsOfNothingIsRefused() throws IOException {
        CsvTable table = table("index,n\na,1\n  ,2\n");
        assertWrong("line 3 has no index; fill it in or delete the line", () -> table.rowsBy("index"));
        assertWrong(
                "line 3 has no index; fill it in or delete the line",
                () -> table.rows().get(1).name("index"));
        CsvTable blanks = table("index,n\n a ,1\na,2\n");
        assertEquals("a", blanks.rows().get(0).name("index"));
        assertWrong("lines 2 and 3 are both for a; keep one line for each dataset", () -> blanks.rowsBy("index"));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        List<Object> row =
                Arrays.asList("two\nlines, \"quoted\"\r\nand more", 1e-5, Double.NEGATIVE_INFINITY, null, "last");
        CsvTable table = table("text,small,low,none,end\n" + Csv.line(row) + Csv.line(row));
        for (CsvTable.Row read : table.rows()) {
            assertEquals("two\nlines, \"quoted\"\r\nand more", read.text("text"));
            assertEquals(1e-5, read.number("small"));
            assertEquals(Double.NEGATIVE_INFINITY, read.number("low"));
            assertEquals(Double.NaN, read.number("none"));
            assertEquals("last", read.text("end"));
        }
        assertEquals(
                List.of(2, 5), table.rows().stream().map(CsvTable.Row::line).toList());
    }

    @Test
    void aQuoteThatIsNotClosedIsNamed() {
        assertWrong("a quote opened in line 2 is not closed; " + MENDING, () -> table("a,b\n\"1,2\n3,4\n"));
    }

    @Test
    void aNumberIsWhatTablesHaveAndNotWhatJavaHas() throws IOException {
        CsvTable.Row row = table("a,b,c,d\n1d,0x1p3,nan,010\n").rows().get(0);
        assertWrong("line 2 has '1d' for a; " + OTHER, () -> row.number("a"));
        assertEquals(Double.NaN, row.numberOrNaN("b"));
        assertEquals(Double.NaN, row.number("c"));
        assertEquals(10, row.number("d"));
    }

    @Test
    void aColumnThatNobodyRequiredIsADefect() throws IOException {
        CsvTable.Row row = table("a,b\nx,2\n").rows().get(0);
        assertEquals(
                "no column c in [a, b]",
                assertThrows(IllegalArgumentException.class, () -> row.text("c"))
                        .getMessage());
    }

    private CsvTable table(String text) throws IOException {
        return CsvTable.read(Files.writeString(file, text), OTHER, MENDING);
    }

    private void assertWrong(String message, Executable work) {
        assertEquals(file + ": " + message, assertThrows(BadInput.class, work).getMessage());
    }
}
