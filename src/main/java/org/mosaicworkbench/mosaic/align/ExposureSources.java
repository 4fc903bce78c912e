package org.mosaicworkbench.mosaic.align;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.mosaicworkbench.mosaic.detect.Background;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.mosaic.detect.PointFinder;
import org.mosaicworkbench.mosaic.detect.SubtractedImage;
import org.mosaicworkbench.mosaic.drizzle.Chip;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * The point sources of one exposure.
 *
 * @param chips for each chip, its sources in the chip's own pixels
 * @param origin a detector position that all exposures share, in pixels of each chip: (0, 0) for chips as read, the
 *               middle of the footprint for a drizzled image
 * @param fixed number of sources left out because they are fixed to the detector
 */
public record ExposureSources(List<List<Detection>> chips, PixelPoint origin, int fixed) {

    private static final int MESH = 64;
    private static final double SECURE = 10;
    private static final double FAINT = 5;
    private static final int PLENTY = 30;
    /**
     * The smallest centroid error in pixels is this divided by the stars' FWHM in pixels. Narrower stars have larger
     * errors because their centroids depend on the position within a pixel. Measured on simulated stars of all five
     * detectors.
     */
    private static final double BEST_CENTROID = 0.06;

    public ExposureSources {
        chips = List.copyOf(chips);
    }

    /** Finds sources above ten times the noise, or above five times if fewer than {@value #PLENTY} exceed ten. */
    public static ExposureSources of(ExposurePixels exposure, double starWidth) {
        return secure(exposure.chips().stream()
                .map(chip -> find(background(chip).under(chip.raster().values()), starWidth))
                .toList());
    }

    /** Finds the sources of a background-subtracted exposure with one chip, using the same thresholds. */
    public static ExposureSources of(SubtractedImage chip, double starWidth) {
        return secure(List.of(find(chip, starWidth)));
    }

    /** @return the same sources with a different {@link #origin} */
    public ExposureSources from(PixelPoint place) {
        return new ExposureSources(chips, place, fixed);
    }

    /** @return the sources that are not fixed to the detector */
    public ExposureSources without(Predicate<Detection> onDetector) {
        return keeping(chips.stream()
                .map(chip ->
                        chip.stream().filter(source -> !onDetector.test(source)).toList())
                .toList());
    }

    /** @return a copy with only the given sources; the removed ones are counted as fixed to the detector */
    ExposureSources keeping(List<List<Detection>> kept) {
        int left = kept.stream().mapToInt(List::size).sum();
        return new ExposureSources(kept, origin, fixed + size() - left);
    }

    /** Measures the background of a chip; the noise of a pixel is at least that of one electron. */
    public static Background background(Chip chip) {
        return Background.of(
                        chip.raster().values(),
                        chip.raster().width(),
                        chip.raster().height(),
                        MESH)
                .noiseAtLeast(1 / chip.weight());
    }

    private static List<Detection> find(SubtractedImage chip, double starWidth) {
        return new PointFinder(starWidth, FAINT).find(chip, 1);
    }

    private static ExposureSources secure(List<List<Detection>> found) {
        long total = found.stream()
                .flatMap(List::stream)
                .filter(s -> s.snr() > SECURE)
                .count();
        double least = total >= PLENTY ? SECURE : FAINT;
        return new ExposureSources(
                found.stream()
                        .map(list -> list.stream().filter(s -> s.snr() > least).toList())
                        .toList(),
                new PixelPoint(0, 0),
                0);
    }

    /** @return the number of sources on all chips */
    int size() {
        return chips.stream().mapToInt(List::size).sum();
    }

    /**
     * Projects the sources onto a common plane.
     *
     * @param plane an undistorted system
     * @param systems the coordinate systems of the chips
     * @param starWidth full width at half maximum of a star in pixels
     */
    List<Spot> on(Wcs plane, List<Wcs> systems, double starWidth) {
        List<Spot> spots = new ArrayList<>();
        double[] xy = new double[2];
        for (int i = 0; i < chips.size(); i++) {
            PixelMap map = PixelMap.between(systems.get(i), plane);
            for (Detection source : chips.get(i)) {
                map.map(source.x(), source.y(), xy);
                spots.add(new Spot(
                        xy[0],
                        xy[1],
                        Math.max(BEST_CENTROID / starWidth, 0.6 * starWidth / source.snr()),
                        source.peak()));
            }
        }
        return spots;
    }
}
