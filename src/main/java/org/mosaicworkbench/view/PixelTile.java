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
 * rint(asinh((v - zero) / soft) / step). Near the sky, codes are an eighth of the noise apart; far above it,
 * {@value #STEP} of the value. Neither faint sources nor bright stars lose visible detail. Code 0 means no data.
 *
 * @param area the part of the image
 * @param zero the value with code {@value #SKY}: the sky
 * @param soft range of values above zero in which codes are linear
 * @param data low bytes of all pixels, then high bytes, row by row from the bottom; gzip, Base64
 */
record PixelTile(Area area, double zero, double soft, String data) {

    /** The code of the sky: in the middle of a high byte's range, so that most pixels have the same high byte. */
    static final int SKY = 0x8080;
    /** The step between codes, in units of the inverse hyperbolic sine. */
    static final double STEP = 1.0 / 1600;

    /** Number of codes per standard deviation of the noise. */
    private static final double CODES_A_SIGMA = 8;

    private static final int MOST = 0xFFFF;
    private static final int SAMPLE = 40_000;
    /** Distance in pixels beyond which the noise correlation introduced by drizzling is negligible. */
    private static final int LAG = 3;
    /**
     * The median absolute difference of two normal deviates, in standard deviations: 0.6745 times the square root of 2.
     */
    private static final double MEDIAN_DIFFERENCE = 0.9539;

    /**
     * A part of an image.
     *
     * @param x      first column, FITS pixel, 1-based
     * @param y      first row, FITS pixel, 1-based
     * @param width  columns of the tile
     * @param height rows of the tile
     * @param bin    image pixels along a side of a tile pixel, which holds their mean
     */
    record Area(int x, int y, int width, int height, int bin) {}

    /** @param pixels the area's pixels, row by row from the bottom; pixels that are not finite have no data */
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

    /** @return half the distance between the codes around a value, which is the largest error */
    double error(double value) {
        return STEP / 2 * Math.hypot(soft, value - zero);
    }

    /** @return finite values at equal intervals */
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
     * The standard deviation of the noise, from differences of pixels {@value #LAG} apart; if most of these are 0, from
     * all pixels; 1 if all pixels are equal.
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
