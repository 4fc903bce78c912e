package org.mosaicworkbench.mosaic;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.sky.PixelMap;

import java.util.ArrayList;
import java.util.List;

/**
 * Variable-pixel linear reconstruction, "drizzle" (Fruchter and Hook 2002, PASP 114, 144): every input pixel is shrunk
 * to a drop, mapped onto the output and shared among the output pixels by the area that it covers of each (the square
 * kernel). With a the covered area, w the input's weight, A the drop's area in output pixels, d the value and s the
 * ratio of linear output to input pixel size, an output pixel is the mean of d s^2 weighted by a w / A, over all drops.
 *
 * <p>The input is cut into fixed blocks that are added in a fixed order, so the result has the same bits with any
 * number of threads.
 *
 * @param pixfrac the side of a drop as a fraction of the input pixel's, above 0 and up to 1
 * @param threads how many blocks are worked on at once
 */
public record Drizzle(double pixfrac, int threads) {

    private static final int BLOCK = 256;
    private static final int BLOCKS_AT_ONCE = 32;

    /** @throws BadInput when an option is out of range */
    public Drizzle {
        if (!(pixfrac > 0 && pixfrac <= 1)) {
            throw new BadInput("pixfrac is " + pixfrac + "; it must be above 0 and at most 1");
        }
        if (threads < 1) {
            throw new BadInput("threads is " + threads + "; it must be at least 1");
        }
    }

    /** @return whole pixels as drops, one thread for each core */
    public static Drizzle standard() {
        return new Drizzle(1, Parallel.cores());
    }

    /** @return this with another drop size, see {@link #pixfrac()} */
    public Drizzle pixfrac(double fraction) {
        return new Drizzle(fraction, threads);
    }

    /** @return this with another number of threads */
    public Drizzle threads(int number) {
        return new Drizzle(pixfrac, number);
    }

    /**
     * Drops every good pixel of a chip on a canvas, which changes in place.
     *
     * @throws BadInput when the chip and the canvas have no sky in common that both could show
     */
    public void addTo(Canvas canvas, Chip chip) {
        PixelMap map = PixelMap.between(chip.wcs(), canvas.wcs());
        double side = canvas.wcs().pixelScale();
        double fluxScale = side * side / chip.pixelArea();
        canvas.nextInput();
        List<Block> blocks = blocks(chip);
        for (int i = 0; i < blocks.size(); i += BLOCKS_AT_ONCE) {
            List<Block> some = blocks.subList(i, Math.min(blocks.size(), i + BLOCKS_AT_ONCE));
            for (Canvas.Tile tile : Parallel.map(some, threads, block -> drop(chip, map, block, canvas, fluxScale))) {
                if (tile != null) {
                    canvas.add(tile);
                }
            }
        }
    }

    private static List<Block> blocks(Chip chip) {
        List<Block> blocks = new ArrayList<>();
        for (int y = 0; y < chip.height(); y += BLOCK) {
            for (int x = 0; x < chip.width(); x += BLOCK) {
                blocks.add(new Block(x, y, Math.min(BLOCK, chip.width() - x), Math.min(BLOCK, chip.height() - y)));
            }
        }
        return blocks;
    }

    private Canvas.Tile drop(Chip chip, PixelMap map, Block block, Canvas canvas, double fluxScale) {
        Corners corners = Corners.of(map, block);
        if (!corners.touch(canvas.wcs().width(), canvas.wcs().height())) {
            return null;
        }
        Canvas.Tile tile = corners.tile();
        SquareKernel kernel = new SquareKernel(tile, pixfrac);
        for (int row = 0; row < block.height; row++) {
            int from = (block.y + row) * chip.width() + block.x;
            for (int column = 0; column < block.width; column++) {
                float value = chip.pixels()[from + column];
                if (!Float.isNaN(value)) {
                    kernel.drop(corners, row, column, value * fluxScale, chip.weight());
                }
            }
        }
        return tile;
    }

    /** A rectangle of input pixels, 0-based. */
    private record Block(int x, int y, int width, int height) {
    }

    /** Where the corners of a block's pixels fall: 0-based output coordinates in which pixel i spans i to i + 1. */
    private static final class Corners {

        final int stride;
        final double[] x;
        final double[] y;
        private double minX = Double.POSITIVE_INFINITY;
        private double maxX = Double.NEGATIVE_INFINITY;
        private double minY = Double.POSITIVE_INFINITY;
        private double maxY = Double.NEGATIVE_INFINITY;
        private boolean finite = true;

        private Corners(int columns, int rows) {
            stride = columns;
            x = new double[columns * rows];
            y = new double[columns * rows];
        }

        static Corners of(PixelMap map, Block block) {
            Corners c = new Corners(block.width + 1, block.height + 1);
            double[] xy = new double[2];
            int i = 0;
            for (int row = 0; row <= block.height; row++) {
                for (int column = 0; column <= block.width; column++) {
                    map.map(block.x + column + 0.5, block.y + row + 0.5, xy);
                    c.set(i++, xy[0] - 0.5, xy[1] - 0.5);
                }
            }
            return c;
        }

        private void set(int i, double px, double py) {
            x[i] = px;
            y[i] = py;
            minX = Math.min(minX, px);
            maxX = Math.max(maxX, px);
            minY = Math.min(minY, py);
            maxY = Math.max(maxY, py);
            finite &= !Double.isNaN(px);
        }

        boolean touch(int width, int height) {
            return finite && maxX > 0 && maxY > 0 && minX < width && minY < height;
        }

        /** Moves the origin to the tile that holds all corners. */
        Canvas.Tile tile() {
            int x0 = (int) Math.floor(minX);
            int y0 = (int) Math.floor(minY);
            for (int i = 0; i < x.length; i++) {
                x[i] -= x0;
                y[i] -= y0;
            }
            return new Canvas.Tile(x0, y0, (int) Math.floor(maxX) - x0 + 1, (int) Math.floor(maxY) - y0 + 1);
        }
    }

    /** The square kernel on one tile. */
    private static final class SquareKernel {

        /** Slivers smaller than the rounding of positions would fill bad pixels with their neighbours. */
        private static final double NOTHING = 1e-7;

        private final Canvas.Tile tile;
        private final double pixfrac;
        private final Coverage coverage = new Coverage();
        private final double[] px = new double[4];
        private final double[] py = new double[4];
        private double[] covered = new double[64];

        SquareKernel(Canvas.Tile tile, double pixfrac) {
            this.tile = tile;
            this.pixfrac = pixfrac;
        }

        void drop(Corners c, int row, int column, double value, double weight) {
            corners(c, row * c.stride + column);
            double area = 0.5 * ((px[2] - px[0]) * (py[3] - py[1]) - (px[3] - px[1]) * (py[2] - py[0]));
            if (area == 0) {
                return;
            }
            int x0 = (int) Math.min(Math.min(px[0], px[1]), Math.min(px[2], px[3]));
            int y0 = (int) Math.min(Math.min(py[0], py[1]), Math.min(py[2], py[3]));
            int columns = (int) Math.max(Math.max(px[0], px[1]), Math.max(px[2], px[3])) - x0 + 1;
            int rows = (int) Math.max(Math.max(py[0], py[1]), Math.max(py[2], py[3])) - y0 + 1;
            cover(x0, y0, columns, rows);
            double perArea = weight / area;
            for (int y = 0, i = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++, i++) {
                    double share = -covered[i] * perArea;
                    if (share > NOTHING * weight) {
                        tile.put(x0 + x, y0 + y, value, share);
                    }
                }
            }
        }

        private void corners(Corners c, int i) {
            px[0] = c.x[i];
            py[0] = c.y[i];
            px[1] = c.x[i + 1];
            py[1] = c.y[i + 1];
            px[2] = c.x[i + c.stride + 1];
            py[2] = c.y[i + c.stride + 1];
            px[3] = c.x[i + c.stride];
            py[3] = c.y[i + c.stride];
            if (pixfrac < 1) {
                shrink(px);
                shrink(py);
            }
        }

        private void shrink(double[] p) {
            double centre = (p[0] + p[1] + p[2] + p[3]) / 4;
            for (int k = 0; k < 4; k++) {
                p[k] = centre + pixfrac * (p[k] - centre);
            }
        }

        private void cover(int x0, int y0, int columns, int rows) {
            if (covered.length < columns * rows) {
                covered = new double[columns * rows];
            }
            coverage.begin(columns, rows);
            for (int k = 0; k < 4; k++) {
                int next = (k + 1) % 4;
                coverage.edge(px[k] - x0, py[k] - y0, px[next] - x0, py[next] - y0);
            }
            coverage.finish(covered);
        }
    }
}
