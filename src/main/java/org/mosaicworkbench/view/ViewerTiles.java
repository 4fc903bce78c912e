package org.mosaicworkbench.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.sky.PixelPoint;

/** The tiles of a viewer's images: the whole field, reduced if it is large, and full-resolution windows. */
final class ViewerTiles {

    /** The fraction of the size limit available to the whole field. */
    private static final double FIELD = 0.75;

    private static final int WINDOW = 96;
    static final int MOST_WINDOWS = 40;

    private ViewerTiles() {}

    /**
     * Computes the tiles of each image; all images have the same windows.
     *
     * @param closeUps positions whose windows come first
     * @param budget size limit in characters for all tiles together
     */
    static List<List<PixelTile>> of(List<ViewerImage> images, List<Viewer.CloseUpPlace> closeUps, int budget) {
        FitsImage first = images.get(0).image();
        int longest = Math.max(first.width(), first.height());
        int bin = Math.max(1, (longest + Viewer.LONGEST - 1) / Viewer.LONGEST);
        List<List<PixelTile>> tiles = fields(images, bin);
        for (long size = size(tiles); size > room(bin, budget) && bin < longest; size = size(tiles)) {
            double less = Math.sqrt(size / (FIELD * Math.max(1, budget)));
            bin = Math.min(longest, Math.max(bin + 1, (int) Math.ceil(bin * less)));
            tiles = fields(images, bin);
        }
        if (bin > 1) {
            long room = budget - size(tiles);
            for (PixelTile.Area window : windows(images.get(0), closeUps)) {
                List<PixelTile> cut =
                        images.stream().map(one -> cut(one.image(), window)).toList();
                long length =
                        cut.stream().mapToLong(tile -> tile.data().length()).sum();
                if (length > room) {
                    break;
                }
                room -= length;
                for (int i = 0; i < cut.size(); i++) {
                    tiles.get(i).add(cut.get(i));
                }
            }
        }
        return tiles;
    }

    /** The size limit for the whole field; if the field is reduced, part of the budget is reserved for windows. */
    private static double room(int bin, int budget) {
        return bin == 1 ? budget : FIELD * budget;
    }

    private static long size(List<List<PixelTile>> tiles) {
        return tiles.stream()
                .flatMap(List::stream)
                .mapToLong(tile -> tile.data().length())
                .sum();
    }

    private static List<List<PixelTile>> fields(List<ViewerImage> images, int bin) {
        List<List<PixelTile>> all = new ArrayList<>();
        for (ViewerImage one : images) {
            FitsImage image = one.image();
            int width = (image.width() + bin - 1) / bin;
            int height = (image.height() + bin - 1) / bin;
            List<PixelTile> own = new ArrayList<>();
            own.add(PixelTile.of(new PixelTile.Area(1, 1, width, height, bin), means(image, bin)));
            all.add(own);
        }
        return all;
    }

    /**
     * Mean values of the pixels in each square of side {@code bin}; squares may be incomplete at the right and upper
     * edges, and values that are not finite are ignored.
     */
    static float[] means(FitsImage image, int bin) {
        if (bin == 1) {
            return image.pixels();
        }
        int width = (image.width() + bin - 1) / bin;
        int height = (image.height() + bin - 1) / bin;
        float[] means = new float[width * height];
        double[] sums = new double[width];
        int[] counts = new int[width];
        for (int row = 0; row < height; row++) {
            Arrays.fill(sums, 0);
            Arrays.fill(counts, 0);
            for (int y = row * bin; y < Math.min(image.height(), (row + 1) * bin); y++) {
                for (int x = 0; x < image.width(); x++) {
                    float value = image.pixels()[y * image.width() + x];
                    if (Float.isFinite(value)) {
                        sums[x / bin] += value;
                        counts[x / bin]++;
                    }
                }
            }
            for (int x = 0; x < width; x++) {
                means[row * width + x] = counts[x] == 0 ? Float.NaN : (float) (sums[x] / counts[x]);
            }
        }
        return means;
    }

    /**
     * Windows around the close-ups, then around the brightest pixels; a bright pixel well inside an earlier window gets
     * none.
     */
    private static List<PixelTile.Area> windows(ViewerImage image, List<Viewer.CloseUpPlace> closeUps) {
        List<PixelTile.Area> windows = new ArrayList<>();
        for (Viewer.CloseUpPlace one : closeUps) {
            image.wcs()
                    .map(wcs -> wcs.toPixel(one.place()))
                    .flatMap(at -> window(image.image(), at, Math.max(WINDOW, one.side())))
                    .ifPresent(windows::add);
        }
        for (PixelPoint peak : BrightestPlaces.of(image.image(), MOST_WINDOWS, WINDOW)) {
            boolean inside = windows.stream().anyMatch(w -> contains(w, peak));
            if (!inside) {
                window(image.image(), peak, WINDOW).ifPresent(windows::add);
            }
        }
        return windows;
    }

    private static boolean contains(PixelTile.Area window, PixelPoint at) {
        int margin = window.width() / 6;
        return at.x() >= window.x() + margin
                && at.x() < window.x() + window.width() - margin
                && at.y() >= window.y() + margin
                && at.y() < window.y() + window.height() - margin;
    }

    private static Optional<PixelTile.Area> window(FitsImage image, PixelPoint at, int side) {
        if (!(at.x() > 0.5 && at.y() > 0.5 && at.x() < image.width() + 0.5 && at.y() < image.height() + 0.5)) {
            return Optional.empty();
        }
        int width = Math.min(side, image.width());
        int height = Math.min(side, image.height());
        int x = first(at.x(), width, image.width());
        int y = first(at.y(), height, image.height());
        return Optional.of(new PixelTile.Area(x, y, width, height, 1));
    }

    private static int first(double middle, int length, int whole) {
        int first = (int) Math.rint(middle) - length / 2;
        return Math.max(1, Math.min(whole - length + 1, first));
    }

    private static PixelTile cut(FitsImage image, PixelTile.Area window) {
        float[] inside = new float[window.width() * window.height()];
        Arrays.fill(inside, Float.NaN);
        for (int row = 0; row < window.height() && window.y() + row <= image.height(); row++) {
            int from = (window.y() - 1 + row) * image.width() + window.x() - 1;
            int length = Math.min(window.width(), image.width() - window.x() + 1);
            if (length > 0) {
                System.arraycopy(image.pixels(), from, inside, row * window.width(), length);
            }
        }
        return PixelTile.of(window, inside);
    }
}
