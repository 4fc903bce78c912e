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
 * Variable-pixel linear reconstruction, "drizzle" (Fruchter and Hook 2002, PASP 114, 144): every input pixel is shrunk
 * to a drop, mapped onto the output and shared among the output pixels, with the square kernel by the area that it
 * covers of each. With a the covered area, w the input's weight, A the drop's area in output pixels, d the value and s
 * the ratio of linear output to input pixel size, an output pixel is the mean of d s^2 weighted by a w / A, over all
 * drops.
 *
 * <p>What is conserved is the sum of image times weight: it equals the sum of d w over the drops. The plain sum of the
 * image is the input's too where every pixel is covered; where bad pixels leave holes, an output pixel that is covered
 * in part holds the mean of what covers it, and the plain sum is larger by the light so filled in.
 *
 * <p>The input is cut into fixed blocks that are added in a fixed order, so the result has the same bits with any
 * number of threads.
 *
 * @param kernel  how a drop is shared among output pixels
 * @param pixfrac the side of a drop as a fraction of the input pixel's, above 0 and up to 1
 * @param threads how many blocks are worked on at once
 */
public record Drizzle(Kernel kernel, double pixfrac, int threads) {

    private static final int BLOCK = 256;
    private static final int BLOCKS_AT_ONCE = 32;
    /** Of a pixel of an exposure, by the side of its first chip's reference pixel: distortion makes some larger. */
    private static final double HALF_DIAGONAL = 0.9;

    /** @throws BadInput if an option is out of range */
    public Drizzle {
        if (!(pixfrac > 0 && pixfrac <= 1)) {
            throw new BadInput("pixfrac is " + pixfrac + "; it must be above 0 and at most 1");
        }
        Require.atLeast(1, "threads", threads);
    }

    /** @return the square kernel, whole pixels as drops, one thread for each core */
    public static Drizzle standard() {
        return new Drizzle(Kernel.SQUARE, 1, Parallel.cores());
    }

    /** @return this with another kernel */
    public Drizzle kernel(Kernel other) {
        return new Drizzle(other, pixfrac, threads);
    }

    /** @return this with another drop size, see {@link #pixfrac()} */
    public Drizzle pixfrac(double fraction) {
        return new Drizzle(kernel, fraction, threads);
    }

    /** @return this with another number of threads */
    public Drizzle threads(int number) {
        return new Drizzle(kernel, pixfrac, number);
    }

    /**
     * Drops every good pixel of a chip on a canvas, which changes in place.
     *
     * @throws BadInput if the chip and the canvas have no sky in common that both could show
     */
    public void addTo(Canvas canvas, Chip chip) {
        canvas.nextInput();
        add(canvas, chip, canvas.inputs() - 1, null);
    }

    /**
     * Updates a canvas for newly flagged input pixels: every output pixel that they reach is recomputed from the
     * remaining drops.
     *
     * @param canvas that the chips, and nothing else, were added to, in this order; changes in place
     * @param chips  in which these pixels are NaN now
     * @param lost   for each chip the indices of these pixels
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

    /** @param only where it is added; null for everywhere */
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

    /** From the output pixel under the middle of a drop to any that it can reach, along x or along y. */
    private int farthest(Canvas canvas, Chip chip) {
        return (int) Math.ceil(HALF_DIAGONAL / ratio(canvas, chip)) + reach(canvas, chip);
    }

    private int reach(Canvas canvas, Chip chip) {
        return DropKernel.reach(kernel, ratio(canvas, chip), pixfrac);
    }

    private static double ratio(Canvas canvas, Chip chip) {
        return canvas.wcs().pixelScale() / Math.sqrt(chip.pixelArea());
    }

    /** @return the tile, filled; null if nothing reaches the canvas */
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

        /** The index of the first pixel of a row of this. */
        int pixel(Chip chip, int row) {
            return (y + row) * chip.raster().width() + x;
        }

        /** The largest absolute value; 0 if all are bad. */
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
