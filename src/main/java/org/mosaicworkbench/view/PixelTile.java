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
 * A window of an image in 16 bits a pixel, for a page. A pixel of value v has the code {@value #SKY} + rint(asinh((v -
 * zero) / soft) / step): near the sky the codes are an eighth of the noise apart, far above it {@value #STEP} of the
 * value, so that neither a faint source nor a bright star loses what can be seen of it. Code 0 is no data.
 *
 * @param area   what it shows
 * @param zero   value of the code {@value #SKY}: the sky
 * @param soft   values above zero up to which codes are linear
 * @param data   low bytes of all pixels, then high bytes, row by row from the bottom; gzip, Base64
 */
record PixelTile(Area area, double zero, double soft, String data) {

    /** The code of the sky: in the middle of a high byte's range, so that the high bytes of most pixels are the same. */
    static final int SKY = 0x8080;
    /** Between codes, of the inverse hyperbolic sine. */
    static final double STEP = 1.0 / 1600;

    /** Codes that one standard deviation of the noise spans. */
    private static final double CODES_A_SIGMA = 8;

    private static final int MOST = 0xFFFF;
    private static final int SAMPLE = 40_000;
    /** Pixels further apart do not share the noise that drizzling correlates. */
    private static final int LAG = 3;
    /** Of the absolute difference of two normal numbers, in standard deviations of one: 0.6745 times the root of 2. */
    private static final double MEDIAN_DIFFERENCE = 0.9539;

    /**
     * A part of an image.
     *
     * @param x      first column, FITS pixel, 1-based
     * @param y      first row, likewise
     * @param width  columns of the tile
     * @param height rows of the tile
     * @param bin    pixels of the image along a side of a pixel of the tile, which is their mean
     */
    record Area(int x, int y, int width, int height, int bin) {}

    /** @param pixels of the area, row by row from the bottom; what is not finite is no data */
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

    /** @return half the distance between the codes around a value: by so much it can be off */
    double error(double value) {
        return STEP / 2 * Math.hypot(soft, value - zero);
    }

    /** @return finite values at even steps */
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

    /** One standard deviation by differences of neighbours; where most are the same, that of all; 1 if all are. */
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
                // Noise repeats nothing, but its bytes are not all as frequent.
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
