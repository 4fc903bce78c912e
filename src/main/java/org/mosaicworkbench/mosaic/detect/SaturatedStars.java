package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the stars that a point finder cannot see: where pixels are full, a star has a flat top and a trail of bled
 * charge, which is no Gaussian but broken into several. Each group of full pixels that touch is one star in their
 * middle, since charge bleeds to both sides alike; what was detected inside gives way to it.
 */
final class SaturatedStars {

    /** Fewer full pixels leave the star a shape that is found as it is. */
    private static final int FEWEST_PIXELS = 4;

    private static final double SAME_STAR = 2.5;

    private final boolean[] full;
    private final int width;
    private final int height;

    /** @param full true where a pixel is saturated, row after row */
    SaturatedStars(boolean[] full, int width) {
        this.full = full;
        this.width = width;
        this.height = full.length / width;
    }

    /**
     * @param found what a point finder found
     * @param image the pixels it saw
     * @param noise of a pixel
     * @return brightest first, with one source for each group of full pixels
     */
    List<Detection> among(List<Detection> found, float[] image, PixelNoise noise) {
        int[] group = new int[full.length];
        List<Detection> stars = new ArrayList<>();
        List<List<Detection>> inside = new ArrayList<>();
        for (int i = 0; i < full.length; i++) {
            if (full[i] && group[i] == 0) {
                stars.add(star(i, stars.size() + 1, group, image, noise));
                inside.add(new ArrayList<>());
            }
        }
        List<Detection> kept = new ArrayList<>();
        for (Detection source : found) {
            int of = groupNear(group, source);
            (of == 0 || stars.get(of - 1) == null ? kept : inside.get(of - 1)).add(source);
        }
        for (int k = 0; k < stars.size(); k++) {
            if (stars.get(k) != null) {
                kept.add(
                        inside.get(k).size() == 1 && near(inside.get(k).get(0), stars.get(k))
                                ? inside.get(k).get(0)
                                : stars.get(k));
            }
        }
        kept.sort(Comparator.comparingDouble(Detection::peak)
                .reversed()
                .thenComparingDouble(Detection::y)
                .thenComparingDouble(Detection::x));
        return kept;
    }

    /** Fills a group from one of its pixels; null where it has too few. */
    private Detection star(int start, int number, int[] group, float[] image, PixelNoise noise) {
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
        group[start] = number;
        double n = 0;
        double sx = 0;
        double sy = 0;
        double peak = 0;
        while (!open.isEmpty()) {
            int i = open.poll();
            n++;
            sx += i % width + 1;
            sy += i / width + 1;
            peak = Math.max(peak, image[i]);
            for (int y = Math.max(0, i / width - 1); y <= Math.min(height - 1, i / width + 1); y++) {
                for (int x = Math.max(0, i % width - 1); x <= Math.min(width - 1, i % width + 1); x++) {
                    int beside = y * width + x;
                    if (full[beside] && group[beside] == 0) {
                        group[beside] = number;
                        open.add(beside);
                    }
                }
            }
        }
        return n < FEWEST_PIXELS
                ? null
                : new Detection(sx / n, sy / n, peak, peak / noise.noise(start % width, start / width), 0, 0);
    }

    /** The group that a source stands in or beside; 0 for none. */
    private int groupNear(int[] group, Detection source) {
        int x = (int) Math.rint(source.x()) - 1;
        int y = (int) Math.rint(source.y()) - 1;
        for (int py = Math.max(0, y - 1); py <= Math.min(height - 1, y + 1); py++) {
            for (int px = Math.max(0, x - 1); px <= Math.min(width - 1, x + 1); px++) {
                if (group[py * width + px] != 0) {
                    return group[py * width + px];
                }
            }
        }
        return 0;
    }

    private static boolean near(Detection a, Detection b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y()) < SAME_STAR;
    }
}
