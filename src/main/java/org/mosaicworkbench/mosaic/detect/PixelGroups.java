package org.mosaicworkbench.mosaic.detect;

/**
 * Pixels grouped by contact, along sides or at corners; groups are numbered in the order of their first pixels.
 *
 * @param group the index of the group of each pixel
 * @param starts where each group would start if pixels were sorted by group, followed by the total number of pixels
 */
record PixelGroups(int[] group, int[] starts) {

    /** @param pixels row-major indices in the image, ascending */
    static PixelGroups of(int[] pixels, int width) {
        int[] group = parents(pixels, width);
        int groups = 0;
        for (int k = 0; k < group.length; k++) {
            // The parent comes first, so the index of its group is known.
            group[k] = group[k] == k ? groups++ : group[group[k]];
        }
        int[] starts = new int[groups + 1];
        for (int g : group) {
            starts[g + 1]++;
        }
        for (int g = 0; g < groups; g++) {
            starts[g + 1] += starts[g];
        }
        return new PixelGroups(group, starts);
    }

    /** For each pixel, an earlier pixel of its group; for the first one, itself. */
    private static int[] parents(int[] pixels, int width) {
        int[] parent = new int[pixels.length];
        int below = 0;
        for (int k = 0; k < pixels.length; k++) {
            int x = pixels[k] % width;
            boolean continues = x > 0 && k > 0 && pixels[k - 1] == pixels[k] - 1;
            parent[k] = continues ? parent[k - 1] : k;
            int first = pixels[k] - width - Math.min(1, x);
            int last = pixels[k] - width + Math.min(1, width - 1 - x);
            while (pixels[below] < first) {
                below++;
            }
            for (int b = below; pixels[b] <= last; b++) {
                // Pixels that touch the previous pixel, or the previous one in the row below, are already in the group.
                boolean known = pixels[b] > first ? b > 0 && pixels[b - 1] == pixels[b] - 1 : continues;
                if (!known) {
                    join(parent, root(parent, k), root(parent, b));
                }
            }
        }
        return parent;
    }

    private static void join(int[] parent, int one, int other) {
        parent[Math.max(one, other)] = Math.min(one, other);
    }

    private static int root(int[] parent, int of) {
        int root = of;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
