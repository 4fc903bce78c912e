package org.mosaicworkbench.frames;

import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.frames.measure.DoubleField;
import org.mosaicworkbench.frames.measure.Echo;
import org.mosaicworkbench.frames.measure.Patch;
import org.mosaicworkbench.frames.measure.SourceStack;

/**
 * The three native frames as pictures of {@value #SIZE} pixels. Mid grey marks empty areas: grid positions without a
 * source, pixels without data, an empty stack, no echo. Colour marks deviations from a round star: in the stack, orange
 * where there is more light than typical at that distance from the centre and blue where there is less; in the echo,
 * red where most sources have a companion.
 */
final class NativePictures {

    /** Side of a frame, pixels; a stamp is shown with one frame pixel per image pixel. */
    static final int SIZE = 128;

    private static final int STAMPS = 6;
    private static final int MARGIN = (SIZE - STAMPS * Patch.STAMP) / 2;
    private static final int NOTHING = 128;
    private static final int WHITE = 255;
    private static final int SKY = 40;
    /** Fraction of the peak below which grey is linear; above it, grey is logarithmic. */
    private static final double SOFT = 0.1;

    private static final double GREYS_PER_SCATTER = 16;

    /** Grey levels that the stack's colour may add or subtract. */
    private static final double TINT = 64;
    /** Relative deviation from the typical light that gives half the full tint. */
    private static final double HALF_TINT = 0.3;
    /** Fraction of the peak's light below which all light is treated as noise. */
    private static final double FAINT = 0.03;
    /** Core radius of a star, in samples of the stack. */
    private static final double CORE = 1.2 * SourceStack.FINER;

    private static final int CENTRING = 5;
    private static final double HALF_RED = 0.1;
    private static final double CERTAIN = 3;
    /**
     * Significance that votes reach by chance somewhere in the picture; an excess of {@code HALF_BLUE} above it gives
     * half of the full blue.
     */
    private static final double CHANCE = 4;

    private static final double HALF_BLUE = 2;

    private final byte[] rgb = new byte[3 * SIZE * SIZE];

    private NativePictures() {
        Arrays.fill(rgb, (byte) NOTHING);
    }

    /**
     * Draws the 36 brightest sources in row-major order from the top row, each at its own resolution and scaled from
     * its sky to its peak.
     */
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

    /** Draws the stack of the sources, enlarged six times. */
    static Frame stack(SourceStack stack) {
        NativePictures picture = new NativePictures();
        if (stack.used() > 0) {
            double[] centre = centre(stack.values());
            double[] usual = usual(stack.values(), centre);
            for (int y = 0; y < SourceStack.SIDE; y++) {
                for (int x = 0; x < SourceStack.SIDE; x++) {
                    double share = stack.values()[y * SourceStack.SIDE + x];
                    double level = usual[ring(x, y, centre)];
                    double more = (share - level) / (Math.max(0, level) + FAINT);
                    double grey = TINT + light(share) * (WHITE - 2 * TINT) / WHITE;
                    double tint = TINT * more / (Math.abs(more) + HALF_TINT);
                    picture.set(MARGIN + x, SIZE - 1 - MARGIN - y, grey + tint, grey, grey - tint);
                }
            }
        }
        return new Frame(SIZE, SIZE, picture.rgb);
    }

    /** The median light at each whole distance, in samples, from the centre. */
    private static double[] usual(float[] values, double[] centre) {
        double[][] rings = new double[SourceStack.SIDE][8 * SourceStack.SIDE];
        int[] count = new int[rings.length];
        for (int y = 0; y < SourceStack.SIDE; y++) {
            for (int x = 0; x < SourceStack.SIDE; x++) {
                int ring = ring(x, y, centre);
                rings[ring][count[ring]++] = values[y * SourceStack.SIDE + x];
            }
        }
        double[] usual = new double[rings.length];
        for (int r = 0; r < rings.length; r++) {
            Arrays.sort(rings[r], 0, count[r]);
            usual[r] = count[r] == 0 ? 0 : (rings[r][(count[r] - 1) / 2] + rings[r][count[r] / 2]) / 2;
        }
        return usual;
    }

    private static int ring(int x, int y, double[] centre) {
        return (int) Math.hypot(x - centre[0], y - centre[1]);
    }

    private static double clamped(double offset) {
        return Math.max(-SourceStack.FINER, Math.min(SourceStack.FINER, offset));
    }

    /**
     * The Gaussian-weighted centroid, in samples: iterated from the middle of the stack and at most a pixel from it
     * along each axis.
     */
    private static double[] centre(float[] values) {
        double middle = (SourceStack.SIDE - 1) / 2.0;
        double[] centre = {middle, middle};
        for (int round = 0; round < CENTRING; round++) {
            double sum = 0;
            double sx = 0;
            double sy = 0;
            for (int y = 0; y < SourceStack.SIDE; y++) {
                for (int x = 0; x < SourceStack.SIDE; x++) {
                    double dx = x - centre[0];
                    double dy = y - centre[1];
                    double light = Math.max(0, values[y * SourceStack.SIDE + x])
                            * Math.exp(-(dx * dx + dy * dy) / (2 * CORE * CORE));
                    sum += light;
                    sx += light * dx;
                    sy += light * dy;
                }
            }
            if (sum > 0) {
                centre[0] = middle + clamped(centre[0] + 2 * sx / sum - middle);
                centre[1] = middle + clamped(centre[1] + 2 * sy / sum - middle);
            }
        }
        return centre;
    }

    /**
     * Draws the autocorrelation, one pixel per offset, in units of its scatter: offset 0 is the pixel to the upper
     * right of the centre, north up.
     *
     * @param companions light at each offset from a source as a fraction of the source's own light, the median over the
     *     sources; laid out like the echo
     * @param field significance of the votes for the duplicate image, with the rotation removed
     */
    static Frame echo(Echo echo, Echo companions, DoubleField field) {
        NativePictures picture = new NativePictures();
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double lag = echo.scatter() > 0 ? echo.lags()[y * SIZE + x] / echo.scatter() : 0;
                double grey = Math.max(0, Math.min(WHITE, NOTHING + GREYS_PER_SCATTER * lag));
                double share = Math.max(0, companions.lags()[y * SIZE + x] - CERTAIN * companions.scatter());
                double red = share / (share + HALF_RED);
                double votes = Math.max(0, field.lags()[y * SIZE + x] - CHANCE);
                double blue = votes / (votes + HALF_BLUE);
                double dark = grey * (1 - red) * (1 - blue);
                picture.set(x, SIZE - 1 - y, dark + red * (WHITE - dark), dark, dark + blue * (WHITE - dark));
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

    private void set(int column, int row, double grey) {
        set(column, row, grey, grey, grey);
    }

    /** @param row row from the top */
    private void set(int column, int row, double red, double green, double blue) {
        int place = 3 * (row * SIZE + column);
        rgb[place] = level(red);
        rgb[place + 1] = level(green);
        rgb[place + 2] = level(blue);
    }

    private static byte level(double value) {
        return (byte) Math.max(0, Math.min(WHITE, Math.rint(value)));
    }
}
