package org.mosaicworkbench.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.Parallel;

class EcsvTableTest {

    private static final int TABLES = 200;

    @TempDir
    Path folder;

    @Test
    void tablesThatAreWrittenAtTheSameTimeAreTheSameAsWrittenAlone() throws IOException {
        List<Integer> numbers = IntStream.range(0, TABLES).boxed().toList();
        List<Path> together = Parallel.map(numbers, 4, n -> table(n).write(folder.resolve(n + ".ecsv")));
        for (int n : numbers) {
            Path alone = table(n).write(folder.resolve("alone.ecsv"));
            assertArrayEquals(Files.readAllBytes(alone), Files.readAllBytes(together.get(n)), "table " + n);
        }
    }

    private static EcsvTable table(int number) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(new Object[] {number * 1000 + i, number + i / 7.0});
        }
        return new EcsvTable(
                List.of(
                        new EcsvTable.Column("number" + number, Integer.class, "", "which"),
                        new EcsvTable.Column("value", Double.class, "pixel", "how much")),
                rows,
                Map.of("table", number));
    }
}
