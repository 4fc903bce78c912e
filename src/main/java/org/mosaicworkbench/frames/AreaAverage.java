package org.mosaicworkbench.frames;

import java.util.Arrays;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * An image resampled to a {@link FieldView}: each pixel of the view is the mean of the image over the area that it
 * covers. Image pixels that are NaN or infinite are ignored; a view pixel that covers only such pixels is NaN.
 */
final class AreaAverage {

    private static final int TILE = 16;
    private static final int SAMPLES_A_PIXEL = 3;
    private static final int FEWEST_SAMPLES = 4;
    private static final int MOST_SAMPLES = 24;
    /**
     * Minimum number of samples per image pixel along each axis, so that none is missed: a rotated square grid hits
     * every pixel if its step is at most 1 / sqrt(2) of the pixel's side.
     */
    private static final double SAMPLES_TO_MISS_NONE = 1.5;

    private static final double SAME_PIXEL = 0.01;

    private AreaAverage() {}

    /**
     * The view's pixel values, laid out like those of a {@link FitsImage}: rows from south to north, each from east to
     * west.
     */
    static float[] of(FitsImage image, Wcs wcs, FieldView view) {
        return isNorthUp(wcs, image) ? upright(image, view) : turned(image, wcs, view);
    }

    private static boolean isNorthUp(Wcs wcs, FitsImage image) {
        double[] cd = wcs.matrix();
        double slant = Math.max(
                Math.abs(cd[1]) * image.height() / Math.abs(cd[0]), Math.abs(cd[2]) * image.width() / Math.abs(cd[3]));
        return !wcs.distorted() && cd[0] < 0 && cd[3] > 0 && slant < SAME_PIXEL;
    }

    /** Computes exact areas: adds up rows of the image first, then columns of the sums. */
    private static float[] upright(FitsImage image, FieldView view) {
        AreaSpans across = new AreaSpans(image.width(), view.width());
        AreaSpans up = new AreaSpans(image.height(), view.height());
        float[] means = new float[view.width() * view.height()];
        float[] sums = new float[image.width()];
        float[] areas = new float[image.width()];
        for (int row = 0; row < view.height(); row++) {
            Arrays.fill(sums, 0);
            Arrays.fill(areas, 0);
            for (int y = up.first(row); y <= up.last(row); y++) {
                addRow(image.pixels(), y * image.width(), up.weight(row, y), sums, areas);
            }
            for (int column = 0; column < view.width(); column++) {
                float sum = 0;
                float area = 0;
                for (int x = across.first(column); x <= across.last(column); x++) {
                    float weight = across.weight(column, x);
                    sum += weight * sums[x];
                    area += weight * areas[x];
                }
                means[row * view.width() + column] = area > 0 ? sum / area : Float.NaN;
            }
        }
        return means;
    }

    private static void addRow(float[] pixels, int from, float weight, float[] sums, float[] areas) {
        for (int x = 0; x < sums.length; x++) {
            float value = pixels[from + x];
            if (Float.isFinite(value)) {
                sums[x] += weight * value;
                areas[x] += weight;
            }
        }
    }

    /**
     * Samples on a fine grid. The coordinate system gives the positions at tile corners; positions within a tile are
     * interpolated.
     */
    private static float[] turned(FitsImage image, Wcs wcs, FieldView view) {
        float[] means = new float[view.width() * view.height()];
        double shrink = view.wcs().pixelScale() / wcs.pixelScale();
        int samples = (int) Math.ceil(SAMPLES_A_PIXEL * shrink - SAME_PIXEL);
        int enough = (int) Math.ceil(SAMPLES_TO_MISS_NONE * shrink);
        samples = Math.max(FEWEST_SAMPLES, Math.min(Math.max(MOST_SAMPLES, enough), samples));
        for (int bottom = 0; bottom < view.height(); bottom += TILE) {
            for (int left = 0; left < view.width(); left += TILE) {
                Tile tile = Tile.of(wcs, view.wcs(), left, bottom);
                for (int y = bottom; y < Math.min(view.height(), bottom + TILE); y++) {
                    for (int x = left; x < Math.min(view.width(), left + TILE); x++) {
                        means[y * view.width() + x] = tile.mean(image, x - left, y - bottom, samples);
                    }
                }
            }
        }
        return means;
    }

    /** The image's pixel coordinates at the corners of a square of the view. */
    private record Tile(PixelPoint lowerLeft, PixelPoint lowerRight, PixelPoint upperLeft, PixelPoint upperRight) {

        static Tile of(Wcs image, Wcs view, int left, int bottom) {
            double x = left + 0.5;
            double y = bottom + 0.5;
            return new Tile(
                    image.toPixel(view.toSky(x, y)),
                    image.toPixel(view.toSky(x + TILE, y)),
                    image.toPixel(view.toSky(x, y + TILE)),
                    image.toPixel(view.toSky(x + TILE, y + TILE)));
        }

        float mean(FitsImage image, int x, int y, int samples) {
            double sum = 0;
            int count = 0;
            for (int j = 0; j < samples; j++) {
                double up = (y + (j + 0.5) / samples) / TILE;
                double fromX = lowerLeft.x() + up * (upperLeft.x() - lowerLeft.x());
                double fromY = lowerLeft.y() + up * (upperLeft.y() - lowerLeft.y());
                double toX = lowerRight.x() + up * (upperRight.x() - lowerRight.x());
                double toY = lowerRight.y() + up * (upperRight.y() - lowerRight.y());
                for (int i = 0; i < samples; i++) {
                    double along = (x + (i + 0.5) / samples) / TILE;
                    float value = nearest(image, fromX + along * (toX - fromX), fromY + along * (toY - fromY));
                    if (Float.isFinite(value)) {
                        sum += value;
                        count++;
                    }
                }
            }
            return count > 0 ? (float) (sum / count) : Float.NaN;
        }

        private static float nearest(FitsImage image, double x, double y) {
            boolean inside = x >= 0.5 && y >= 0.5 && x < image.width() + 0.5 && y < image.height() + 0.5;
            return inside ? image.pixels()[((int) (y - 0.5)) * image.width() + (int) (x - 0.5)] : Float.NaN;
        }
    }
}
