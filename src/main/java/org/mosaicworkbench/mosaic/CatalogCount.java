package org.mosaicworkbench.mosaic;

import java.util.List;
import org.mosaicworkbench.mosaic.detect.SourceCatalog;
import org.mosaicworkbench.visit.Detector;

/**
 * Counts the sources of a dataset as single-visit processing does (drizzlepac, {@code hapsequencer.py} and
 * {@code haputils/catalog_utils.py}): sources with a flag of at most 5 in at least one filter. The count is zero if
 * every filter of a CCD has a single exposure and there are fewer clean sources than the expected number of remaining
 * cosmic rays.
 *
 * @param detector the detector of the exposures
 * @param filters one image for each filter
 */
record CatalogCount(Detector detector, List<SourceCatalog.FilterImage> filters) {

    /**
     * Expected number of unrejected cosmic rays per second of exposure, on a detector with 4096 x 4096 pixels of 15
     * micrometres; {@link #HRC} is the number for ACS/HRC.
     */
    private static final double LARGE = 300;

    private static final double HRC = 37;

    /**
     * The counts in the number-of-sources quality file.
     *
     * @param points sources in the point catalog
     * @param segments sources in the segment catalog
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

    /**
     * Expected number of remaining cosmic rays; 0 if a filter has several exposures or the detector records no cosmic
     * rays.
     */
    private double cosmicRays() {
        if (!detector.cosmicRays() || filters.stream().anyMatch(f -> f.exptime() > f.longest())) {
            return 0;
        }
        double seconds =
                filters.stream().mapToDouble(SourceCatalog.FilterImage::exptime).sum();
        return (detector == Detector.HRC ? HRC : LARGE) * seconds;
    }
}
