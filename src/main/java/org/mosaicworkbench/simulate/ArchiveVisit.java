package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.visit.Detector;

/**
 * Draws one visit of {@link World#ARCHIVE} from the {@link ArchiveMix}. Scene and reference catalog cover the whole
 * field even if the settings read out only part of it.
 */
final class ArchiveVisit {

    /**
     * Fraction of the visits whose exposure times differ within a filter; {@link #NOT_TAKEN} is the fraction of the
     * visits in which the shutter stayed closed for one exposure.
     */
    private static final double UNEQUAL = 0.2;

    private static final double NOT_TAKEN = 0.005;
    private static final double[] FRACTIONS = {1, 1, 0.3, 0.1};
    /** Longest exposure that fits into one orbit, seconds; {@link #SHORTEST} is the minimum exposure time. */
    private static final double LONGEST = 2700;

    private static final double SHORTEST = 1;
    /** Lower limit of the fraction of reference stars that a fit uses, which is drawn between this limit and 1. */
    private static final double FEWEST_KEPT = 0.5;
    /**
     * Minimum number of reference stars in a field that is fitted to the catalog; in other fields, the star density is
     * multiplied by {@link #UNFITTED}.
     */
    private static final double FEWEST_FITTED = 2;

    private static final double UNFITTED = 0.4;
    /**
     * Number of reference stars above which the lower limit of the fraction used is {@link #FEWEST_OF_MANY}, since a
     * fit uses only the brightest sources.
     */
    private static final int MANY = 50;

    private static final double FEWEST_OF_MANY = 0.2;
    /**
     * Number of brighter catalog sources within 5 arcsec at which a star is no longer listed. It reproduces the
     * archive's densest fields, which have up to 8,600 reference stars on WFC.
     */
    private static final int CROWDED = 12;

    private final SimulationSettings settings;
    private final int number;
    private final Rng rng;
    private final Detector detector;
    private final Category category;
    private final String solution;

    ArchiveVisit(SimulationSettings settings, int number, Rng rng) {
        this.settings = settings;
        this.number = number;
        this.rng = rng;
        this.detector = detector(settings, number);
        this.category = ArchiveMix.category(detector, settings.targets().categories(), rng.of("category"));
        this.solution = ArchiveMix.solution(detector, rng.of("solution"));
    }

    static Detector detector(SimulationSettings settings, int number) {
        return ArchiveMix.detector(settings.targets().detectors(), new Rng(settings.seed()).of("detector", number));
    }

    VisitPlan plan() {
        int readOut = ArchiveMix.size(detector, rng.of("subarray"));
        ExposureSequence sequence = sequence(Math.min(settings.each().size(), readOut));
        Geometry whole = new Geometry(detector, readOut);
        List<Bandpass> filters = sequence.filters().stream().distinct().toList();
        Rng sky = rng.of("target");
        SkyPoint target = new SkyPoint(sky.uniform(0, 360), Math.toDegrees(Math.asin(sky.uniform(-0.98, 0.98))));
        double shortest = filters.stream().mapToDouble(Bandpass::pivot).min().orElseThrow();
        double radius = whole.radius() + VisitPlan.margin(detector, readOut);
        double drawn = ArchiveMix.density(category, rng.of("density"));
        double fewest = FEWEST_FITTED * 3600 / whole.area();
        double density = solution.contains("FIT") ? Math.max(fewest, drawn) : UNFITTED * drawn;
        Rng scenery = rng.of("scene");
        SceneMaker maker = new SceneMaker(scenery, whole, detector, radius, shortest, target);
        Scene scene = new ArchiveScene(scenery, maker, whole, radius, detector.nominalScale())
                .of(category, density)
                .safeFor(detector, filters);
        if (VisitPlan.shows(Effect.BLEEDING, detector, settings, rng)) {
            double seconds = VisitPlan.usualSeconds(category, filters.get(0), 1);
            scene = BrightStars.before(scene, filters.get(0), seconds, whole, rng.of("bright stars"));
        }
        SkyTie tie = tie(scene, whole, radius);
        Guiding outcome =
                GuidingErrors.outcome(settings.guiding(), GuidingErrors.ARCHIVE_SHARE_BAD, rng.of("guiding outcome"));
        double[] common = settings.guiding().kind() == Guiding.Kind.EXACT ? new double[3] : common(rng.of("common"));
        return VisitPlan.of(
                settings,
                number,
                new VisitPlan.Subject(detector, category, new Geometry(detector, sequence.size()), scene),
                sequence,
                new VisitPlan.GuidingOutcome(outcome, common, tie),
                rng);
    }

    private ExposureSequence sequence(int size) {
        int n = settings.each().count() == SimulationSettings.DRAWN
                ? ArchiveMix.exposures(rng.of("exposures"))
                : settings.each().count();
        List<Bandpass> filters = filters(n, rng.of("filters"));
        Rng times = rng.of("exptime");
        double pace = times.logUniform(0.06, 1.6);
        boolean unequal = times.uniform() < UNEQUAL;
        int notTaken = n > 1 && times.uniform() < NOT_TAKEN ? times.below(n) : -1;
        double[] seconds = new double[n];
        List<Bandpass> each = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            each.add(filters.get(i * filters.size() / n));
            double usual = VisitPlan.usualSeconds(category, each.get(i), pace);
            double wanted = usual * (unequal ? FRACTIONS[times.below(FRACTIONS.length)] : 1);
            seconds[i] = i == notTaken
                    ? ExposurePlan.NOT_TAKEN
                    : settings.each().exptime().orElse(Math.min(LONGEST, Math.max(SHORTEST, Math.rint(wanted))));
        }
        return new ExposureSequence(size, each, seconds);
    }

    /**
     * Returns the requested filters or, if there are none, draws distinct ones; broad filters are drawn more often than
     * narrow ones.
     */
    private List<Bandpass> filters(int exposures, Rng filters) {
        List<Bandpass> asked = settings.usable(detector);
        if (!asked.isEmpty()) {
            return asked.subList(0, Math.min(asked.size(), exposures));
        }
        List<Bandpass> left = new ArrayList<>(Bandpass.all(detector));
        List<Bandpass> chosen = new ArrayList<>();
        int wanted = Math.min(left.size(), ArchiveMix.filters(exposures, filters));
        while (chosen.size() < wanted) {
            double[] weights = left.stream()
                    .mapToDouble(b -> b.narrow() ? 0.4 : b.pivot() < 400 ? 1 : 1.5)
                    .toArray();
            chosen.add(left.remove(ArchiveMix.drawn(weights, filters)));
        }
        return chosen;
    }

    /**
     * Pointing error common to all exposures of the visit, in arcsec east, arcsec north and degrees of roll: small if
     * the exposures' headers come from a fit to the catalog, large otherwise.
     */
    private double[] common(Rng error) {
        double arcsec = solution.contains("FIT") ? 0.02 : solution.isEmpty() ? 0.5 : 0.15;
        return new double[] {arcsec * error.gaussian(), arcsec * error.gaussian(), 0.002 * error.gaussian()};
    }

    private SkyTie tie(Scene scene, Geometry whole, double radius) {
        Rng fit = rng.of("solution fit");
        double sigma = ArchiveMix.residual(detector, fit);
        double share = whole.area() / (4 * radius * radius);
        SkyTie.Quality catalog = new SkyTie.Quality(sigma, CROWDED);
        int listed = SimulatedCatalog.of(scene, SimulatedCatalog.EPOCH_MJD, catalog, rng.of("listed"))
                .size();
        long known = Math.round(listed * share);
        int matches = (int) Math.max(
                solution.contains("FIT") ? 1 : 0,
                Math.round(known * fit.uniform(known > MANY ? FEWEST_OF_MANY : FEWEST_KEPT, 1)));
        return new SkyTie(solution, matches, rms(sigma, matches, fit), rms(sigma, matches, fit), catalog);
    }

    /**
     * Rms residual, mas per axis, of a fit of shift, roll and scale. The fewer the stars, the more of the scatter the
     * fit absorbs.
     */
    private static double rms(double sigma, int matches, Rng fit) {
        double free = Math.max(0, matches - 1.5);
        return matches <= 1
                ? 0
                : sigma * Math.sqrt(free / matches) * Math.exp(0.6 / Math.sqrt(matches) * fit.gaussian());
    }
}
