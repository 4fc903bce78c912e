package org.mosaicworkbench.mosaic.align;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.mosaicworkbench.catalog.ReferenceCatalog;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;

/**
 * The alignment of one detector's exposures. Exposures are matched one after the other to a list of sources, which
 * starts with the exposure that has the most sources and grows with each exposure that fits. With three or more
 * exposures the median of the shifts, rolls and scales is then subtracted from all, so that the majority keeps its
 * pointing and outliers are moved to it. A fit to a reference catalog moves all exposures together if it has at least 4
 * matches and residuals of at most 150 milliarcseconds (the limits of the single-visit processing); otherwise the
 * absolute pointing from the headers is kept.
 *
 * @param systems for each exposure, in the given order, the coordinate systems of its chips after alignment
 * @param offsets for each exposure, the pointing error of its header
 * @param reference the fit to the reference catalog
 */
public record Alignment(List<List<Wcs>> systems, List<ExposureOffset> offsets, ReferenceFit reference) {

    /**
     * Largest accepted residual of the fit to the reference catalog, milliarcseconds; {@code MAX_FIT_LIMIT} in the
     * parameter files of single-visit processing.
     */
    private static final double LARGEST_RMS = 150;

    private static final int FEWEST_REFERENCE_MATCHES = 4;
    private static final double REFERENCE_ERROR = 0.05;
    /**
     * An offset is rejected if its error exceeds both this value, in pixels of the plane, and a tenth of the offset.
     */
    private static final double LARGEST_ERROR = 0.3;

    private static final double LARGEST_SHARE = 0.1;
    /**
     * Largest accepted rms distance between matched sources after the fit, pixels of the plane: chance pairs scatter by
     * more than one pixel, true pairs by a few tenths of a pixel at most.
     */
    private static final double LARGEST_SCATTER = 0.7;

    private static final int FEWEST_FOR_MEDIAN = 3;

    /**
     * An exposure to be aligned.
     *
     * @param rootname nine characters
     * @param systems the coordinate systems of its chips
     * @param sources the sources detected in it
     */
    public record Member(String rootname, List<Wcs> systems, ExposureSources sources) {}

    /**
     * A reference catalog.
     *
     * @param name for instance {@code GAIAeDR3}
     * @param sources its positions
     */
    public record Reference(String name, ReferenceCatalog sources) {}

    public Alignment {
        systems = List.copyOf(systems);
        offsets = List.copyOf(offsets);
    }

    /**
     * Aligns exposures.
     *
     * @param members the exposures in the visit's order
     * @param detector their detector
     * @param plane a north-up system with the detector's scale that covers the exposures
     * @param reference the catalog, or null to align the exposures with each other only
     */
    public static Alignment of(List<Member> members, Detector detector, Wcs plane, Reference reference) {
        return of(members, detector, plane, reference, List.of(ListMatch.standard()));
    }

    /**
     * Aligns exposures with the given match settings.
     *
     * @param matches the settings to try for each exposure: the second is used if the first finds no match
     */
    public static Alignment of(
            List<Member> members, Detector detector, Wcs plane, Reference reference, List<ListMatch> matches) {
        Work work = new Work(members, detector, plane, matches);
        work.relative();
        ReferenceFit fit =
                reference == null ? ReferenceFit.none("", "no reference catalog") : work.toReference(reference);
        return new Alignment(work.systems(), work.offsets(), fit);
    }

    /** The steps of an alignment on one plane. */
    private static final class Work {

        private final List<Member> members;
        private final Wcs plane;
        private final List<ListMatch> matches;
        private final double milliarcseconds;
        private final PixelPoint centre;
        private final List<List<Spot>> spots = new ArrayList<>();
        private final Map<Integer, Affine> maps = new HashMap<>();
        private final Map<Integer, AffineFit> fits = new HashMap<>();
        private final Map<Integer, String> notes = new HashMap<>();
        private final MergedSources merged = new MergedSources();
        private Affine together;

        Work(List<Member> members, Detector detector, Wcs plane, List<ListMatch> matches) {
            this.members = members;
            this.plane = plane;
            this.matches = matches;
            this.milliarcseconds = plane.pixelScale() * 3600e3;
            this.centre = new PixelPoint((plane.width() + 1) / 2.0, (plane.height() + 1) / 2.0);
            this.together = Affine.none(centre.x(), centre.y());
            members.forEach(m -> spots.add(m.sources().on(plane, m.systems(), detector.starWidth())));
        }

        void relative() {
            List<Integer> order = IntStream.range(0, members.size())
                    .boxed()
                    .sorted(Comparator.comparingInt((Integer i) -> -spots.get(i).size()))
                    .toList();
            int first = order.get(0);
            maps.put(first, Affine.none(centre.x(), centre.y()));
            notes.put(
                    first,
                    members.size() == 1
                            ? "there is no other exposure to compare it with"
                            : "the others were compared with it");
            merged.addAll(spots.get(first));
            for (int pass = 0; pass < 2; pass++) {
                order.stream().filter(i -> !maps.containsKey(i)).forEach(this::compare);
            }
            if (maps.size() >= FEWEST_FOR_MEDIAN) {
                takeMedianOut();
            }
        }

        /**
         * Compares an exposure with the merged list. It may be called repeatedly for the same exposure, which may
         * overlap only exposures that are merged later.
         */
        private void compare(int i) {
            for (int k = 0; k < matches.size() && !maps.containsKey(i); k++) {
                compare(i, matches.get(k));
            }
        }

        private void compare(int i, ListMatch match) {
            ListMatch.Outcome outcome = match.match(spots.get(i), merged.spots());
            String refused = outcome.found() ? uncertain(i, outcome.fit()) : outcome.refused();
            notes.put(i, refused);
            if (refused.isEmpty()) {
                Affine map = outcome.fit().map().about(centre.x(), centre.y());
                maps.put(i, map);
                fits.put(i, outcome.fit());
                merged.addAll(spots.get(i).stream().map(s -> s.moved(map)).toList());
            }
        }

        /**
         * Explains why a fit is too uncertain; empty if it is not. Few sources, or sources that are all in one corner,
         * hardly constrain the offset at the exposure's centre, and unrelated sources do not constrain it at all.
         */
        private String uncertain(int i, AffineFit fit) {
            double scatter = Math.hypot(fit.rmsX(), fit.rmsY());
            if (scatter > LARGEST_SCATTER) {
                return String.format(
                        Locale.ROOT,
                        "uncertain: %d matches scatter by %.2f px, as chance matches do; at most "
                                + "%.2f px are accepted",
                        fit.matches(),
                        scatter,
                        LARGEST_SCATTER);
            }
            PixelPoint middle = middle(i);
            double error = fit.errorAt(middle.x(), middle.y());
            PixelPoint moved = fit.map().apply(middle.x(), middle.y());
            double offset = Math.hypot(moved.x() - middle.x(), moved.y() - middle.y());
            return error <= Math.max(LARGEST_ERROR, LARGEST_SHARE * offset)
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "uncertain: %d matches leave the offset at the exposure's centre uncertain "
                                    + "by %.2f px, up to %.2f px are accepted",
                            fit.matches(),
                            error,
                            LARGEST_ERROR);
        }

        /** The centre of the exposure's first chip, on the plane. */
        private PixelPoint middle(int i) {
            Wcs chip = members.get(i).systems().get(0);
            return plane.toPixel(chip.toSky((chip.width() + 1) / 2.0, (chip.height() + 1) / 2.0));
        }

        private void takeMedianOut() {
            Affine median = Affine.of(
                    centre.x(),
                    centre.y(),
                    median(Affine::shiftX),
                    median(Affine::shiftY),
                    median(Affine::roll),
                    median(Affine::scale));
            Affine back = median.inverse();
            maps.replaceAll((i, map) -> map.then(back).about(centre.x(), centre.y()));
        }

        private double median(ToDoubleFunction<Affine> part) {
            double[] sorted = maps.values().stream().mapToDouble(part).sorted().toArray();
            return 0.5 * (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]);
        }

        ReferenceFit toReference(Reference reference) {
            MergedSources all = new MergedSources();
            maps.forEach((i, map) ->
                    all.addAll(spots.get(i).stream().map(s -> s.moved(map)).toList()));
            List<Spot> known = reference.sources().stars().stream()
                    .map(this::onPlane)
                    .filter(s -> !Double.isNaN(s.x()))
                    .toList();
            ListMatch.Outcome outcome = ListMatch.standard().match(all.spots(), known);
            if (!outcome.found()) {
                return ReferenceFit.none(reference.name(), outcome.refused());
            }
            AffineFit fit = outcome.fit();
            double rmsRa = fit.rmsX() * milliarcseconds;
            double rmsDec = fit.rmsY() * milliarcseconds;
            boolean good = fit.matches() >= FEWEST_REFERENCE_MATCHES && Math.max(rmsRa, rmsDec) <= LARGEST_RMS;
            if (good) {
                together = fit.map();
            }
            return new ReferenceFit(
                    reference.name(),
                    good,
                    fit.matches(),
                    rmsRa,
                    rmsDec,
                    good
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "residuals of %.1f and %.1f mas with %d matches; up to %.0f mas are accepted",
                                    rmsRa,
                                    rmsDec,
                                    fit.matches(),
                                    LARGEST_RMS));
        }

        private Spot onPlane(ReferenceCatalog.Star star) {
            PixelPoint p = plane.toPixel(star.ra(), star.dec());
            return new Spot(p.x(), p.y(), REFERENCE_ERROR, Double.isNaN(star.mag()) ? 0 : -star.mag());
        }

        List<List<Wcs>> systems() {
            return IntStream.range(0, members.size())
                    .mapToObj(i -> moved(i, correction(i).then(together)))
                    .toList();
        }

        private Affine correction(int i) {
            return maps.getOrDefault(i, Affine.none(centre.x(), centre.y()));
        }

        private List<Wcs> moved(int i, Affine map) {
            return members.get(i).systems().stream()
                    .map(wcs -> wcs.moved(sky -> {
                        PixelPoint p = plane.toPixel(sky);
                        return plane.toSky(map.apply(p.x(), p.y()));
                    }))
                    .toList();
        }

        List<ExposureOffset> offsets() {
            return IntStream.range(0, members.size()).mapToObj(this::offset).toList();
        }

        /**
         * The one-sigma error of an exposure's offset, in pixels of the plane, including that of any subtracted median.
         */
        private double error(int i) {
            if (maps.size() < FEWEST_FOR_MEDIAN) {
                return ownError(i);
            }
            double[] own =
                    fits.keySet().stream().mapToDouble(this::ownError).sorted().toArray();
            return Math.hypot(ownError(i), own[own.length / 2] * Math.sqrt((double) FEWEST_FOR_MEDIAN / maps.size()));
        }

        private double ownError(int i) {
            AffineFit fit = fits.get(i);
            return fit == null ? 0 : fit.errorAt(middle(i).x(), middle(i).y());
        }

        private ExposureOffset offset(int i) {
            Member member = members.get(i);
            if (!maps.containsKey(i)) {
                return ExposureOffset.unknown(
                        member.rootname(), member.sources().size(), notes.get(i));
            }
            Wcs before = member.systems().get(0);
            Wcs after = moved(i, maps.get(i)).get(0);
            double x = (before.width() + 1) / 2.0;
            double y = (before.height() + 1) / 2.0;
            SkyPoint truth = after.toSky(x, y);
            PixelPoint claimed = before.toPixel(truth);
            AffineFit fit = fits.get(i);
            double toPixels = plane.pixelScale() / before.pixelScale();
            // On the plane x runs west, so a counter-clockwise rotation on the plane is also counter-clockwise on the
            // sky.
            return new ExposureOffset(
                    member.rootname(),
                    new ExposureOffset.Shift(claimed.x() - x, claimed.y() - y, error(i) * toPixels),
                    new ExposureOffset.Roll(
                            -maps.get(i).roll(), fit == null ? 0 : fit.errors().roll()),
                    1 / maps.get(i).scale(),
                    new ExposureOffset.Fit(
                            member.sources().size(),
                            fit == null ? member.sources().size() : fit.matches(),
                            fit == null ? 0 : Math.hypot(fit.rmsX(), fit.rmsY()) * milliarcseconds),
                    notes.get(i));
        }
    }

    /** Turns a value that would be printed as negative zero into zero. */
    private static double unsigned(double value, double step) {
        return Math.abs(value) < step / 2 ? 0 : value;
    }

    /** @return a line for each exposure and one for the reference fit */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("  exposure      dx px    dy px     +-    roll deg      +-    sources matches   rms mas");
        for (ExposureOffset o : offsets) {
            lines.add(
                    o.measured()
                            ? String.format(
                                            Locale.ROOT,
                                            "  %-10s %8.3f %8.3f %6.3f %10.4f %8.4f %8d %7d %9.2f  %s",
                                            o.rootname(),
                                            unsigned(o.shift().dx(), 1e-3),
                                            unsigned(o.shift().dy(), 1e-3),
                                            o.shift().error(),
                                            unsigned(o.roll().degrees(), 1e-4),
                                            o.roll().error(),
                                            o.fit().sources(),
                                            o.fit().matches(),
                                            o.fit().rms(),
                                            o.note())
                                    .stripTrailing()
                            : String.format(Locale.ROOT, "  %-10s not measured: %s", o.rootname(), o.note()));
        }
        lines.add(
                reference.accepted()
                        ? String.format(
                                Locale.ROOT,
                                "  to %s: %s, rms %.1f mas in RA, %.1f mas in Dec",
                                reference.catalog(),
                                Count.of(reference.matches(), "match", "matches"),
                                reference.rmsRa(),
                                reference.rmsDec())
                        : "  not fitted to a reference catalog: " + reference.note());
        return String.join("\n", lines);
    }
}
