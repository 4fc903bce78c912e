package org.mosaicworkbench.diagnose;

import java.util.List;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Exposure;

/**
 * An exposure and the sources that were found on it.
 *
 * @param exposure what it is
 * @param systems  the coordinate systems of its chips, as the headers have them
 * @param aligned  the same after an alignment by sources, good to a pixel; empty where it could not be aligned
 * @param sources  for each chip what was found on it
 * @param why      why it could not be aligned; empty where it could
 */
public record SeenExposure(
        Exposure exposure, List<Wcs> systems, List<Wcs> aligned, List<List<Place>> sources, String why) {

    /**
     * A source on a chip.
     *
     * @param x          FITS pixel, 1-based
     * @param y          FITS pixel, 1-based
     * @param error      one-sigma error of each coordinate, pixels, above 0
     * @param brightness anything that grows with brightness
     */
    public record Place(double x, double y, double error, double brightness) {}

    /** Takes copies. */
    public SeenExposure {
        systems = List.copyOf(systems);
        aligned = List.copyOf(aligned);
        sources = sources.stream().map(List::copyOf).toList();
    }

    String name() {
        return exposure.rootname();
    }

    /** Modified Julian date of the exposure's middle, days. */
    double middle() {
        return exposure.start() + exposure.exptime() / 2 / 86400;
    }

    int found() {
        return sources.stream().mapToInt(List::size).sum();
    }
}
