package org.mosaicworkbench.mosaic;

import java.util.List;
import org.mosaicworkbench.mosaic.detect.SourceCatalog;
import org.mosaicworkbench.visit.Detector;

/**
 * Counts the sources of a dataset as single-visit processing does (drizzlepac, {@code hapsequencer.py} and {@code
 * haputils/catalog_utils.py}): those with a flag up to 5 in one filter at least, and none if every filter of a CCD has
 * a single exposure and there are fewer clean sources than cosmic rays may have left.
 *
 * @param detector that took the exposures
 * @param filters  the images of the filters
 */
record CatalogCount(Detector detector, List<SourceCatalog.FilterImage> filters) {

    /** For a second of exposure on 4096 x 4096 pixels of 15 micrometres, and on HRC. */
    private static final double LARGE = 300;

    private static final double HRC = 37;

    /**
     * What the number-of-sources file says.
     *
     * @param points   in the point catalog
     * @param segments in the segment catalog
     */
    record Sources(int points, int segments) {}

    Sources of(SourceCatalog.Count points, SourceCatalog.Count segments) {
        double rays = cosmicRays();
        boolean rejected = fewerThan(rays, points) || fewerThan(rays / 2, segments);
        return rejected ? new Sources(0, 0) : new Sources(points.sound(), segments.sound());
    }

    private static boolean fewerThan(double rays, SourceCatalog.Count sources) {
        return sources.clean() > 0 && sources.clean() < rays;
    }

    /** The threshold for point sources: 0 where exposures were compared or no cosmic rays are seen. */
    private double cosmicRays() {
        if (!detector.cosmicRays() || filters.stream().anyMatch(f -> f.exptime() > f.longest())) {
            return 0;
        }
        double seconds =
                filters.stream().mapToDouble(SourceCatalog.FilterImage::exptime).sum();
        return (detector == Detector.HRC ? HRC : LARGE) * seconds;
    }
}
