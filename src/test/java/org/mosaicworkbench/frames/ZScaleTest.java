package org.mosaicworkbench.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mosaicworkbench.fits.FitsFile;

class ZScaleTest {

    private static final double TOLERANCE = 1e-6;
    private static final Path RESOURCES = Path.of("src/test/resources");

    @Test
    void equalsAstropyOnTheRealExposure() throws IOException {
        JsonArray limits = json("zscale.json").getAsJsonObject("acs_hrc_sci").getAsJsonArray("limits");
        try (FitsFile fits = FitsFile.open(RESOURCES.resolve("ngc104/j8bt06nyq_flt.fits.gz"))) {
            assertLimits(limits, ZScale.of(fits.image("SCI", 1)));
        }
    }

    @TestFactory
    Stream<DynamicTest> equalsAstropyOnSmallImages() throws IOException {
        return json("zscale_cases.json").entrySet().stream()
                .map(c -> DynamicTest.dynamicTest(c.getKey(), () -> {
                    JsonObject expected = c.getValue().getAsJsonObject();
                    assertLimits(
                            expected.getAsJsonArray("limits"), ZScale.of(pixels(expected.getAsJsonArray("pixels"))));
                }));
    }

    @Test
    void infinitePixelsDoNotCount() {
        float[] plain = {4, 1, 3, 2, 9, 9};
        float[] mixed = {Float.POSITIVE_INFINITY, 4, 1, 3, Float.NEGATIVE_INFINITY, 2, 9, Float.NaN, 9};
        assertEquals(ZScale.of(plain), ZScale.of(mixed));
    }

    @Test
    void anImageWithoutDataHasZeroLimits() {
        assertEquals(new ZScale(0, 0), ZScale.of(new float[] {Float.NaN, Float.NaN}));
        assertEquals(new ZScale(0, 0), ZScale.of(new float[0]));
    }

    @Test
    void ofPositiveLeavesOutZeroAndLess() {
        assertEquals(
                ZScale.of(new float[] {4, 1, 3, 2, 9, 9}),
                ZScale.ofPositive(new float[] {0, 4, -7, 1, 3, 0, 2, 9, 9, 0}));
    }

    private static void assertLimits(JsonArray expected, ZScale actual) {
        for (Map.Entry<Integer, Double> limit :
                Map.of(0, actual.lower(), 1, actual.upper()).entrySet()) {
            double value = expected.get(limit.getKey()).getAsDouble();
            assertEquals(value, limit.getValue(), TOLERANCE * Math.abs(value) + 1e-12);
        }
    }

    private static float[] pixels(JsonArray values) {
        float[] pixels = new float[values.size()];
        for (int i = 0; i < pixels.length; i++) {
            JsonElement value = values.get(i);
            pixels[i] = value.isJsonNull() ? Float.NaN : value.getAsFloat();
        }
        return pixels;
    }

    private static JsonObject json(String name) throws IOException {
        return JsonParser.parseString(
                        Files.readString(RESOURCES.resolve("reference").resolve(name)))
                .getAsJsonObject();
    }

    /** The sample takes finite pixels at regular intervals, whatever lies between them. */
    @Test
    void theSampleOfALargeImageIsTakenAtEvenSteps() {
        SplittableRandom random = new SplittableRandom(5);
        float[] pixels = new float[123_457];
        List<Float> finite = new ArrayList<>();
        for (int i = 0; i < pixels.length; i++) {
            boolean missing = i < 30_000 || random.nextInt(7) == 0;
            pixels[i] = missing ? Float.NaN : (float) random.nextGaussian() + i * 1e-5f;
            if (!missing) {
                finite.add(pixels[i]);
            }
        }
        float[] sample = new float[1000];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = finite.get(i * (finite.size() / 1000));
        }
        assertEquals(ZScale.of(sample), ZScale.of(pixels));
    }
}
