package org.mosaicworkbench.mosaic.drizzle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.mosaic.drizzle.RejectionLimits.Combine;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** The expected values follow drizzlepac's {@code min_med} and {@code num_combine}, computed by hand. */
class MedianImageTest {

    private static final float NO = Float.NaN;
    private static final float EXACT = 1e-6f;

    @TempDir
    Path folder;

    @Test
    void theMedianLeavesTheHighestOutAndSkipsWhatIsMissing() {
        float[] median = combined(Combine.MEDIAN, new float[][] {
            {1, 1, 5, NO, NO}, {2, 2, NO, 7, NO}, {4, 9, 2, NO, NO}, {3, NO, NO, NO, NO}, {9, NO, NO, NO, NO}
        });
        assertArrayEquals(new float[] {2.5f, 1.5f, 2, 7, NO}, median, EXACT);
    }

    @Test
    void ofTwoExposuresTheMeanIsTakenWhereTheyAgreeAndTheLowerWhereNot() {
        // Together 200 s: variance (100.5 * 200 + 10 * 200 + 2 * 25) e2 for the first, so that 3 / s is 4.03 sigma.
        float[] minmed = combined(Combine.MINMED, new float[][] {{100, 0, 100, NO, 3}, {101, 0, 107, 5, NO}});
        assertArrayEquals(new float[] {100.5f, 0, 100, 5, 3}, minmed, EXACT);
    }

    @Test
    void ofThreeTheLowestIsTakenWhereItIsFarBelowTheMedian() {
        float[] minmed = combined(
                Combine.MINMED, new float[][] {{10, 10, 10, 10, 50}, {10, 10, 60, 10, 50}, {10, 10, 60, 10, 0}});
        assertArrayEquals(new float[] {10, 10, 10, 10, 0}, minmed, EXACT);
    }

    @Test
    void besideAPlaceWhereTheLowestIsTakenALowerLimitHolds() {
        // 300 s of sky and reading: sigma is sqrt(10 * 300 + 75 + 300 m) / 300; 3.5 of it is 0.66 / s at a median near
        // 0.
        float between = 1.3f;
        float[][] alone = {{0, 0, 0, 0, 0}, {0, 0, 0, between, 0}, {0, 0, 0, between, 0}};
        float[][] beside = {{0, 0, 0, 0, 0}, {0, 0, 90, between, 0}, {0, 0, 90, between, 0}};
        assertEquals(between / 2, combined(Combine.MINMED, alone)[3], EXACT);
        assertEquals(0, combined(Combine.MINMED, beside)[3], EXACT);
    }

    @Test
    void aPixelAtTheEdgeOfAnExposureDoesNotCount() {
        SingleImages images = new SingleImages(grid(3), 2, Long.MAX_VALUE, folder);
        images.keep(canvas(new float[] {1, 1, 1}, new float[] {100, 100, 20}));
        images.keep(canvas(new float[] {1, 1, 4}, new float[] {100, 100, 100}));
        float[] image = new MedianImage(images, Collections.nCopies(2, noise()), Combine.MINMED).make(1);
        assertArrayEquals(new float[] {1, 1, 4}, image, EXACT);
    }

    @Test
    void aLevelThatIsTakenOffCountsEverywhere() {
        SingleImages images = new SingleImages(grid(3), 1, Long.MAX_VALUE, folder);
        images.keep(canvas(new float[] {1, 2, NO}, new float[] {50, 100, 0}));
        images.lower(0, 0.5);
        float[] image = new MedianImage(images, Collections.nCopies(1, noise()), Combine.MEDIAN).make(1);
        assertArrayEquals(new float[] {0.5f, 1.5f, NO}, image, EXACT);
        assertArrayEquals(image, images.take(0).image(), EXACT);
    }

    private float[] combined(Combine combine, float[][] values) {
        SingleImages images = new SingleImages(grid(values[0].length), values.length, Long.MAX_VALUE, folder);
        for (float[] row : values) {
            float[] weights = new float[row.length];
            for (int i = 0; i < row.length; i++) {
                weights[i] = Float.isNaN(row[i]) ? 0 : 100;
            }
            images.keep(canvas(row, weights));
        }
        return new MedianImage(images, Collections.nCopies(values.length, noise()), combine).make(2);
    }

    private static CosmicRays.Noise noise() {
        return new CosmicRays.Noise(10, 5);
    }

    private static Wcs grid(int width) {
        return Wcs.northUp(width, 1, new SkyPoint(6.02, -72.08), 0.025 / 3600);
    }

    private static Canvas canvas(float[] values, float[] weights) {
        Canvas canvas = new Canvas(grid(values.length));
        canvas.nextInput();
        for (int i = 0; i < values.length; i++) {
            canvas.sums()[i] = weights[i] > 0 ? values[i] * weights[i] : 0;
            canvas.weights()[i] = weights[i];
        }
        return canvas;
    }
}
