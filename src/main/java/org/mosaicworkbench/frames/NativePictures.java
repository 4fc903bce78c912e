package org.mosaicworkbench.frames;

import java.util.Arrays;
import java.util.List;

/**
 * The three native frames as pictures of {@value #SIZE} pixels, grey. What is mid grey is neither bright nor dark: a place
 * of the grid without a source, pixels without data, a stack of no source, no echo.
 */
final class NativePictures {

    /** Pixels along each side: a stamp's pixels are shown one to one. */
    static final int SIZE = 128;

    private static final int STAMPS = 6;
    private static final int MARGIN = (SIZE - STAMPS * Patch.STAMP) / 2;
    private static final int NOTHING = 128;
    private static final int WHITE = 255;
    private static final int SKY = 40;
    /** The share of the peak below which the grey is linear; beyond it follows the logarithm. */
    private static final double SOFT = 0.1;
    private static final double GREYS_PER_SCATTER = 16;

    private final byte[] rgb = new byte[3 * SIZE * SIZE];

    private NativePictures() {
        Arrays.fill(rgb, (byte) NOTHING);
    }

    /** The brightest 36 sources, row by row from the top, each at its own resolution, from its sky to its peak. */
    static Frame sources(List<Patch> patches) {
        NativePictures picture = new NativePictures();
        int half = Patch.STAMP / 2;
        for (int i = 0; i < Math.min(STAMPS * STAMPS, patches.size()); i++) {
            Patch patch = patches.get(i);
            int left = MARGIN + i % STAMPS * Patch.STAMP;
            int top = MARGIN + i / STAMPS * Patch.STAMP;
            for (int dy = -half; dy <= half; dy++) {
                for (int dx = -half; dx <= half; dx++) {
                    picture.set(left + half + dx, top + half - dy, light(patch.at(dx, dy) / patch.peak()));
                }
            }
        }
        return new Frame(SIZE, SIZE, picture.rgb);
    }

    /** The stack of the sources, six times enlarged. */
    static Frame stack(SourceStack stack) {
        NativePictures picture = new NativePictures();
        if (stack.used() > 0) {
            for (int y = 0; y < SourceStack.SIDE; y++) {
                for (int x = 0; x < SourceStack.SIDE; x++) {
                    picture.set(MARGIN + x, SIZE - 1 - MARGIN - y, light(stack.values()[y * SourceStack.SIDE + x]));
                }
            }
        }
        return new Frame(SIZE, SIZE, picture.rgb);
    }

    /** The echo, a pixel an offset, in units of its scatter: offset 0 right and above of the middle, north up. */
    static Frame echo(Echo echo) {
        NativePictures picture = new NativePictures();
        if (echo.scatter() > 0) {
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    picture.set(x, SIZE - 1 - y,
                            NOTHING + GREYS_PER_SCATTER * echo.lags()[y * SIZE + x] / echo.scatter());
                }
            }
        }
        return new Frame(SIZE, SIZE, picture.rgb);
    }

    private static double light(double share) {
        return Double.isNaN(share) ? NOTHING : SKY + (WHITE - SKY) * arsinh(share / SOFT) / arsinh(1 / SOFT);
    }

    private static double arsinh(double value) {
        return Math.signum(value) * Math.log(Math.abs(value) + Math.sqrt(value * value + 1));
    }

    /** @param row from the top */
    private void set(int column, int row, double grey) {
        byte value = (byte) Math.max(0, Math.min(WHITE, Math.rint(grey)));
        Arrays.fill(rgb, 3 * (row * SIZE + column), 3 * (row * SIZE + column) + 3, value);
    }
}
