package org.mosaicworkbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.Tables;

class TableExportTest {

    @TempDir
    Path folder;

    private Path csv;

    @BeforeEach
    void table() throws IOException {
        csv = folder.resolve("check.csv");
        Files.writeString(csv, "index,decision,size,size_mas,roll\nhst_1,misaligned,4.5,225,0.5\nhst_2,aligned,,,\n");
    }

    private StarTable again(String name, String format) throws IOException {
        Path place = TableExport.write(csv, folder.resolve(name));
        return Tables.randomTable(new StarTableFactory(true).makeStarTable(place.toString(), format));
    }

    @Test
    void ecsvAndVotableKeepValuesAndUnits() throws IOException {
        for (StarTable table : new StarTable[] {again("a.ecsv", "ecsv"), again("a.vot", "votable")}) {
            assertEquals(2, table.getRowCount());
            assertEquals("hst_1", table.getCell(0, 0));
            assertEquals(4.5, ((Number) table.getCell(0, 2)).doubleValue());
            assertTrue(Tables.isBlank(table.getCell(1, 2)));
            assertEquals("pix", table.getColumnInfo(2).getUnitString());
            assertEquals("mas", table.getColumnInfo(3).getUnitString());
            assertEquals("deg", table.getColumnInfo(4).getUnitString());
        }
    }

    @Test
    void markdownAndLatexAreForReaders() throws IOException {
        assertTrue(Files.readString(TableExport.write(csv, folder.resolve("a.md")))
                .contains("| hst_1 | misaligned | 4.5 | 225 | 0.5 |\n"));
        assertTrue(Files.readString(TableExport.write(csv, folder.resolve("a.tex")))
                .contains("hst\\_1 & misaligned & 4.5 & 225 & 0.5 \\\\\n"));
    }

    @Test
    void anotherEndingAndAMissingTableAreRefused() {
        Path other = folder.resolve("a.xls");
        assertEquals(
                other + ": has no file extension of a table; use one of .ecsv, .md, .tex, .vot, .xml",
                assertThrows(BadInput.class, () -> TableExport.write(csv, other))
                        .getMessage());
        Path none = folder.resolve("none.csv");
        assertEquals(
                none + ": is not a file; give a table of results",
                assertThrows(BadInput.class, () -> TableExport.write(none, folder.resolve("a.md")))
                        .getMessage());
    }

    @Test
    void aNameIsNeverTakenForACommandOrAPosition() throws IOException {
        Path odd = Files.copy(csv, folder.resolve("results #1|"));
        assertTrue(
                Files.readString(TableExport.write(odd, folder.resolve("a.md"))).contains("| hst_1 | misaligned |"));
        assertThrows(BadInput.class, () -> TableExport.write(Path.of("touch made-by-a-name|"), folder.resolve("a.md")));
        assertTrue(Files.notExists(Path.of("made-by-a-name")));
    }
}
