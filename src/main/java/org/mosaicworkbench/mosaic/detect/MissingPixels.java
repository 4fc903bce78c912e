package org.mosaicworkbench.mosaic.detect;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.mosaicworkbench.io.Band;

/**
 * The pixels without data in an image, either outside (connected to its border) or inside. They are found from the runs
 * of such pixels in each row, since there are few runs.
 *
 * @param outside row-major indices of the pixels outside
 * @param inside row-major indices of the pixels inside
 */
record MissingPixels(BitSet outside, BitSet inside) {

    static MissingPixels of(float[] image, int width, int threads) {
        int height = image.length / width;
        List<int[]> bands = Band.map(height, threads, band -> runs(image, width, band));
        int[] runs = new int[bands.stream().mapToInt(r -> r.length).sum()];
        int n = 0;
        for (int[] one : bands) {
            System.arraycopy(one, 0, runs, n, one.length);
            n += one.length;
        }
        boolean[] reached = reached(runs, width, height);
        BitSet outside = new BitSet(image.length);
        BitSet inside = new BitSet();
        for (int r = 0; r < reached.length; r++) {
            (reached[r] ? outside : inside).set(runs[2 * r], runs[2 * r + 1]);
        }
        return new MissingPixels(outside, inside);
    }

    /** The first pixel of each run and the pixel after its last. */
    private static int[] runs(float[] image, int width, Band band) {
        int[] runs = new int[64];
        int n = 0;
        for (int y = band.from(); y < band.to(); y++) {
            int end = (y + 1) * width;
            for (int i = y * width; i < end; i++) {
                if (Float.isNaN(image[i])) {
                    int start = i;
                    while (i < end && Float.isNaN(image[i])) {
                        i++;
                    }
                    if (n == runs.length) {
                        runs = Arrays.copyOf(runs, 2 * n);
                    }
                    runs[n++] = start;
                    runs[n++] = i;
                }
            }
        }
        return Arrays.copyOf(runs, n);
    }

    /** Which runs are connected to the border. */
    private static boolean[] reached(int[] runs, int width, int height) {
        int number = runs.length / 2;
        int[] parent = new int[number];
        boolean[] reached = new boolean[number];
        int before = 0;
        for (int r = 0; r < number; r++) {
            parent[r] = r;
            int start = runs[2 * r] - width;
            int end = runs[2 * r + 1] - width;
            while (before < r && runs[2 * before + 1] <= start) {
                before++;
            }
            for (int b = before; b < r && runs[2 * b] < end; b++) {
                parent[root(parent, b)] = root(parent, r);
            }
        }
        for (int r = 0; r < number; r++) {
            int row = runs[2 * r] / width;
            boolean atBorder =
                    row == 0 || row == height - 1 || runs[2 * r] % width == 0 || runs[2 * r + 1] % width == 0;
            reached[root(parent, r)] |= atBorder;
        }
        for (int r = 0; r < number; r++) {
            reached[r] = reached[root(parent, r)];
        }
        return reached;
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
