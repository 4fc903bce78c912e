package org.mosaicworkbench.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.io.BadInput;

class MeasurementTableTest {

    @TempDir
    Path folder;

    @Test
    void whatIsMissingIsNoNumberAndTheTruthIsLeftOut() throws IOException {
        MeasurementTable table = table("1.5,,0.2,a");
        assertArrayEquals(new double[] {1.5, Double.NaN}, table.rows().get("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "-inf", "Infinity", "much"})
    void whatIsInfiniteOrNoNumberIsRefusedWithItsPlace(String field) {
        String refused = assertThrows(BadInput.class, () -> table("1.5," + field + ",0,a"))
                .getMessage();
        assertEquals(
                folder.resolve("m.csv") + ": line 2 has '" + field
                        + "' for elongation; give a table with an index and numeric columns",
                refused);
    }

    private MeasurementTable table(String line) throws IOException {
        return MeasurementTable.read(
                Files.writeString(folder.resolve("m.csv"), "sources_used,elongation,residual,index\n" + line + "\n"));
    }
}
