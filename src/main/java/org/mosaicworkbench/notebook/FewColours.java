package org.mosaicworkbench.notebook;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Images with few colours, stored with one byte per pixel: a third of the size of three bytes per pixel, without loss.
 */
final class FewColours {

    private static final int COLOURS = 256;
    /** Number of palette entries that are simply the most frequent colours. */
    private static final int FREQUENT = 128;

    private FewColours() {}

    /** The same image with a palette if it is opaque and has at most 256 colours, otherwise the image itself. */
    static BufferedImage asPalette(BufferedImage image) {
        if (image.getColorModel().hasAlpha()) {
            return image;
        }
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        byte[] indices = new byte[image.getWidth() * image.getHeight()];
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int x = 0; x < row.length; x++) {
                Integer number = numbers.putIfAbsent(row[x], numbers.size());
                if (numbers.size() > COLOURS) {
                    return image;
                }
                indices[y * row.length + x] = (byte) (number == null ? numbers.size() - 1 : number);
            }
        }
        int[] colours = numbers.keySet().stream().mapToInt(Integer::intValue).toArray();
        return indexed(image.getWidth(), image.getHeight(), indices, colours);
    }

    /**
     * The image in 256 of its colours, with all remaining colours replaced by the nearest of the 256. Half of the 256
     * are the most frequent colours, which in a drawing include all paint colours; rarer colours are mostly blends on
     * the edges of lines and letters. The other half are the colours farthest from those already kept, so that a small
     * red mark in a picture of many greys stays red.
     */
    static BufferedImage reduced(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        for (int from = 0, to; from < pixels.length; from = to) {
            to = from + 1;
            while (to < pixels.length && pixels[to] == pixels[from]) {
                to++;
            }
            counts.merge(pixels[from], to - from, Integer::sum);
        }
        if (counts.size() <= COLOURS) {
            return asPalette(image);
        }
        int[] kept = kept(counts);
        Map<Integer, Byte> nearest = new HashMap<>();
        counts.keySet().forEach(colour -> nearest.put(colour, (byte) nearest(colour, kept)));
        byte[] indices = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            indices[i] = i > 0 && pixels[i] == pixels[i - 1] ? indices[i - 1] : nearest.get(pixels[i]);
        }
        return indexed(image.getWidth(), image.getHeight(), indices, kept);
    }

    private static int[] kept(Map<Integer, Integer> counts) {
        int[] colours = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .mapToInt(Map.Entry::getKey)
                .toArray();
        int[] distances = new int[colours.length];
        Arrays.fill(distances, Integer.MAX_VALUE);
        int[] kept = new int[COLOURS];
        for (int k = 0; k < COLOURS; k++) {
            kept[k] = colours[k < FREQUENT ? k : farthest(distances)];
            for (int i = 0; i < colours.length; i++) {
                distances[i] = Math.min(distances[i], distance(colours[i], kept[k]));
            }
        }
        return kept;
    }

    private static int farthest(int[] distances) {
        int farthest = 0;
        for (int i = 1; i < distances.length; i++) {
            if (distances[i] > distances[farthest]) {
                farthest = i;
            }
        }
        return farthest;
    }

    private static int nearest(int colour, int[] kept) {
        int nearest = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < kept.length; i++) {
            int distance = distance(colour, kept[i]);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift < 24; shift += Byte.SIZE) {
            int apart = (one >> shift & 0xff) - (other >> shift & 0xff);
            sum += apart * apart;
        }
        return sum;
    }

    private static BufferedImage indexed(int width, int height, byte[] indices, int[] colours) {
        IndexColorModel model =
                new IndexColorModel(Byte.SIZE, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(width, height);
        raster.setDataElements(0, 0, width, height, indices);
        return new BufferedImage(model, raster, false, null);
    }
}
