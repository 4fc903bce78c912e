package org.mosaicworkbench.mosaic.drizzle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * Compares the kernels with numbers computed with Debian's drizzle package by
 * {@code src/test/reference/drizzle_kernels.py}.
 */
@Slow
class KernelTest {

    private static final double RELATIVE = 1e-4;

    private static JsonObject reference;
    private static Chip chip;
    private static Wcs grid;

    @BeforeAll
    static void read() {
        reference = Real.reference("drizzle_kernels.json");
        try (FitsFile file = FitsFile.open(Real.EXPOSURE)) {
            Wcs wcs = Wcs.of(file.requiredHeader("SCI", 1));
            chip = new Chip(
                    "real",
                    wcs,
                    new Chip.Raster(1024, 1024, file.image("SCI", 1).pixels()),
                    reference.get("weight").getAsDouble(),
                    wcs.pixelScale() * wcs.pixelScale());
        }
        JsonArray crval = reference.getAsJsonArray("crval");
        JsonArray crpix = reference.getAsJsonArray("crpix");
        grid = Wcs.northUp(
                        reference.get("width").getAsInt(),
                        reference.get("height").getAsInt(),
                        new SkyPoint(crval.get(0).getAsDouble(), crval.get(1).getAsDouble()),
                        reference.get("side").getAsDouble())
                .withReferencePixel(
                        new PixelPoint(crpix.get(0).getAsDouble(), crpix.get(1).getAsDouble()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void agreesWithTheDrizzlePackageOnTheWholeRealExposure(int number) {
        JsonObject one = reference.getAsJsonArray("cases").get(number).getAsJsonObject();
        Kernel kernel = Kernel.valueOf(one.get("kernel").getAsString().toUpperCase(Locale.ROOT));
        Canvas canvas = new Canvas(grid);
        Drizzle.standard()
                .kernel(kernel)
                .pixfrac(one.get("pixfrac").getAsDouble())
                .addTo(canvas, chip);
        float[] image = canvas.image();
        float[] weights = canvas.weights();
        for (JsonElement element : one.getAsJsonArray("blocks")) {
            double[] block = numbers(element);
            double sum = 0;
            double weight = 0;
            for (int y = (int) block[1]; y < block[1] + 100; y++) {
                for (int x = (int) block[0]; x < block[0] + 100; x++) {
                    int i = y * grid.width() + x;
                    sum += Float.isNaN(image[i]) ? 0 : image[i];
                    weight += weights[i];
                }
            }
            String where = kernel + " block at " + block[0] + ", " + block[1];
            assertEquals(block[2], sum, RELATIVE * block[2], where);
            assertEquals(block[3], weight, RELATIVE * block[3], where);
        }
        for (JsonElement element : one.getAsJsonArray("pixels")) {
            double[] pixel = numbers(element);
            int i = ((int) pixel[1]) * grid.width() + (int) pixel[0];
            String where = kernel + " pixel " + pixel[0] + ", " + pixel[1];
            assertEquals(pixel[2], Float.isNaN(image[i]) ? 0 : image[i], RELATIVE * Math.abs(pixel[2]), where);
            assertEquals(pixel[3], weights[i], RELATIVE * Math.abs(pixel[3]), where);
        }
    }

    @Test
    void everyKernelReachesEveryInnerPixelButThePointKernel() {
        for (Kernel kernel : Kernel.values()) {
            Canvas canvas = new Canvas(grid);
            Drizzle.standard().kernel(kernel).addTo(canvas, chip);
            assertEquals(kernel != Kernel.POINT, reachedAll(canvas), kernel.toString());
        }
    }

    private static boolean reachedAll(Canvas canvas) {
        boolean all = true;
        for (int y = 600; y < 800; y++) {
            for (int x = 500; x < 700; x++) {
                all &= canvas.reached(x, y);
            }
        }
        return all;
    }

    private static double[] numbers(JsonElement element) {
        JsonArray array = element.getAsJsonArray();
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).getAsDouble();
        }
        assertTrue(numbers.length == 4, "four numbers");
        return numbers;
    }
}
