package org.mosaicworkbench.mosaic;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.visit.Visit;

/**
 * Makes the images of a visit: for each detector one image per filter and a total image, all on one north-up grid,
 * after aligning the exposures. If a filter has at least two exposures, their sky levels are matched and cosmic rays
 * are rejected by comparing them, as described in {@link CosmicRayRejection}. On request each exposure's own image is
 * also written ({@link ExposureImages}), on the same grid, before any comparison.
 *
 * <p>Each exposure is read once and drizzled once: the filter images and the total image are sums of the
 * single-exposure images. The pixels of a detector's exposures stay in memory if they need no more than a quarter of
 * the heap; otherwise exposures are read again. The same limit applies to the images of a filter's exposures, which are
 * otherwise stored temporarily in files next to the products.
 */
public final class VisitMosaic {

    /**
     * The maximum heap size is divided by this to obtain the memory limit, which applies separately to the exposures'
     * pixels and to their images.
     */
    private static final int PART = 4;

    private final Visit visit;
    private final Drizzle drizzle;
    private final AlignMode align;
    private final CosmicRayRejection reject;
    private final boolean single;

    /**
     * @param visit its exposures
     * @param drizzle how the exposures are combined
     * @param align the alignment to apply first
     * @param reject when the exposures are compared to reject cosmic rays
     * @param single whether each exposure's own image is written
     */
    public VisitMosaic(Visit visit, Drizzle drizzle, AlignMode align, CosmicRayRejection reject, boolean single) {
        this.visit = visit;
        this.drizzle = drizzle;
        this.align = align;
        this.reject = reject;
        this.single = single;
    }

    /**
     * Writes the images of all detectors.
     *
     * @param output the folder for the images; it is created if necessary
     * @throws BadInput if an exposure cannot be read, if no exposure of a detector can be used, or if an image made by
     *                  another program would be overwritten
     */
    public List<Mosaic> write(Path output) {
        DetectorMosaic.Settings settings = new DetectorMosaic.Settings(
                drizzle, align, reject, single, Runtime.getRuntime().maxMemory() / PART);
        List<DetectorMosaic> works = visit.detectors().stream()
                .map(detector -> new DetectorMosaic(visit, detector, output, settings))
                .toList();
        works.forEach(DetectorMosaic::requireOwnPlaces);
        return works.stream().map(DetectorMosaic::write).toList();
    }
}
