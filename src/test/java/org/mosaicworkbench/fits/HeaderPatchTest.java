package org.mosaicworkbench.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

/** Setting cards: existing ones are replaced, missing ones added. */
class HeaderPatchTest {

    @TempDir
    Path folder;

    private Path file() {
        FitsHeader science = FitsHeader.empty()
                .edit()
                .set("EXTNAME", "SCI", "")
                .set("EXTVER", 1, "")
                .set("CRVAL1", 150.5, "first axis")
                .set("WCSNAME", "IDC_x", "its name")
                .done();
        return FitsFile.write(
                folder.resolve("a.fits"),
                List.of(
                        new FitsPart.NoData(FitsHeader.empty()),
                        new FitsImage(science, 3, 2, new float[] {1, 2, 3, 4, 5, 6}),
                        new FitsImage(
                                FitsHeader.empty()
                                        .edit()
                                        .set("EXTNAME", "ERR", "")
                                        .set("EXTVER", 1, "")
                                        .done(),
                                1,
                                1,
                                new float[] {7})));
    }

    private static HeaderPatch.Setting set(String keyword, Object value, String comment) {
        return new HeaderPatch.Setting("sci", 1, keyword, value, comment);
    }

    @Test
    void settingsReplaceAndAddAndTheRestStays() {
        Path file = file();
        Path copy = HeaderPatch.replace(
                file,
                folder.resolve("b.fits.gz"),
                HeaderPatch.settings(
                        file,
                        List.of(
                                set("CRVAL1", 151.25, ""),
                                set("WCSNAME", "IDC_x-FIT", "another"),
                                set("CRVAL1A", 150.5, "as it was"),
                                set("WCSAXESA", 2, ""),
                                set("WCSNAMEA", "it's IDC_x", ""),
                                set("HISTORY", "one", ""),
                                set("HISTORY", "two", ""))));
        try (FitsFile read = FitsFile.open(copy)) {
            FitsHeader science = read.requiredHeader("SCI", 1);
            assertEquals(151.25, science.number("CRVAL1").getAsDouble());
            assertEquals("IDC_x-FIT", science.text("WCSNAME"));
            assertEquals(150.5, science.number("CRVAL1A").getAsDouble());
            assertEquals(2, science.number("WCSAXESA").getAsDouble());
            assertEquals("it's IDC_x", science.text("WCSNAMEA"));
            List<String> lines = science.lines();
            assertEquals(
                    List.of("HISTORY one", "HISTORY two"),
                    lines.stream().filter(line -> line.startsWith("HISTORY")).toList());
            assertEquals(
                    List.of("CRVAL1  =               151.25 / first axis"),
                    lines.stream().filter(line -> line.startsWith("CRVAL1 ")).toList());
            assertArrayEquals(
                    new float[] {1, 2, 3, 4, 5, 6}, read.image("SCI", 1).pixels());
            assertArrayEquals(new float[] {7}, read.image("ERR", 1).pixels());
        }
    }

    @Test
    void aHeaderGrowsByWholeBlocks() {
        Path file = file();
        List<HeaderPatch.Setting> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(set("KEY" + i, i, ""));
        }
        Path copy = HeaderPatch.replace(file, folder.resolve("c.fits"), HeaderPatch.settings(file, many));
        try (FitsFile read = FitsFile.open(copy)) {
            for (int i = 0; i < 200; i++) {
                assertEquals(i, read.requiredHeader("SCI", 1).number("KEY" + i, -1));
            }
            assertArrayEquals(
                    new float[] {1, 2, 3, 4, 5, 6}, read.image("SCI", 1).pixels());
            assertArrayEquals(new float[] {7}, read.image("ERR", 1).pixels());
        }
    }

    @Test
    void whatACardCannotHoldIsRefused() {
        assertEquals(
                "a header card cannot hold WCSNAME = '" + "x".repeat(69) + "'; give a shorter text",
                assertThrows(BadInput.class, () -> set("WCSNAME", "x".repeat(69), ""))
                        .getMessage());
    }
}
