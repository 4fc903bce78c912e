package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds saturated stars, which have a flat top and a bleed trail, so that a point finder breaks them into several
 * sources. Each group of touching saturated pixels is treated as one star at its centre, since charge bleeds equally to
 * both sides; it replaces the sources detected inside the group.
 */
final class SaturatedStars {

    /** Minimum number of saturated pixels; with fewer, the star's shape is intact enough for the point finder. */
    private static final int FEWEST_PIXELS = 4;

    private static final double SAME_STAR = 2.5;
    private static final int NONE = -1;

    private final int[] full;
    private final int width;
    private final PixelGroups groups;

    /**
     * @param full row-major indices of the saturated pixels of an image, ascending
     * @param width the image's width
     */
    SaturatedStars(int[] full, int width) {
        this.full = full;
        this.width = width;
        this.groups = PixelGroups.of(full, width);
    }

    /**
     * Replaces the detections in saturated stars.
     *
     * @param found the detections of a point finder
     * @param image the image that was searched
     * @return the sources, brightest first, with one source for each group of saturated pixels
     */
    List<Detection> among(List<Detection> found, SubtractedImage image) {
        List<Detection> stars = stars(image);
        List<List<Detection>> inside = new ArrayList<>();
        stars.forEach(star -> inside.add(new ArrayList<>()));
        List<Detection> kept = new ArrayList<>();
        for (Detection source : found) {
            int of = groupNear(source);
            (of == NONE || stars.get(of) == null ? kept : inside.get(of)).add(source);
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

    /** One star per group; null for a group with too few pixels. */
    private List<Detection> stars(SubtractedImage image) {
        int number = groups.starts().length - 1;
        int[] first = new int[number];
        Arrays.fill(first, NONE);
        double[] sumX = new double[number];
        double[] sumY = new double[number];
        double[] peak = new double[number];
        for (int k = 0; k < full.length; k++) {
            int g = groups.group()[k];
            int x = full[k] % width;
            int y = full[k] / width;
            first[g] = first[g] == NONE ? full[k] : first[g];
            sumX[g] += x + 1;
            sumY[g] += y + 1;
            peak[g] = Math.max(peak[g], image.at(x, y));
        }
        List<Detection> stars = new ArrayList<>();
        for (int g = 0; g < number; g++) {
            int n = groups.starts()[g + 1] - groups.starts()[g];
            double noise = image.noise(first[g] % width, first[g] / width);
            stars.add(
                    n < FEWEST_PIXELS ? null : new Detection(sumX[g] / n, sumY[g] / n, peak[g], peak[g] / noise, 0, 0));
        }
        return stars;
    }

    /** The index of the group that a source is in or next to, or {@link #NONE}. */
    private int groupNear(Detection source) {
        int x = (int) Math.rint(source.x()) - 1;
        int y = (int) Math.rint(source.y()) - 1;
        int last = Math.min(width - 1, x + 1);
        for (int py = Math.max(0, y - 1); py <= y + 1; py++) {
            int at = Arrays.binarySearch(full, py * width + Math.max(0, x - 1));
            at = at < 0 ? -at - 1 : at;
            if (at < full.length && full[at] <= py * width + last) {
                return groups.group()[at];
            }
        }
        return NONE;
    }

    private static boolean near(Detection a, Detection b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y()) < SAME_STAR;
    }
}
