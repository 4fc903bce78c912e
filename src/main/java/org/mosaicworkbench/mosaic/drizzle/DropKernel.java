package org.mosaicworkbench.mosaic.drizzle;

/** Distributes one drop over the pixels of a tile. */
abstract class DropKernel {

    private static final double SIGMAS = 2.5;
    private static final double FWHM = 2.3548;

    final Tile tile;

    private DropKernel(Tile tile) {
        this.tile = tile;
    }

    /**
     * Adds a drop.
     *
     * @param at the positions of a row's pixels in the tile; pixel i spans i to i + 1
     * @param i the pixel's column in the block, 0-based
     */
    abstract void drop(DropPositions at, int i, double value, double weight);

    /**
     * @param kernel the kind of kernel
     * @param ratio side of an output pixel divided by that of an input pixel
     * @param pixfrac side of a drop divided by that of an input pixel
     */
    static DropKernel of(Kernel kernel, Tile tile, double ratio, double pixfrac) {
        return switch (kernel) {
            case SQUARE -> new Square(tile, pixfrac);
            case POINT -> new Point(tile);
            case TURBO -> new Turbo(tile, ratio, pixfrac);
            case GAUSSIAN -> new Gaussian(tile, ratio, pixfrac);
            case LANCZOS3 -> new Lanczos(tile, ratio, pixfrac);
        };
    }

    /** @return the number of output pixels by which a kernel extends beyond its drop's centre or corners */
    static int reach(Kernel kernel, double ratio, double pixfrac) {
        return switch (kernel) {
            case SQUARE -> 0;
            case POINT -> 1;
            case TURBO -> 1 + (int) Math.ceil(pixfrac / ratio / 2);
            case GAUSSIAN -> 1 + (int) Math.ceil(Gaussian.radius(ratio, pixfrac));
            case LANCZOS3 -> 2 + (int) Math.ceil(Lanczos.ORDER * pixfrac / ratio);
        };
    }

    private static final class Square extends DropKernel {

        /**
         * Weights below this fraction of the drop's weight are ignored: overlaps smaller than the rounding errors of
         * positions would fill bad pixels with values from their neighbours.
         */
        private static final double NOTHING = 1e-7;

        private final double pixfrac;
        private final Coverage coverage = new Coverage();
        private final double[] px = new double[4];
        private final double[] py = new double[4];
        private double[] covered = new double[64];

        Square(Tile tile, double pixfrac) {
            super(tile);
            this.pixfrac = pixfrac;
        }

        @Override
        void drop(DropPositions at, int i, double value, double weight) {
            corners(at, i);
            double area = 0.5 * ((px[2] - px[0]) * (py[3] - py[1]) - (px[3] - px[1]) * (py[2] - py[0]));
            if (area == 0) {
                return;
            }
            int x0 = (int) least(px);
            int y0 = (int) least(py);
            int columns = (int) most(px) - x0 + 1;
            int rows = (int) most(py) - y0 + 1;
            cover(x0, y0, columns, rows);
            double perArea = -weight / area;
            double nothing = NOTHING * weight;
            for (int y = 0, k = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++, k++) {
                    double share = covered[k] * perArea;
                    if (share > nothing) {
                        tile.put(x0 + x, y0 + y, value, share);
                    }
                }
            }
        }

        private void corners(DropPositions at, int i) {
            px[0] = at.x[i];
            py[0] = at.y[i];
            px[1] = at.x[i + 1];
            py[1] = at.y[i + 1];
            px[2] = at.upperX[i + 1];
            py[2] = at.upperY[i + 1];
            px[3] = at.upperX[i];
            py[3] = at.upperY[i];
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

        private static double least(double[] p) {
            double a = p[0] < p[1] ? p[0] : p[1];
            double b = p[2] < p[3] ? p[2] : p[3];
            return a < b ? a : b;
        }

        private static double most(double[] p) {
            double a = p[0] > p[1] ? p[0] : p[1];
            double b = p[2] > p[3] ? p[2] : p[3];
            return a > b ? a : b;
        }

        private void cover(int x0, int y0, int columns, int rows) {
            if (covered.length < columns * rows) {
                covered = new double[columns * rows];
            }
            coverage.begin(columns, rows);
            double x = px[3] - x0;
            double y = py[3] - y0;
            for (int k = 0; k < 4; k++) {
                double nextX = px[k] - x0;
                double nextY = py[k] - y0;
                coverage.edge(x, y, nextX, nextY);
                x = nextX;
                y = nextY;
            }
            coverage.finish(covered);
        }
    }

    private static final class Point extends DropKernel {

        Point(Tile tile) {
            super(tile);
        }

        @Override
        void drop(DropPositions at, int i, double value, double weight) {
            tile.put((int) at.x[i], (int) at.y[i], value, weight);
        }
    }

    private static final class Turbo extends DropKernel {

        private final double half;

        Turbo(Tile tile, double ratio, double pixfrac) {
            super(tile);
            this.half = pixfrac / ratio / 2;
        }

        @Override
        void drop(DropPositions at, int i, double value, double weight) {
            double perArea = weight / (4 * half * half);
            for (int y = (int) (at.y[i] - half); y <= (int) (at.y[i] + half); y++) {
                double high = Math.min(y + 1, at.y[i] + half) - Math.max(y, at.y[i] - half);
                for (int x = (int) (at.x[i] - half); x <= (int) (at.x[i] + half); x++) {
                    double wide = Math.min(x + 1, at.x[i] + half) - Math.max(x, at.x[i] - half);
                    if (high > 0 && wide > 0) {
                        tile.put(x, y, value, high * wide * perArea);
                    }
                }
            }
        }
    }

    private static final class Gaussian extends DropKernel {

        private final double radius;
        private final double steepness;

        Gaussian(Tile tile, double ratio, double pixfrac) {
            super(tile);
            this.radius = radius(ratio, pixfrac);
            this.steepness = FWHM * FWHM * ratio * ratio / (2 * pixfrac * pixfrac);
        }

        /** The kernel's radius in output pixels, large enough that no pixels between drops are skipped. */
        static double radius(double ratio, double pixfrac) {
            return Math.max(SIGMAS * pixfrac / FWHM / ratio, 1.2 / ratio);
        }

        @Override
        void drop(DropPositions at, int i, double value, double weight) {
            for (int y = (int) (at.y[i] - radius); y <= (int) (at.y[i] + radius); y++) {
                double dy = y + 0.5 - at.y[i];
                for (int x = (int) (at.x[i] - radius); x <= (int) (at.x[i] + radius); x++) {
                    double dx = x + 0.5 - at.x[i];
                    tile.put(x, y, value, weight * steepness / Math.PI * Math.exp(-(dx * dx + dy * dy) * steepness));
                }
            }
        }
    }

    /**
     * The window and the lookup table reproduce those of the drizzle package, so that images agree: the table has a
     * step of 0.01 and is read one entry too far, and the window is shifted by one output pixel to the left and down.
     */
    private static final class Lanczos extends DropKernel {

        static final int ORDER = 3;
        private static final double STEP = 0.01;
        private static final double[] TABLE = table();

        private final double radius;
        private final double perPixel;

        Lanczos(Tile tile, double ratio, double pixfrac) {
            super(tile);
            this.radius = ORDER * pixfrac / ratio;
            this.perPixel = ratio / STEP / pixfrac;
        }

        private static double[] table() {
            double[] values = new double[512];
            for (int i = 0; i < values.length; i++) {
                double x = Math.PI * i * STEP;
                values[i] = i == 0 ? 1 : i * STEP < ORDER ? Math.sin(x) / x * Math.sin(x / ORDER) / (x / ORDER) : 0;
            }
            return values;
        }

        @Override
        void drop(DropPositions at, int i, double value, double weight) {
            for (int y = (int) (at.y[i] - 1 - radius); y <= (int) (at.y[i] - 1 + radius); y++) {
                double along = factor(y + 0.5 - at.y[i]);
                for (int x = (int) (at.x[i] - 1 - radius); x <= (int) (at.x[i] - 1 + radius); x++) {
                    tile.put(x, y, value, weight * along * factor(x + 0.5 - at.x[i]));
                }
            }
        }

        private double factor(double distance) {
            return TABLE[(int) Math.min(TABLE.length - 1, Math.floor(Math.abs(distance) * perPixel + 0.5) + 1)];
        }
    }
}
