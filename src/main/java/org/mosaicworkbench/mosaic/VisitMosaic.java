package org.mosaicworkbench.mosaic;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.visit.Visit;

/**
 * Makes the images of a visit: for each detector one for every filter and a total one, all on one north-up grid, after
 * the exposures have been aligned. With two or more exposures through a filter their skies are matched, and cosmic rays
 * are taken out by comparing them, as {@link CosmicRayRejection} says. On request each exposure's own image is there too ({@link ExposureImages}),
 * on the same grid, before any comparison.
 *
 * <p>Each exposure is read once and drizzled once: images of filters and the total are sums of the exposures' own. The
 * pixels of a detector's exposures, and the images of a filter's, stay in memory where each of the two takes no more
 * than a quarter of it; otherwise exposures are read again and images wait in files beside the products.
 */
public final class VisitMosaic {

    /** Of the memory, for pixels of exposures and for images of exposures each. */
    private static final int PART = 4;

    private final Visit visit;
    private final Drizzle drizzle;
    private final AlignMode align;
    private final CosmicRayRejection reject;
    private final boolean single;

    /**
     * @param visit   its exposures
     * @param drizzle how they are combined
     * @param align   how far they are aligned before
     * @param reject  whether they are compared to take cosmic rays out
     * @param single  whether each exposure's own image is wanted
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
     * @param output the folder for them; it is made as needed
     * @throws BadInput if an exposure cannot be read, none of a detector can be used, or an image of another program
     *                  stands in the place of one
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
