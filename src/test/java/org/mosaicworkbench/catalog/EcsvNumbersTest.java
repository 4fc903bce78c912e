package org.mosaicworkbench.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.ecsv.EcsvTableBuilder;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.util.FileDataSource;

class EcsvNumbersTest {

    private static final List<String> CELLS = List.of(
            "1",
            "-2.5",
            "1e300",
            "17.123456789012345",
            "\"\"",
            "\"3.5\"",
            "nan",
            "NaN",
            "abc",
            "\"a \"\"b\"\", c\"",
            "9007199254740993",
            "-0.0",
            "True");

    @TempDir
    private Path folder;

    /** The library itself decodes every cell of a random table; non-numeric cells become NaN here. */
    @Test
    void numbersAreTheLibrarysWhateverTheCells() throws IOException {
        Random random = new Random(1);
        for (char delimiter : new char[] {' ', ','}) {
            Path file = Files.writeString(folder.resolve("table.ecsv"), table(delimiter, random));
            EcsvNumbers table = EcsvNumbers.read(file, List.of("b"), name -> !name.equals("c"));
            assertEquals(List.of("a", "b", "d", "e"), table.names());
            List<double[]> expected = byTheLibrary(file, new int[] {0, 1, 3, 4});
            assertEquals(300, expected.size());
            assertEquals(300, table.rows().size());
            for (int i = 0; i < 300; i++) {
                assertArrayEquals(expected.get(i), table.rows().get(i));
            }
        }
    }

    private static String table(char delimiter, Random random) {
        StringBuilder text =
                new StringBuilder("""
                    # %ECSV 1.0
                    # ---
                    # delimiter: 'D'
                    # datatype:
                    # - {name: a, datatype: float64}
                    # - {name: b, datatype: float32}
                    # - {name: c, datatype: float64}
                    # - {name: d, datatype: int64}
                    # - {name: e, datatype: string}
                    aDbDcDdDe
                    """.replace('D', delimiter).replace("# " + delimiter + "atatype", "# datatype"));
        for (int row = 0; row < 300; row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < 5; column++) {
                cells.add(CELLS.get(random.nextInt(CELLS.size())));
            }
            text.append(String.join(String.valueOf(delimiter), cells)).append('\n');
        }
        return text.toString();
    }

    private static List<double[]> byTheLibrary(Path file, int[] columns) throws IOException {
        StarTable table = new EcsvTableBuilder()
                .makeStarTable(new FileDataSource(file.toFile()), false, StoragePolicy.PREFER_MEMORY);
        List<double[]> rows = new ArrayList<>();
        try (RowSequence sequence = table.getRowSequence()) {
            while (sequence.next()) {
                double[] row = new double[columns.length];
                for (int i = 0; i < columns.length; i++) {
                    row[i] = sequence.getCell(columns[i]) instanceof Number number ? number.doubleValue() : Double.NaN;
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
