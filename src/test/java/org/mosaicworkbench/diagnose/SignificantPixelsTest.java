package org.mosaicworkbench.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.mosaic.detect.Background;
import org.mosaicworkbench.mosaic.detect.SubtractedImage;

/** Significant pixels are those given by the plain definition, pixel by pixel over the whole image. */
class SignificantPixelsTest {

    private static final int WIDTH = 150;
    private static final int HEIGHT = 90;

    private static SubtractedImage image(long seed, double holes) {
        Random random = new Random(seed);
        float[] image = new float[WIDTH * HEIGHT];
        for (int i = 0; i < image.length; i++) {
            boolean missing = random.nextDouble() < holes || i % WIDTH < 30;
            image[i] = missing ? Float.NaN : (float) random.nextGaussian();
        }
        for (int star = 0; star < 40; star++) {
            int at = WIDTH * (2 + random.nextInt(HEIGHT - 4)) + 2 + random.nextInt(WIDTH - 4);
            for (int i : new int[] {at, at - 1, at + 1, at - WIDTH, at + WIDTH}) {
                image[i] += i == at ? 20 : 10;
            }
        }
        return Background.of(image, WIDTH, HEIGHT, 64).under(image);
    }

    @Test
    void theyAreThoseOfThePlainDefinition() {
        for (double holes : new double[] {0, 0.02, 0.6, 1}) {
            SubtractedImage image = image(3, holes);
            float[] out = contrast(image);
            float[] sizes = new float[out.length];
            int n = 0;
            for (float value : out) {
                if (!Float.isNaN(value)) {
                    sizes[n++] = Math.abs(value);
                }
            }
            Arrays.sort(sizes, 0, n);
            double noise = Math.max(n == 0 ? 0 : 1.4826 * sizes[n / 2], 0.28 * 0.1);
            SignificantPixels found = SignificantPixels.of(image, 0.1);
            assertEquals(n, found.area());
            int k = 0;
            for (int i = 0; i < out.length; i++) {
                if (out[i] > (float) (4.5 * noise)) {
                    assertEquals(i, found.y(k) * WIDTH + found.x(k));
                    assertEquals((float) Math.min(9, out[i] / noise), found.value(k++));
                }
            }
            assertEquals(k, found.size());
            assertTrue(k > 20 || holes == 1, () -> "few stand out: " + found.size());
        }
    }

    private static float[] contrast(SubtractedImage image) {
        float[] narrow = smoothed(image, 1);
        float[] wide = smoothed(image, 4);
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] -= wide[i];
        }
        return narrow;
    }

    /** Smooths along rows, then along columns, in the order of the pixels. */
    private static float[] smoothed(SubtractedImage image, double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        float[] kernel = new float[2 * reach + 1];
        double all = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) Math.exp(-(i - reach) * (i - reach) / (2 * sigma * sigma));
            all += kernel[i];
        }
        float[] smoothed = new float[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                float sum = 0;
                float weight = 0;
                for (int row = Math.max(0, y - reach); row <= Math.min(HEIGHT - 1, y + reach); row++) {
                    float along = 0;
                    float alongWeight = 0;
                    for (int column = Math.max(0, x - reach); column <= Math.min(WIDTH - 1, x + reach); column++) {
                        float value = image.at(column, row);
                        if (!Float.isNaN(value)) {
                            along += kernel[column - x + reach] * value;
                            alongWeight += kernel[column - x + reach];
                        }
                    }
                    sum += kernel[row - y + reach] * along;
                    weight += kernel[row - y + reach] * alongWeight;
                }
                smoothed[y * WIDTH + x] = weight > 0.3 * all * all ? sum / weight : Float.NaN;
            }
        }
        return smoothed;
    }
}
