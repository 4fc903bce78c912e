package org.mosaicworkbench.mosaic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.mosaic.align.DetectorPattern;
import org.mosaicworkbench.mosaic.align.ExposureSources;
import org.mosaicworkbench.mosaic.align.ListMatch;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.mosaic.drizzle.OutputGrid;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * Compares the positions at which processing places the exposures of one detector with the positions inferred from
 * their sources, without combining the exposures. Exposures are identified by rootname; each has one coordinate system
 * per chip. A fit to a reference catalog, which moves all exposures together, is not considered.
 */
public final class AlignmentCheck {

    private final Detector detector;
    private final List<Exposure> exposures;
    private final int threads;
    private List<ExposureSources> sources;
    private List<ExposureSources> onSky;

    /**
     * Checks the exposures that enter the mosaic.
     *
     * @param visit its exposures
     * @param detector one of {@link Visit#detectors()}
     * @param threads number of exposures read at the same time
     */
    public AlignmentCheck(Visit visit, Detector detector, int threads) {
        this(visit.exposures().stream().filter(e -> e.detector() == detector).toList(), detector, threads);
    }

    private AlignmentCheck(List<Exposure> exposures, Detector detector, int threads) {
        this.detector = detector;
        this.exposures = exposures;
        this.threads = threads;
    }

    /**
     * Checks exposures as they appear in the mosaic, using the single-exposure images next to a total image.
     *
     * @param images the images that {@link ExposureImages#beside} found, all of one detector
     * @param sources the sources of each image
     */
    public static AlignmentCheck ofImages(List<Exposure> images, List<ExposureSources> sources) {
        AlignmentCheck check = new AlignmentCheck(images, images.get(0).detector(), 1);
        check.sources = List.copyOf(sources);
        return check;
    }

    /** @return the exposures' detector */
    public Detector detector() {
        return detector;
    }

    /** @return the checked exposures, in the visit's order */
    public List<Exposure> exposures() {
        return exposures;
    }

    /** @return the coordinate systems from the headers; no pixels are read */
    public Map<String, List<Wcs>> headers() {
        Map<String, List<Wcs>> systems = new LinkedHashMap<>();
        exposures.forEach(exposure -> systems.put(exposure.rootname(), ExposurePixels.systems(exposure)));
        return systems;
    }

    /**
     * Finds the coordinate systems that are used to combine the exposures.
     *
     * @param align the alignment to apply first; with {@link AlignMode#NONE} no pixels are read
     */
    public Map<String, List<Wcs>> used(AlignMode align) {
        Map<String, List<Wcs>> headers = headers();
        if (align == AlignMode.NONE || exposures.isEmpty()) {
            return headers;
        }
        Alignment alignment = alignment(headers, List.of(ListMatch.standard()));
        Map<String, List<Wcs>> systems = new LinkedHashMap<>();
        for (int i = 0; i < exposures.size(); i++) {
            systems.put(exposures.get(i).rootname(), alignment.systems().get(i));
        }
        return systems;
    }

    /**
     * Corrects the exposures' coordinate systems by matching their sources.
     *
     * @param used the exposures' current coordinate systems
     * @return corrected coordinate systems; an exposure that could not be measured is missing
     */
    public Map<String, List<Wcs>> measured(Map<String, List<Wcs>> used) {
        Map<String, List<Wcs>> systems = new LinkedHashMap<>();
        if (exposures.isEmpty()) {
            return systems;
        }
        Alignment alignment = alignment(used);
        for (int i = 0; i < exposures.size(); i++) {
            if (alignment.offsets().get(i).measured()) {
                systems.put(exposures.get(i).rootname(), alignment.systems().get(i));
            }
        }
        return systems;
    }

    /**
     * @return the point sources of each exposure, excluding sources fixed to the detector; positions are in each chip's
     *     own pixels
     */
    public List<ExposureSources> sources() {
        if (onSky == null) {
            List<ExposureSources> all = sources != null
                    ? sources
                    : Parallel.map(
                            exposures,
                            threads,
                            exposure -> ExposureSources.of(
                                    ExposurePixels.read(exposure, detector.goodBits()), detector.starWidth()));
            onSky = exposures.isEmpty() ? all : onSky(all);
        }
        return onSky;
    }

    /** @return a grid that covers all exposures, placed by their headers; there must be at least one exposure */
    public Wcs grid() {
        return plane(headers());
    }

    private List<ExposureSources> onSky(List<ExposureSources> all) {
        Map<String, List<Wcs>> headers = headers();
        return DetectorPattern.leftOut(members(headers, all), plane(headers)).stream()
                .map(Alignment.Member::sources)
                .toList();
    }

    /**
     * Aligns the exposures with each other by their sources. Searches a wider range of rolls than processing does.
     *
     * @param used the exposures' current coordinate systems
     * @return the alignment, in the order of {@link #exposures()}; there must be at least one exposure
     */
    public Alignment alignment(Map<String, List<Wcs>> used) {
        return alignment(used, List.of(ListMatch.standard(), ListMatch.wide()));
    }

    private Alignment alignment(Map<String, List<Wcs>> used, List<ListMatch> matches) {
        return Alignment.of(members(used, sources()), detector, plane(used), null, matches);
    }

    private List<Alignment.Member> members(Map<String, List<Wcs>> used, List<ExposureSources> all) {
        return IntStream.range(0, exposures.size())
                .mapToObj(i -> new Alignment.Member(
                        exposures.get(i).rootname(), used.get(exposures.get(i).rootname()), all.get(i)))
                .toList();
    }

    private Wcs plane(Map<String, List<Wcs>> used) {
        List<OutputGrid.Placed> placed = exposures.stream()
                .flatMap(exposure ->
                        used.get(exposure.rootname()).stream().map(wcs -> new OutputGrid.Placed(exposure.file(), wcs)))
                .toList();
        return OutputGrid.covering(placed, detector.productScale());
    }
}
