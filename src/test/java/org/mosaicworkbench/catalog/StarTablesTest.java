package org.mosaicworkbench.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.table.StarTable;

class StarTablesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plain.csv", "results #1|", "touch made|", "a.csv#2", "http:a.csv", "-"})
    void aNameIsThatOfAFileWhateverItLooksLike(String name) throws IOException {
        Path csv = Files.writeString(folder.resolve(name), "index,size\nx,1.5\n");
        StarTable table = StarTables.csv(csv);
        assertEquals(List.of(1L, 2), List.of(table.getRowCount(), table.getColumnCount()));
        assertEquals("1.5", table.getCell(0, 1).toString());
        EcsvTable.Column size = new EcsvTable.Column("size", Double.class, "pix", "");
        List<Object[]> rows = List.of(new Object[][] {{2.5}});
        Path ecsv = new EcsvTable(List.of(size), rows, Map.of()).write(folder.resolve("e" + name));
        assertEquals(2.5, StarTables.ecsv(ecsv).getCell(0, 0));
        assertEquals("pix", StarTables.ecsv(ecsv).getColumnInfo(0).getUnitString());
    }

    @Test
    void aNameOfNoFileIsNotRun() {
        Path made = folder.resolve("made");
        assertThrows(IOException.class, () -> StarTables.csv(Path.of("touch " + made + "|")));
        assertTrue(Files.notExists(made));
    }
}
