package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameStack;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Picture;

@Slow
class FrameViewsTest {

    private static final String ONE = "hst_1_01_acs_wfc_total_ja0001";
    private static final String COPY = ONE + "_f606w_all_stat";
    private static final String OTHER = "hst_1_02_acs_hrc_total_ja0002";

    @TempDir
    private static Path img;

    /** Frames of a single grey level: 40 for the original, 200 for the copy, 120 for the other; 64 x 32 pixels. */
    @BeforeAll
    static void draw() {
        grey(ONE, FrameKind.FIELD, 40);
        grey(COPY, FrameKind.FIELD, 200);
        grey(OTHER, FrameKind.FIELD, 120);
        grey(ONE, FrameKind.NATIVE, 90);
    }

    private static void grey(String dataset, FrameKind kind, int grey) {
        byte[] rgb = new byte[3 * 64 * 32];
        Arrays.fill(rgb, (byte) grey);
        kind.files(img, dataset).forEach(file -> new Frame(64, 32, rgb).write(file));
    }

    private static int grey(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 255;
    }

    @Test
    void aDatasetIsSeenLargeInItsProportions() {
        Picture large = FrameViews.of(img).size(128).large(ONE);
        assertEquals(3 * 128 + 2 * 12, large.width());
        assertEquals(
                ONE + ": field; sources: points red, segments blue, flagged yellow; references: cyan", large.caption());
        Picture wordy = FrameViews.of(img).kind(FrameKind.NATIVE).large(ONE);
        assertEquals(3 * 384 + 2 * 12, wordy.width());
        assertTrue(wordy.caption().endsWith("; echo: red companions, blue if rolled, violet both"), wordy.caption());
        assertEquals(40, grey(large.image(), 64, large.height() - 32));
        assertEquals(64 + 23, large.height(), 6);
        assertEquals(
                90,
                grey(
                        FrameViews.of(img)
                                .kind(FrameKind.NATIVE)
                                .size(128)
                                .large(ONE)
                                .image(),
                        64,
                        60));
    }

    @Test
    void anOriginalIsSeenAboveItsCopy(@TempDir Path elsewhere) {
        Picture pair = FrameViews.of(elsewhere, img).size(64).synthetic(COPY);
        assertEquals(ONE + " and its copy f606w_all_stat", pair.caption());
        assertEquals(40, grey(pair.image(), 32, pair.height() / 2 - 20));
        assertEquals(200, grey(pair.image(), 32, pair.height() - 10));
    }

    @Test
    void anAugmentedFormIsTurnedAndShadedAndTheSameForOneSeed() {
        FrameViews views = FrameViews.of(img).size(32);
        BufferedImage first = views.augmented(ONE, 1).image();
        BufferedImage again = views.augmented(ONE, 1).image();
        int above = grey(first, 16, first.getHeight() / 2 - 20);
        int below = grey(first, 16, first.getHeight() - 16);
        assertEquals(40, above);
        assertNotEquals(40, below);
        assertEquals(40, below, 60);
        assertEquals(below, grey(again, 16, again.getHeight() - 16));
        assertNotEquals(below, grey(views.augmented(ONE, 2).image(), 16, again.getHeight() - 16));
    }

    @Test
    void aSheetHasTheHighestProbabilityFirst(@TempDir Path folder) throws IOException {
        Path predictions = Files.writeString(
                folder.resolve("predictions.csv"),
                "point,y_proba,index\n1,0.2," + ONE + "\n1,,hst_1_03_acs_hrc_total_ja0003\n1,0.97," + COPY + "\n1,0.5,"
                        + OTHER + "\n");
        Picture sheet = FrameViews.of(img).size(64).sheet(predictions);
        assertEquals("3 of 4 datasets, the highest probability first", sheet.caption());
        int row = sheet.height() - 16;
        assertEquals(
                List.of(200, 120, 40),
                List.of(
                        grey(sheet.image(), 32, row),
                        grey(sheet.image(), 76 + 32, row),
                        grey(sheet.image(), 2 * 76 + 32, row)));
        assertEquals(
                "1 of 4 datasets, the highest probability first",
                FrameViews.of(img).most(1).sheet(predictions).caption());
        assertEquals(
                "2 of 2 datasets", FrameViews.of(img).sheet(List.of(ONE, OTHER)).caption());

        Path npz = FrameStack.read(img, List.of(ONE, OTHER), 32).writeNpz(folder.resolve("frames.npz"));
        Picture square = FrameViews.of(npz).size(32).sheet(predictions);
        assertEquals(120, grey(square.image(), 16, square.height() - 16));
    }

    @Test
    void whatCannotBeSeenIsSaid(@TempDir Path folder) throws IOException {
        FrameViews views = FrameViews.of(img);
        assertEquals("no folder of frames is given; give the folder img that prep wrote", message(FrameViews::of));
        assertEquals("size is 8; it must be 16 to 2048 pixels", message(() -> views.size(8)));
        assertEquals(
                "the maximum number of datasets on a sheet is 0; it must be at least 1", message(() -> views.most(0)));
        assertTrue(message(() -> views.large("nobody"))
                .startsWith(img.resolve("nobody") + ": no such folder; draw its frames"));
        assertTrue(message(() -> views.kind(FrameKind.NATIVE).large(OTHER))
                .endsWith("_sources.png: no such file; draw its native frames"));
        assertEquals(
                ONE
                        + " is not a synthetic copy; the name of a copy ends in the filter and the kind of its"
                        + " corruption, such as _f606w_all_stat",
                message(() -> views.synthetic(ONE)));
        Path odd = Files.writeString(folder.resolve("odd.csv"), "a\n1\n");
        assertEquals(
                odd + ": has no column index (it has a); give the predictions.csv written by predict",
                message(() -> views.sheet(odd)));
        Path none = Files.writeString(folder.resolve("none.csv"), "index\nnobody\n");
        assertEquals(
                none + ": none of its datasets has frames; the first problem: " + img.resolve("nobody")
                        + ": no such folder; draw its frames",
                message(() -> views.sheet(none)));
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(BadInput.class, bad).getMessage();
    }
}
