package org.mosaicworkbench.view;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.mosaicworkbench.maths.OrderStatistics;

/**
 * A window of an image with 16 bits per pixel, for a page. A pixel of value v has the code {@value #SKY} +
 * rint(asinh((v - zero) / soft) / step). Adjacent codes differ by an eighth of the standard deviation of the noise near
 * the sky level, and by the fraction {@value #STEP} of the value far above it. Neither faint sources nor bright stars
 * lose visible detail. Code 0 means no data.
 *
 * @param area the part of the image
 * @param zero the value with code {@value #SKY}: the sky level
 * @param soft scale of the inverse hyperbolic sine: codes are nearly linear where a value differs from {@code zero} by
 *     less
 * @param data low bytes of all pixels, then high bytes, in row-major order from the bottom row; gzipped and
 *     Base64-encoded
 */
record PixelTile(Area area, double zero, double soft, String data) {

    /**
     * The code of the sky level, in the middle of the codes that share a high byte, so that most pixels have the same
     * one.
     */
    static final int SKY = 0x8080;
    /** The step between codes, in units of the inverse hyperbolic sine. */
    static final double STEP = 1.0 / 1600;

    /** Number of codes per standard deviation of the noise. */
    private static final double CODES_A_SIGMA = 8;

    private static final int MOST = 0xFFFF;
    private static final int SAMPLE = 40_000;
    /** Separation in pixels at which the noise correlation introduced by drizzling is negligible. */
    private static final int LAG = 3;
    /**
     * The median absolute difference of two normal deviates, in standard deviations: 0.6745 times the square root of 2.
     */
    private static final double MEDIAN_DIFFERENCE = 0.9539;

    /**
     * A part of an image.
     *
     * @param x first column, FITS pixel, 1-based
     * @param y first row, FITS pixel, 1-based
     * @param width columns of the tile
     * @param height rows of the tile
     * @param bin number of image pixels along each side of a tile pixel, which is the mean of the image pixels inside
     *     it
     */
    record Area(int x, int y, int width, int height, int bin) {}

    /**
     * @param pixels the area's pixels, in row-major order from the bottom row; values that are not finite mean no data
     */
    static PixelTile of(Area area, float[] pixels) {
        float[] finite = sample(pixels);
        double zero = finite.length == 0 ? 0 : OrderStatistics.median(finite, 0, finite.length);
        double soft = noise(pixels, area.width(), finite) / CODES_A_SIGMA / STEP;
        byte[] planes = new byte[2 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int code = code(pixels[i], zero, soft);
            planes[i] = (byte) code;
            planes[pixels.length + i] = (byte) (code >> Byte.SIZE);
        }
        return new PixelTile(area, zero, soft, Base64.getEncoder().encodeToString(zipped(planes)));
    }

    private static int code(float value, double zero, double soft) {
        if (!Float.isFinite(value)) {
            return 0;
        }
        double x = (value - zero) / soft;
        double asinh = Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
        return (int) Math.max(1, Math.min(MOST, SKY + Math.rint(asinh / STEP)));
    }

    /** @return the value that a code stands for; NaN for no data */
    double value(int code) {
        return code == 0 ? Double.NaN : zero + soft * Math.sinh((code - SKY) * STEP);
    }

    /**
     * @return half the difference between the values of adjacent codes near {@code value}, which is the largest
     *     rounding error
     */
    double error(double value) {
        return STEP / 2 * Math.hypot(soft, value - zero);
    }

    /** @return the finite values among pixels sampled at equal intervals */
    static float[] sample(float[] pixels) {
        int step = Math.max(1, pixels.length / SAMPLE);
        float[] some = new float[pixels.length / step + 1];
        int number = 0;
        for (int i = 0; i < pixels.length; i += step) {
            if (Float.isFinite(pixels[i])) {
                some[number++] = pixels[i];
            }
        }
        return Arrays.copyOf(some, number);
    }

    /**
     * The standard deviation of the noise, from the median difference of pixels {@value #LAG} columns apart; if this
     * median is 0, from the values in {@code finite}; 1 if these are all equal.
     */
    private static double noise(float[] pixels, int width, float[] finite) {
        int step = Math.max(1, pixels.length / SAMPLE);
        float[] differences = new float[pixels.length / step + 1];
        int number = 0;
        for (int i = 0; i + LAG < pixels.length; i += step) {
            float difference = Math.abs(pixels[i + LAG] - pixels[i]);
            if (i % width + LAG < width && Float.isFinite(difference)) {
                differences[number++] = difference;
            }
        }
        double noise = number == 0 ? 0 : OrderStatistics.median(differences, 0, number) / MEDIAN_DIFFERENCE;
        if (noise > 0) {
            return noise;
        }
        double sum = 0;
        double squares = 0;
        for (float value : finite) {
            sum += value;
            squares += (double) value * value;
        }
        double variance = (squares - sum * sum / Math.max(1, finite.length)) / Math.max(1, finite.length);
        return variance > 0 ? Math.sqrt(variance) : 1;
    }

    private static byte[] zipped(byte[] planes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes) {
            {
                // Noise has no repetitions, but its bytes are not equally frequent.
                def.setStrategy(Deflater.FILTERED);
            }
        }) {
            zip.write(planes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("x", area.x());
        json.addProperty("y", area.y());
        json.addProperty("w", area.width());
        json.addProperty("h", area.height());
        json.addProperty("bin", area.bin());
        json.addProperty("zero", zero);
        json.addProperty("soft", soft);
        json.addProperty("data", data);
        return json;
    }
}
