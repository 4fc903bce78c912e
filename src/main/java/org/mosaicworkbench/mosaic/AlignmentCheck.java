package org.mosaicworkbench.mosaic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.mosaic.align.ExposureSources;
import org.mosaicworkbench.mosaic.align.ListMatch;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.mosaic.drizzle.OutputGrid;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * Where the processing puts the exposures of one detector, and where their sources say that they belong, without
 * combining them. Exposures are told by their rootnames; each has the coordinate systems of its chips. What moves all
 * of them together, a fit to a reference catalog, is left out.
 */
public final class AlignmentCheck {

    private final Detector detector;
    private final List<Exposure> exposures;
    private final int threads;
    private List<ExposureSources> sources;

    /**
     * Checks the exposures that make the mosaic.
     *
     * @param visit    its exposures
     * @param detector one of {@link Visit#detectors()}
     * @param threads  exposures that are read at once
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
     * As the mosaic has them: from the images of single exposures beside a total image.
     *
     * @param images  what {@link ExposureImages#beside} found, of one detector
     * @param sources of each of them
     */
    public static AlignmentCheck ofImages(List<Exposure> images, List<ExposureSources> sources) {
        AlignmentCheck check = new AlignmentCheck(images, images.get(0).detector(), 1);
        check.sources = List.copyOf(sources);
        return check;
    }

    /** @return their detector */
    public Detector detector() {
        return detector;
    }

    /** @return those that are checked, in the visit's order */
    public List<Exposure> exposures() {
        return exposures;
    }

    /** @return the coordinate systems that the headers have; pixels are not read */
    public Map<String, List<Wcs>> headers() {
        Map<String, List<Wcs>> systems = new LinkedHashMap<>();
        exposures.forEach(exposure -> systems.put(exposure.rootname(), ExposurePixels.systems(exposure)));
        return systems;
    }

    /**
     * The coordinate systems that the exposures are combined with.
     *
     * @param align how far they are aligned before; with {@link AlignMode#NONE} pixels are not read
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
     * Measures where the exposures belong, by matching their sources.
     *
     * @param used the systems that they have
     * @return corrected systems; an exposure that could not be measured is missing
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

    /** @return the point sources of each exposure, for each chip in its own pixels */
    public List<List<List<Detection>>> sources() {
        if (sources == null) {
            sources = Parallel.map(
                    exposures,
                    threads,
                    exposure -> ExposureSources.of(
                            ExposurePixels.read(exposure, detector.goodBits()), detector.starWidth()));
        }
        return sources.stream().map(ExposureSources::chips).toList();
    }

    /**
     * Aligns the exposures with each other, by their sources. Larger rolls than in the processing are found.
     *
     * @param used the systems that they have
     * @return in the order of {@link #exposures()}, of which there must be at least one
     */
    public Alignment alignment(Map<String, List<Wcs>> used) {
        return alignment(used, List.of(ListMatch.standard(), ListMatch.wide()));
    }

    private Alignment alignment(Map<String, List<Wcs>> used, List<ListMatch> matches) {
        sources();
        List<Alignment.Member> members = new ArrayList<>();
        List<OutputGrid.Placed> placed = new ArrayList<>();
        for (int i = 0; i < exposures.size(); i++) {
            Exposure exposure = exposures.get(i);
            List<Wcs> chips = used.get(exposure.rootname());
            members.add(new Alignment.Member(exposure.rootname(), chips, sources.get(i)));
            chips.forEach(wcs -> placed.add(new OutputGrid.Placed(exposure.file(), wcs)));
        }
        return Alignment.of(members, detector, OutputGrid.covering(placed, detector.productScale()), null, matches);
    }
}
