package org.mosaicworkbench.maths;

/**
 * The discrete Fourier transform of a square complex image whose side is a power of two, in place, without
 * normalisation; radix 2 (Cooley and Tukey 1965, Math. Comp. 19, 297). Thread-safe, because it holds only tables.
 */
public final class Fourier {

    private static final int BLOCK = 8;

    private final int n;
    private final int[] reversed;
    /**
     * The twiddle factors of the stage that transforms groups of 2 m values begin at index m, so that each stage reads
     * them contiguously.
     */
    private final double[] cos;

    private final double[] sin;

    /** @param n side, a power of two */
    public Fourier(int n) {
        this.n = n;
        reversed = new int[n];
        int shift = Integer.numberOfLeadingZeros(n) + 1;
        cos = new double[n];
        sin = new double[n];
        for (int i = 0; i < n; i++) {
            reversed[i] = Integer.reverse(i) >>> shift;
        }
        for (int half = 1; half < n; half *= 2) {
            for (int k = 0; k < half; k++) {
                cos[half + k] = Math.cos(Math.PI * k / half);
                sin[half + k] = -Math.sin(Math.PI * k / half);
            }
        }
    }

    /** Replaces an image, row-major with the zero frequency first, by its transform with exponent -2 pi i. */
    public void transformInPlace(double[] re, double[] im) {
        for (int y = 0; y < n; y++) {
            if (!empty(re, im, y * n)) {
                line(re, im, y * n);
            }
        }
        columns(re, im);
    }

    /** Whether a row is all 0 and needs no transform, as where a pupil fills only a part of the image. */
    private boolean empty(double[] re, double[] im, int start) {
        for (int i = start; i < start + n; i++) {
            if (re[i] != 0 || im[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Transforms columns in blocks through a buffer, because strided memory access costs more than the copies. */
    private void columns(double[] re, double[] im) {
        double[] blockRe = new double[BLOCK * n];
        double[] blockIm = new double[BLOCK * n];
        int width = Math.min(BLOCK, n);
        for (int x0 = 0; x0 < n; x0 += width) {
            for (int y = 0; y < n; y++) {
                for (int x = 0; x < width; x++) {
                    blockRe[x * n + y] = re[y * n + x0 + x];
                    blockIm[x * n + y] = im[y * n + x0 + x];
                }
            }
            for (int x = 0; x < width; x++) {
                line(blockRe, blockIm, x * n);
            }
            for (int y = 0; y < n; y++) {
                for (int x = 0; x < width; x++) {
                    re[y * n + x0 + x] = blockRe[x * n + y];
                    im[y * n + x0 + x] = blockIm[x * n + y];
                }
            }
        }
    }

    private void line(double[] re, double[] im, int start) {
        for (int i = 0; i < n; i++) {
            int j = reversed[i];
            if (j > i) {
                swap(re, start + i, start + j);
                swap(im, start + i, start + j);
            }
        }
        for (int group = start; group < start + n; group += 2) {
            double r = re[group + 1];
            double i = im[group + 1];
            re[group + 1] = re[group] - r;
            im[group + 1] = im[group] - i;
            re[group] += r;
            im[group] += i;
        }
        for (int half = 2; half < n; half *= 2) {
            for (int group = start; group < start + n; group += 2 * half) {
                butterflies(re, im, group, half);
            }
        }
    }

    private void butterflies(double[] re, double[] im, int group, int half) {
        for (int k = 0; k < half; k++) {
            int top = group + k;
            int bottom = top + half;
            double c = cos[half + k];
            double s = sin[half + k];
            double tr = re[bottom] * c - im[bottom] * s;
            double ti = re[bottom] * s + im[bottom] * c;
            re[bottom] = re[top] - tr;
            im[bottom] = im[top] - ti;
            re[top] += tr;
            im[top] += ti;
        }
    }

    private static void swap(double[] a, int i, int j) {
        double t = a[i];
        a[i] = a[j];
        a[j] = t;
    }
}
