package org.mosaicworkbench.frames.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * Selects the sources for detailed measurement: bright, complete, unsaturated and isolated. They come from the point
 * catalog, supplemented by the segment catalog if it has few. If neither catalog has any, they are detected in the
 * image.
 *
 * <p>A source is centred on the brightest pixel near its position. It is omitted if a brighter source was selected
 * within half a stamp, or if its stamp contains something much brighter. A fainter neighbour does not exclude it,
 * because in a misaligned image every source has one.
 */
public final class NativeSources {

    /** Maximum number of sources. */
    static final int MOST = 100;
    /** If a catalog yields fewer sources than this, the next catalog is read too. */
    private static final int ENOUGH = 36;

    private static final int CLEAN = 1;
    private static final int POINT_REACH = 2;
    private static final int SEGMENT_REACH = 4;
    private static final double APART = Patch.STAMP / 2.0;
    private static final double BRIGHTER = 1.5;
    private static final double LEAST_CONTRAST = 5;
    private static final int BLOCK = 16;

    private final FitsImage image;
    private final StarShape star;

    private NativeSources(FitsImage image, StarShape star) {
        this.image = image;
        this.star = star;
    }

    /** A pixel (0-based) that may be the brightest of a source, and the light in the 3 x 3 pixels around it. */
    private record Candidate(int x, int y, double light) {}

    /**
     * Selects the sources of an image, brightest first, at most {@value #MOST}.
     *
     * @param star shape of a star on the image's detector
     * @param points sources of the point catalog; empty if there is none
     * @param segments sources of the segment catalog
     * @throws org.mosaicworkbench.sky.NoWcs if sources are listed but the image has no usable coordinate system
     */
    public static List<Patch> of(FitsImage image, StarShape star, List<Source> points, List<Source> segments) {
        NativeSources sources = new NativeSources(image, star);
        Wcs wcs = Wcs.of(image.header());
        List<Candidate> candidates = sources.placed(wcs, points, POINT_REACH);
        List<Patch> chosen = sources.chosen(candidates);
        if (chosen.size() < ENOUGH) {
            candidates.addAll(sources.placed(wcs, segments, SEGMENT_REACH));
            chosen = sources.chosen(candidates);
        }
        return chosen.isEmpty() ? sources.chosen(sources.detected()) : chosen;
    }

    private List<Candidate> placed(Wcs wcs, List<Source> listed, int reach) {
        List<Candidate> candidates = new ArrayList<>();
        for (Source source : listed) {
            if (source.flag() <= CLEAN && !source.saturated()) {
                PixelPoint place = wcs.toPixel(source.ra(), source.dec());
                if (place.x() > 1 && place.y() > 1 && place.x() < image.width() && place.y() < image.height()) {
                    candidates.add(brightest((int) Math.rint(place.x()) - 1, (int) Math.rint(place.y()) - 1, reach));
                }
            }
        }
        return candidates;
    }

    /** The pixel near a position with the most light in 3 x 3 pixels, which is more robust than the brightest pixel. */
    private Candidate brightest(int x, int y, int reach) {
        Candidate best = new Candidate(x, y, Double.NEGATIVE_INFINITY);
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                double light = light(x + dx, y + dy);
                if (light > best.light) {
                    best = new Candidate(x + dx, y + dy, light);
                }
            }
        }
        return best;
    }

    private double light(int x, int y) {
        double light = new PixelGrid(image.pixels(), image.width(), image.height()).light(x, y);
        return Double.isFinite(light) ? light : Double.NEGATIVE_INFINITY;
    }

    /**
     * For each block, whichever of its brightest pixel and that pixel's neighbours has the most light in 3 x 3 pixels.
     */
    private List<Candidate> detected() {
        List<Candidate> candidates = new ArrayList<>();
        for (int bottom = 0; bottom < image.height(); bottom += BLOCK) {
            for (int left = 0; left < image.width(); left += BLOCK) {
                Candidate best = new Candidate(0, 0, Double.NEGATIVE_INFINITY);
                for (int y = bottom; y < Math.min(image.height(), bottom + BLOCK); y++) {
                    for (int x = left; x < Math.min(image.width(), left + BLOCK); x++) {
                        if (image.pixels()[y * image.width() + x] > best.light) {
                            best = new Candidate(x, y, image.pixels()[y * image.width() + x]);
                        }
                    }
                }
                if (best.light > Double.NEGATIVE_INFINITY) {
                    candidates.add(brightest(best.x, best.y, 1));
                }
            }
        }
        return candidates;
    }

    private List<Patch> chosen(List<Candidate> candidates) {
        List<Candidate> order = new ArrayList<>(candidates);
        order.sort(Comparator.comparingDouble(Candidate::light)
                .reversed()
                .thenComparingInt(Candidate::y)
                .thenComparingInt(Candidate::x));
        List<Patch> chosen = new ArrayList<>();
        for (Candidate candidate : order) {
            if (chosen.size() == MOST) {
                break;
            }
            if (candidate.light > Double.NEGATIVE_INFINITY && isAlone(candidate, chosen)) {
                Patch patch = Patch.around(image.pixels(), image.width(), image.height(), candidate.x, candidate.y);
                if (isGood(patch)) {
                    chosen.add(patch);
                }
            }
        }
        chosen.sort(Comparator.comparingDouble(Patch::peak)
                .reversed()
                .thenComparingInt(Patch::y)
                .thenComparingInt(Patch::x));
        return chosen;
    }

    private static boolean isAlone(Candidate candidate, List<Patch> brighter) {
        return brighter.stream()
                .noneMatch(patch -> Math.hypot(patch.x() - candidate.x, patch.y() - candidate.y) < APART);
    }

    private boolean isGood(Patch patch) {
        return patch.isWhole()
                && patch.contrast() > LEAST_CONTRAST
                && patch.brightest() < BRIGHTER * patch.peak()
                && star.fits(patch);
    }
}
