package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.visit.Detector;

class ChargeTransferTest {

    private static final double AFTER_8_YEARS = 52350 + 8 * 365.25;

    private static float[] trailed(Geometry.Cut cut, int x, int y, float electrons, float sky) {
        float[] image = new float[cut.width * cut.height];
        Arrays.fill(image, sky);
        image[y * cut.width + x] += electrons;
        ChargeTransfer.of(Detector.WFC, AFTER_8_YEARS).orElseThrow().trail(image, cut);
        return image;
    }

    private static double sum(float[] image, int width, int x, int from, int to, float sky) {
        double sum = 0;
        for (int y = from; y < to; y++) {
            sum += image[y * width + x] - sky;
        }
        return sum;
    }

    /** A quarter of 100 sqrt(n / 1000) electrons over 2,048 rows; the trail contains them, away from the amplifier. */
    @ParameterizedTest
    @CsvSource({"100,7.9", "1000,25", "10000,79"})
    void aPixelLosesWhatTheTrapsHold(float electrons, double lost) {
        Geometry.Cut lower = new Geometry(Detector.WFC, 256).cuts().get(0);
        float[] image = trailed(lower, 40, 20, electrons, 0);
        double rows = (lower.y0 + 21) / 2048.0;
        assertEquals(lost * rows, electrons - image[20 * lower.width + 40], 0.02 * lost);
        assertEquals(0, sum(image, lower.width, 40, 0, 20, 0), "towards the amplifier");
        assertEquals(lost * rows, sum(image, lower.width, 40, 21, 128, 0), 0.06 * lost, "behind it");
        assertTrue(image[21 * lower.width + 40] > image[25 * lower.width + 40], "falls");
        assertEquals(0, sum(image, lower.width, 41, 0, 128, 0), "beside it");
    }

    @Test
    void theUpperChipTrailsDown() {
        Geometry.Cut upper = new Geometry(Detector.WFC, 256).cuts().get(1);
        float[] image = trailed(upper, 40, 100, 1000, 0);
        double rows = (2048 - upper.y0 - 100) / 2048.0;
        assertEquals(25 * rows, 1000 - image[100 * upper.width + 40], 0.5);
        assertEquals(0, sum(image, upper.width, 40, 101, 128, 0), "towards the amplifier");
        assertEquals(25 * rows, sum(image, upper.width, 40, 0, 100, 0), 1.5, "behind it");
    }

    /** The sky keeps traps filled: it stays uniform, and a source on it loses less. */
    @Test
    void skyFillsTheTraps() {
        Geometry.Cut lower = new Geometry(Detector.WFC, 256).cuts().get(0);
        float[] image = trailed(lower, 40, 90, 1000, 100);
        for (int y = 80; y < 90; y++) {
            assertEquals(100, image[y * lower.width + 40], 0.3, "sky in row " + y);
        }
        double lost = 1100 - image[90 * lower.width + 40];
        assertTrue(lost > 10 && lost < 20, "lost " + lost);
    }

    @Test
    void lossesGrowWithTheYears() {
        assertTrue(ChargeTransfer.of(Detector.IR, 58000).isEmpty());
        Geometry.Cut cut = new Geometry(Detector.HRC, 64).cuts().get(0);
        double before = 1000;
        for (double mjd = 52500; mjd < 54200; mjd += 500) {
            float[] image = new float[cut.width * cut.height];
            image[20 * cut.width + 9] = 1000;
            ChargeTransfer.of(Detector.HRC, mjd).orElseThrow().trail(image, cut);
            assertTrue(image[20 * cut.width + 9] < before - 0.5, "on " + mjd);
            before = image[20 * cut.width + 9];
        }
    }
}
