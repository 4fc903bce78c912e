package org.mosaicworkbench.mosaic.drizzle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.task.Require;

/**
 * Variable-pixel linear reconstruction, "drizzle" (Fruchter and Hook 2002, PASP 114, 144). Every input pixel is shrunk
 * to a drop, mapped onto the output and distributed over the output pixels; the square kernel distributes it in
 * proportion to the covered area. With a the covered area, w the input's weight, A the drop's area in output pixels, d
 * the value and s the ratio of linear output to input pixel size, an output pixel is the mean of d s^2 weighted by a w
 * / A, over all drops.
 *
 * <p>The sum of image times weight is conserved: it equals the sum of d w over the drops. The plain sum of the image
 * also equals that of the input if every pixel is covered. If bad pixels leave holes, a partly covered output pixel
 * holds the mean of the drops that cover it, so the plain sum is larger by the light interpolated into the holes.
 *
 * <p>The input is cut into fixed blocks that are added in a fixed order, so the result is identical, bit for bit, for
 * any number of threads.
 *
 * @param kernel how a drop is distributed over output pixels
 * @param pixfrac the side of a drop as a fraction of the input pixel's, above 0 and up to 1
 * @param threads number of blocks processed at the same time
 */
public record Drizzle(Kernel kernel, double pixfrac, int threads) {

    private static final int BLOCK = 256;
    private static final int BLOCKS_AT_ONCE = 32;
    /**
     * Half the diagonal of an exposure's pixel, in units of the side of the reference pixel of its first chip;
     * distortion makes some pixels larger.
     */
    private static final double HALF_DIAGONAL = 0.9;

    /** @throws BadInput if an option is out of range */
    public Drizzle {
        if (!(pixfrac > 0 && pixfrac <= 1)) {
            throw new BadInput("pixfrac is " + pixfrac + "; it must be above 0 and at most 1");
        }
        Require.atLeast(1, "threads", threads);
    }

    /** @return the default settings: the square kernel, pixfrac 1, one thread per core */
    public static Drizzle standard() {
        return new Drizzle(Kernel.SQUARE, 1, Parallel.cores());
    }

    /** @return a copy with a different kernel */
    public Drizzle kernel(Kernel other) {
        return new Drizzle(other, pixfrac, threads);
    }

    /** @return a copy with a different drop size; see {@link #pixfrac()} */
    public Drizzle pixfrac(double fraction) {
        return new Drizzle(kernel, fraction, threads);
    }

    /** @return a copy with a different number of threads */
    public Drizzle threads(int number) {
        return new Drizzle(kernel, pixfrac, number);
    }

    /**
     * Drizzles every good pixel of a chip onto a canvas, which changes in place. A chip that does not overlap the
     * canvas adds nothing but counts as an input.
     */
    public void addTo(Canvas canvas, Chip chip) {
        canvas.nextInput();
        add(canvas, chip, canvas.inputs() - 1, null);
    }

    /**
     * Updates a canvas for newly flagged input pixels: every output pixel that they reach is recomputed from the
     * remaining drops.
     *
     * @param canvas contains exactly these chips, added in this order; changes in place
     * @param chips the chips, in which the flagged pixels are now NaN
     * @param lost for each chip, the indices of the flagged pixels
     */
    public void takeOff(Canvas canvas, List<Chip> chips, List<int[]> lost) {
        Touched touched = new Touched(canvas.wcs().width(), canvas.wcs().height());
        for (int i = 0; i < chips.size(); i++) {
            int beyond = kernel == Kernel.SQUARE ? 0 : reach(canvas, chips.get(i));
            touched.add(chips.get(i), lost.get(i), canvas.wcs(), beyond);
        }
        canvas.clear(touched);
        for (int i = 0; i < chips.size(); i++) {
            add(canvas, chips.get(i), i, touched);
        }
    }

    /** @param only the output pixels to add to; null for all */
    private void add(Canvas canvas, Chip chip, int input, Touched only) {
        PixelMap map = PixelMap.between(chip.wcs(), canvas.wcs());
        Touched near = only == null ? null : only.widened(farthest(canvas, chip));
        List<Block> blocks = blocks(chip);
        List<Tile> tiles = IntStream.range(0, Math.min(BLOCKS_AT_ONCE, blocks.size()))
                .mapToObj(i -> new Tile())
                .toList();
        for (int i = 0; i < blocks.size(); i += BLOCKS_AT_ONCE) {
            int first = i;
            List<Integer> some = IntStream.range(0, Math.min(BLOCKS_AT_ONCE, blocks.size() - first))
                    .boxed()
                    .toList();
            List<Tile> filled = Parallel.map(
                    some, threads, k -> drop(chip, map, blocks.get(first + k), canvas, near, tiles.get(k)));
            canvas.add(filled.stream().filter(Objects::nonNull).toList(), input, only, threads);
        }
    }

    private static List<Block> blocks(Chip chip) {
        List<Block> blocks = new ArrayList<>();
        for (int y = 0; y < chip.raster().height(); y += BLOCK) {
            for (int x = 0; x < chip.raster().width(); x += BLOCK) {
                blocks.add(new Block(
                        x,
                        y,
                        Math.min(BLOCK, chip.raster().width() - x),
                        Math.min(BLOCK, chip.raster().height() - y)));
            }
        }
        return blocks;
    }

    /**
     * The largest distance, along x or y, from the output pixel under the middle of a drop to any output pixel that the
     * drop can reach.
     */
    private int farthest(Canvas canvas, Chip chip) {
        return (int) Math.ceil(HALF_DIAGONAL / ratio(canvas, chip)) + reach(canvas, chip);
    }

    private int reach(Canvas canvas, Chip chip) {
        return DropKernel.reach(kernel, ratio(canvas, chip), pixfrac);
    }

    private static double ratio(Canvas canvas, Chip chip) {
        return canvas.wcs().pixelScale() / Math.sqrt(chip.pixelArea());
    }

    /** @return the filled tile; null if nothing reaches the canvas */
    private Tile drop(Chip chip, PixelMap map, Block block, Canvas canvas, Touched near, Tile tile) {
        int reach = reach(canvas, chip);
        DropPositions at = kernel == Kernel.SQUARE
                ? DropPositions.corners(map, block.x, block.y, block.width, block.height)
                : DropPositions.centres(map, block.x, block.y, block.width, block.height);
        if (!at.touch(canvas.wcs().width(), canvas.wcs().height(), reach)) {
            return null;
        }
        at.begin(tile, reach);
        double ratio = ratio(canvas, chip);
        if (kernel == Kernel.SQUARE && pixfrac == 1 && near == null && block.brightest(chip) < SharedEdges.BRIGHTEST) {
            SharedEdges edges = new SharedEdges(tile, block.width);
            for (int row = 0; row < block.height; row++) {
                at.row(row);
                edges.row(at, chip.raster().values(), block.pixel(chip, row), row == 0);
            }
            edges.finish(at, chip.weight(), ratio * ratio);
        } else {
            DropKernel drops = DropKernel.of(kernel, tile, ratio, pixfrac);
            for (int row = 0; row < block.height; row++) {
                at.row(row);
                int from = block.pixel(chip, row);
                for (int column = 0; column < block.width; column++) {
                    float value = chip.raster().values()[from + column];
                    if (!Float.isNaN(value) && (near == null || at.middle(column, tile, near))) {
                        drops.drop(at, column, value * ratio * ratio, chip.weight());
                    }
                }
            }
        }
        return tile;
    }

    /** A rectangle of input pixels, 0-based. */
    private record Block(int x, int y, int width, int height) {

        /** The index of the first pixel in a row of the block. */
        int pixel(Chip chip, int row) {
            return (y + row) * chip.raster().width() + x;
        }

        /** The largest absolute value; 0 if all pixels are bad. */
        float brightest(Chip chip) {
            float brightest = 0;
            for (int row = 0; row < height; row++) {
                for (int i = pixel(chip, row); i < pixel(chip, row) + width; i++) {
                    float value = Math.abs(chip.raster().values()[i]);
                    brightest = value > brightest ? value : brightest;
                }
            }
            return brightest;
        }
    }
}
