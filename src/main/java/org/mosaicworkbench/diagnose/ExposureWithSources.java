package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.AlignmentCheck;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.mosaic.align.ExposureOffset;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;

/**
 * An exposure with its detected sources.
 *
 * @param exposure the exposure's description
 * @param systems the coordinate systems of its chips, from the headers
 * @param aligned the coordinate systems after an alignment by sources, accurate to a pixel; empty if it could not be
 *                 aligned
 * @param sources for each chip, the sources detected on it
 * @param fixed number of additional sources that are fixed to the detector
 * @param why why it could not be aligned; empty if it could
 */
public record ExposureWithSources(
        Exposure exposure, List<Wcs> systems, List<Wcs> aligned, List<List<Place>> sources, int fixed, String why) {

    /**
     * Lower limit of the centroid error of bright stars, in pixels: the PSF varies over the field and is not exactly
     * Gaussian.
     */
    private static final double BEST_CENTROID = 0.02;
    /** Centroid error of a star in units of its FWHM divided by its signal-to-noise ratio. */
    private static final double CENTROID_BY_NOISE = 0.6;

    /**
     * A source on a chip.
     *
     * @param x FITS pixel, 1-based
     * @param y FITS pixel, 1-based
     * @param error one-sigma error of each coordinate, pixels, above 0
     * @param brightness any quantity that increases with brightness
     */
    public record Place(double x, double y, double error, double brightness) {}

    /** Makes defensive copies. */
    public ExposureWithSources {
        systems = List.copyOf(systems);
        aligned = List.copyOf(aligned);
        sources = sources.stream().map(List::copyOf).toList();
    }

    /**
     * Returns the checked exposures, in their order. If there is only one exposure, it is neither aligned nor searched
     * for sources.
     *
     * @throws BadInput if an exposure cannot be read
     */
    static List<ExposureWithSources> of(AlignmentCheck check) {
        Map<String, List<Wcs>> headers = check.headers();
        if (headers.size() < 2) {
            return check.exposures().stream()
                    .map(e -> new ExposureWithSources(e, headers.get(e.rootname()), List.of(), List.of(), 0, ""))
                    .toList();
        }
        Alignment alignment = check.alignment(headers);
        List<ExposureWithSources> seen = new ArrayList<>();
        for (int i = 0; i < check.exposures().size(); i++) {
            Exposure exposure = check.exposures().get(i);
            ExposureOffset offset = alignment.offsets().get(i);
            List<List<Place>> places = check.sources().get(i).chips().stream()
                    .map(chip -> chip.stream()
                            .map(source -> place(source, check.detector()))
                            .toList())
                    .toList();
            seen.add(new ExposureWithSources(
                    exposure,
                    headers.get(exposure.rootname()),
                    offset.measured() ? alignment.systems().get(i) : List.of(),
                    places,
                    check.sources().get(i).fixed(),
                    offset.measured() ? "" : offset.note()));
        }
        return seen;
    }

    private static Place place(Detection source, Detector detector) {
        return new Place(
                source.x(),
                source.y(),
                Math.max(BEST_CENTROID, CENTROID_BY_NOISE * detector.starWidth() / source.snr()),
                source.peak());
    }

    String name() {
        return exposure.rootname();
    }

    /** The mid-exposure time, modified Julian date in days. */
    double middle() {
        return exposure.observation().start() + exposure.observation().exptime() / 2 / 86400;
    }

    int found() {
        return sources.stream().mapToInt(List::size).sum();
    }
}
