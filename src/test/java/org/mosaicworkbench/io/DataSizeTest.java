package org.mosaicworkbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataSizeTest {

    @Test
    void threeDigitsAndAUnit() {
        Map.of(
                        0L, "0 B",
                        999L, "999 B",
                        1_000L, "1 kB",
                        336_182_400L, "336 MB",
                        999_499_999L, "999 MB",
                        999_999_999L, "1 GB",
                        2_353_000_000L, "2.35 GB",
                        20_000_000_000L, "20 GB",
                        12_340_000_000_000L, "12.3 TB",
                        5_600_000_000_000_000L, "5600 TB")
                .forEach((bytes, text) -> assertEquals(text, new DataSize(bytes).toString()));
    }

    @Test
    void whatIsWrittenIsRead() {
        Map.of(
                        "20 GB",
                        20_000_000_000L,
                        "20GB",
                        20_000_000_000L,
                        "1.5 TB",
                        1_500_000_000_000L,
                        "500MB",
                        500_000_000L,
                        "7",
                        7L,
                        "3 kB",
                        3_000L,
                        "3KB",
                        3_000L)
                .forEach((text, bytes) ->
                        assertEquals(bytes, DataSize.of("it", text).bytes()));
        for (String text : List.of("", "GB", "-1 GB", "1e3", "20 GiB", "1 000")) {
            assertEquals(
                    "it is '" + text + "'; it must be a number and a unit, such as 500 MB, 20 GB or 1.5 TB",
                    assertThrows(BadInput.class, () -> DataSize.of("it", text)).getMessage());
        }
    }
}
