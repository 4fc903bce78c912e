package org.mosaicworkbench.mosaic.detect;

/**
 * Pixels in groups that touch each other by sides or corners, numbered in the order of their first pixels.
 *
 * @param group  of each pixel
 * @param starts where each group would start if pixels were sorted by group, and behind that how many pixels there are
 */
record PixelGroups(int[] group, int[] starts) {

    /** @param pixels of an image, row after row, ascending */
    static PixelGroups of(int[] pixels, int width) {
        int[] group = new int[pixels.length];
        int groups = number(parents(pixels, width), group);
        int[] starts = new int[groups + 1];
        for (int g : group) {
            starts[g + 1]++;
        }
        for (int g = 0; g < groups; g++) {
            starts[g + 1] += starts[g];
        }
        return new PixelGroups(group, starts);
    }

    private static int[] parents(int[] pixels, int width) {
        int[] parent = new int[pixels.length];
        int below = 0;
        for (int k = 0; k < pixels.length; k++) {
            int x = pixels[k] % width;
            boolean continues = x > 0 && k > 0 && pixels[k - 1] == pixels[k] - 1;
            parent[k] = continues ? root(parent, k - 1) : k;
            int first = pixels[k] - width - Math.min(1, x);
            int last = pixels[k] - width + Math.min(1, width - 1 - x);
            while (pixels[below] < first) {
                below++;
            }
            for (int b = below; pixels[b] <= last; b++) {
                parent[root(parent, b)] = root(parent, k);
            }
        }
        return parent;
    }

    private static int number(int[] parent, int[] group) {
        int[] numberOf = new int[parent.length];
        int groups = 0;
        for (int k = 0; k < parent.length; k++) {
            int root = root(parent, k);
            if (numberOf[root] == 0) {
                numberOf[root] = ++groups;
            }
            group[k] = numberOf[root] - 1;
        }
        return groups;
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
