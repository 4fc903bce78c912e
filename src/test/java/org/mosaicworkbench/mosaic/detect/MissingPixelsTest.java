package org.mosaicworkbench.mosaic.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares both ways of grouping pixels with a flood fill that visits one pixel at a time. */
class MissingPixelsTest {

    @Test
    void theOutsideIsWhatAFloodFromTheBorderReaches() {
        Random random = new Random(6);
        for (int trial = 0; trial < 60; trial++) {
            int width = 1 + random.nextInt(40);
            int height = 1 + random.nextInt(40);
            float[] image = image(width, height, 0.3 + 0.5 * random.nextDouble(), random);
            BitSet empty = empty(image);
            BitSet outside = new BitSet();
            for (int i = 0; i < image.length; i++) {
                boolean border = i % width == 0 || i % width == width - 1 || i < width || i >= width * (height - 1);
                if (border && empty.get(i)) {
                    outside.or(flood(empty, i, width, height, false));
                }
            }
            BitSet inside = (BitSet) empty.clone();
            inside.andNot(outside);
            for (int threads : new int[] {1, 2, 5}) {
                assertEquals(new MissingPixels(outside, inside), MissingPixels.of(image, width, threads));
            }
        }
    }

    @Test
    void groupsTouchAtCornersAndNotAcrossTheBorder() {
        Random random = new Random(7);
        for (int trial = 0; trial < 60; trial++) {
            int width = 1 + random.nextInt(30);
            int height = 1 + random.nextInt(30);
            BitSet mask = empty(image(width, height, 0.1 + 0.4 * random.nextDouble(), random));
            int[] pixels = mask.stream().toArray();
            int[] expected = new int[width * height];
            int number = 0;
            for (int i : pixels) {
                if (expected[i] == 0) {
                    int group = ++number;
                    flood(mask, i, width, height, true).stream().forEach(j -> expected[j] = group);
                }
            }
            PixelGroups groups = PixelGroups.of(pixels, width);
            assertArrayEquals(IntStream.of(pixels).map(i -> expected[i] - 1).toArray(), groups.group());
            assertEquals(number + 1, groups.starts().length);
            for (int g = 0; g < number; g++) {
                int group = g;
                assertEquals(
                        IntStream.of(groups.group()).filter(k -> k == group).count(),
                        groups.starts()[g + 1] - groups.starts()[g]);
            }
        }
    }

    private static float[] image(int width, int height, double share, Random random) {
        float[] image = new float[width * height];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextDouble() < share ? Float.NaN : 1;
        }
        return image;
    }

    private static BitSet empty(float[] image) {
        BitSet empty = new BitSet();
        IntStream.range(0, image.length).filter(i -> Float.isNaN(image[i])).forEach(empty::set);
        return empty;
    }

    private static BitSet flood(BitSet mask, int start, int width, int height, boolean corners) {
        BitSet reached = new BitSet();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        reached.set(start);
        open.add(start);
        while (!open.isEmpty()) {
            int i = open.poll();
            for (int step = 0; step < 9; step++) {
                int x = i % width + step % 3 - 1;
                int y = i / width + step / 3 - 1;
                boolean inside = x >= 0 && y >= 0 && x < width && y < height && (corners || step % 2 == 1);
                if (inside && mask.get(y * width + x) && !reached.get(y * width + x)) {
                    reached.set(y * width + x);
                    open.add(y * width + x);
                }
            }
        }
        return reached;
    }
}
