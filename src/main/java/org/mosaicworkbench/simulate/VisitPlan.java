package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Detector;

/**
 * The plan of a visit: all its random properties except the noise.
 *
 * @param settings requested settings
 * @param id identity of the visit
 * @param subject target and detector
 * @param guiding guiding outcome
 * @param exposures exposures in order of start time
 * @param rng the visit's own random numbers
 */
record VisitPlan(
        SimulationSettings settings,
        Identity id,
        Subject subject,
        GuidingOutcome guiding,
        List<ExposurePlan> exposures,
        Rng rng) {

    /**
     * The identity of a visit.
     *
     * @param number index of the visit in its run, from 0
     * @param name name of the visit, six characters
     * @param proposal proposal number, five digits
     */
    record Identity(int number, String name, String proposal) {}

    /**
     * The target and detector of a visit.
     *
     * @param detector its detector
     * @param category category of the target
     * @param geometry the chips
     * @param scene the sources
     */
    record Subject(Detector detector, Category category, Geometry geometry, Scene scene) {}

    /**
     * The guiding outcome of a visit.
     *
     * @param outcome kind and size of the guiding error
     * @param common pointing error common to all exposures: arcsec east, arcsec north, degrees of roll
     * @param tie astrometric solution of the headers
     */
    record GuidingOutcome(Guiding outcome, double[] common, SkyTie tie) {}

    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    /**
     * Number of codes for simulated programmes. The codes begin with s to z, which the observatory has not reached, and
     * each belongs to a five-digit proposal number.
     */
    private static final int PROGRAMMES = 8 * 36 * 36 - 368;

    private static final int FIRST_PROPOSAL = 90000;
    private static final int OBSETS = 36 * 36 - 1;
    private static final double TWO_FILTERS = 0.3;
    /** Dither offsets of the exposures in pixels, used in turn. */
    private static final double[][] DITHERS = {
        {0, 0}, {5.5, 1.5}, {3.25, 6.25}, {-2.25, 4.75}, {-4, -1.5}, {1.25, -5.25}
    };
    /** Additional dither, in rows, of every other pair of exposures, which covers the gap between two chips. */
    private static final double GAP_STEP = 60;

    /** The name of a visit for given settings, without drawing anything else for it. */
    static String nameOf(SimulationSettings settings, int number) {
        int programme = programme(settings, number);
        Detector detector = detector(settings, number);
        return detector.instrument().letter()
                + DIGITS.charAt(28 + programme / 1296)
                + DIGITS.charAt(programme / 36 % 36)
                + DIGITS.charAt(programme % 36)
                + obset(number);
    }

    static Detector detector(SimulationSettings settings, int number) {
        if (settings.targets().world() == World.ARCHIVE) {
            return ArchiveVisit.detector(settings, number);
        }
        return settings.targets()
                .detectors()
                .get(number % settings.targets().detectors().size());
    }

    /**
     * The category of a visit. In each pass through the detectors, the category advances by one per visit, and each
     * pass starts one category later, so that every pair of detector and category occurs.
     */
    static Category category(SimulationSettings settings, int number) {
        int round = number / settings.targets().detectors().size();
        int place = number % settings.targets().detectors().size();
        return settings.targets()
                .categories()
                .get((round + place) % settings.targets().categories().size());
    }

    static VisitPlan draw(SimulationSettings settings, int number) {
        Rng rng = new Rng(settings.seed()).of("visit", number);
        if (settings.targets().world() == World.ARCHIVE) {
            return new ArchiveVisit(settings, number, rng).plan();
        }
        Detector detector = detector(settings, number);
        Category category = category(settings, number);
        Geometry geometry = new Geometry(detector, settings.each().size());
        List<Bandpass> filters = filters(settings, detector, rng.of("filters"));
        Rng sky = rng.of("target");
        SkyPoint target = new SkyPoint(sky.uniform(0, 360), Math.toDegrees(Math.asin(sky.uniform(-0.98, 0.98))));
        double shortest = filters.stream().mapToDouble(Bandpass::pivot).min().orElseThrow();
        double margin = margin(detector, settings.each().size());
        Scene scene = new SceneMaker(rng.of("scene"), geometry, detector, geometry.radius() + margin, shortest, target)
                .scene(category)
                .safeFor(detector, filters);
        if (shows(Effect.BLEEDING, detector, settings, rng)) {
            double seconds = settings.each().exptime().orElse(category.seconds());
            scene = BrightStars.before(scene, filters.get(0), seconds, geometry, rng.of("bright stars"));
        }
        return of(settings, number, new Subject(detector, category, geometry, scene), filters, rng);
    }

    /** @return the distance by which dithers can extend beyond the field, arcsec */
    static double margin(Detector detector, int size) {
        return 30 * detector.nominalScale() + (size >= 2048 ? GAP_STEP * detector.nominalScale() : 0);
    }

    /** Plans a visit with a given scene. */
    static VisitPlan of(SimulationSettings settings, int number, Subject subject, List<Bandpass> filters, Rng rng) {
        Guiding outcome = GuidingErrors.outcome(settings.guiding(), rng.of("guiding outcome"));
        boolean exact = settings.guiding().kind() == Guiding.Kind.EXACT;
        double[] common = exact ? new double[3] : common(rng.of("common"));
        GuidingOutcome guiding = new GuidingOutcome(outcome, common, SkyTie.PLAIN);
        return of(settings, number, subject, sequence(settings, subject.category(), filters, rng), guiding, rng);
    }

    /** Plans a visit with a given scene, exposure sequence and guiding outcome. */
    static VisitPlan of(
            SimulationSettings settings,
            int number,
            Subject subject,
            ExposureSequence sequence,
            GuidingOutcome guiding,
            Rng rng) {
        Identity id = new Identity(
                number, nameOf(settings, number), String.valueOf(FIRST_PROPOSAL + programme(settings, number)));
        List<ExposurePlan> exposures = exposures(settings, subject, sequence, guiding, id.name(), rng);
        return new VisitPlan(settings, id, subject, guiding, exposures, rng);
    }

    private static ExposureSequence sequence(
            SimulationSettings settings, Category category, List<Bandpass> filters, Rng rng) {
        int n = settings.each().count();
        double pace = rng.of("exptime").uniform(0.7, 1.4);
        double[] seconds = new double[n];
        List<Bandpass> each = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            each.add(filters.get(i * filters.size() / n));
            seconds[i] = settings.each().exptime().orElse(usualSeconds(category, each.get(i), pace));
        }
        return new ExposureSequence(settings.each().size(), each, seconds);
    }

    /** @return the largest misalignment of any exposure at the field's farthest corner, pixels */
    double largestMisalignment() {
        double corner = subject.geometry().radius() / subject.detector().nominalScale();
        return exposures.stream()
                .map(exposurePlan -> exposurePlan.pointing().misalignment())
                .map(m -> m.largest(corner))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** @return whether its exposures show an effect */
    boolean shows(Effect effect) {
        return shows(effect, subject.detector(), settings, rng);
    }

    /**
     * Decides whether a visit shows an effect, before anything else about it is drawn.
     *
     * @param rng random numbers of the visit
     */
    static boolean shows(Effect effect, Detector detector, SimulationSettings settings, Rng rng) {
        boolean archive = settings.targets().world() == World.ARCHIVE;
        return effect.shownBy(detector)
                && (settings.pixels().effects().contains(effect)
                        || (archive && ArchiveMix.shows(effect, rng.of("effect " + effect.label()))));
    }

    String obset() {
        return obset(id.number());
    }

    /** @return the visit's dataset name */
    DatasetName dataset() {
        return new DatasetName(
                new DatasetName.Program(id.proposal(), obset()),
                subject.detector().instrument().label(),
                subject.detector().label(),
                "total",
                id.name(),
                "");
    }

    /** @return the filters in the order of their first use */
    List<Bandpass> bandpasses() {
        return exposures.stream().map(ExposurePlan::bandpass).distinct().toList();
    }

    private static int programme(SimulationSettings settings, int number) {
        long first = new Rng(settings.seed()).of("programme").bits();
        return (int) Math.floorMod(first + number / OBSETS, (long) PROGRAMMES);
    }

    private static String obset(int number) {
        int n = 1 + number % OBSETS;
        return "" + DIGITS.charAt(n / 36) + DIGITS.charAt(n % 36);
    }

    private static List<Bandpass> filters(SimulationSettings settings, Detector detector, Rng rng) {
        List<Bandpass> asked = settings.usable(detector);
        if (!asked.isEmpty()) {
            return asked;
        }
        List<Bandpass> all = Bandpass.all(detector);
        Bandpass first = all.get(rng.below(all.size()));
        Bandpass second = all.get(rng.below(all.size()));
        boolean two = settings.each().count() >= 4 && rng.uniform() < TWO_FILTERS && !first.equals(second);
        return two ? List.of(first, second) : List.of(first);
    }

    private static double[] common(Rng rng) {
        double arcsec = rng.uniform() < 0.2 ? 0.5 : 0.12;
        return new double[] {arcsec * rng.gaussian(), arcsec * rng.gaussian(), 0.002 * rng.gaussian()};
    }

    private static List<ExposurePlan> exposures(
            SimulationSettings settings,
            Subject subject,
            ExposureSequence sequence,
            GuidingOutcome guiding,
            String name,
            Rng rng) {
        Detector detector = subject.detector();
        Geometry geometry = subject.geometry();
        Scene scene = subject.scene();
        double[] seconds = sequence.seconds();
        double[] starts = starts(seconds);
        List<SimulatedMisalignment> errors = errors(settings, subject, guiding, starts, seconds, rng);
        double epoch = epoch(detector, rng.of("epoch"));
        double paV3 = rng.of("roll").uniform(0, 360);
        double jitterArcsec = rng.of("jitter").uniform(0.002, 0.006);
        int firstRoot = rng.of("root").below(900);
        List<ExposurePlan> plans = new ArrayList<>();
        for (int i = 0; i < sequence.count(); i++) {
            double[] dither = dither(i, scene, geometry, sequence.size());
            SkyPoint target = target(scene, starts[i] + seconds[i] / 2);
            Pointing commanded = commanded(target, geometry, paV3, dither);
            SimulatedMisalignment error = errors.get(i);
            int id = firstRoot + 3 * i;
            plans.add(new ExposurePlan(
                    name + DIGITS.charAt(id / 36 % 36) + DIGITS.charAt(id % 36) + "q",
                    sequence.filters().get(i),
                    seconds[i],
                    epoch + starts[i] / 86400,
                    new double[] {dither[0] * detector.nominalScale(), dither[1] * detector.nominalScale()},
                    new ExposurePlan.TelescopePointing(
                            target,
                            commanded,
                            actual(commanded, geometry, guiding.common(), error),
                            error,
                            starTrail(scene, geometry, commanded, error, seconds[i]),
                            jitterArcsec / detector.nominalScale())));
        }
        return plans;
    }

    private static List<SimulatedMisalignment> errors(
            SimulationSettings settings,
            Subject subject,
            GuidingOutcome guiding,
            double[] starts,
            double[] seconds,
            Rng rng) {
        boolean scatter = settings.guiding().kind() == Guiding.Kind.REALISTIC
                || settings.guiding().kind() == Guiding.Kind.ALIGNED;
        List<SimulatedMisalignment> errors =
                GuidingErrors.draw(guiding.outcome(), starts, seconds, scatter, rng.of("guiding"));
        return scatter && settings.targets().world() == World.ARCHIVE
                ? GuidingErrors.scattered(errors, starts, subject.detector().nominalScale(), rng.of("orbits"))
                : errors;
    }

    static double usualSeconds(Category category, Bandpass filter, double pace) {
        double factor = filter.pivot() < 300 ? 2 : 1;
        return Math.rint(category.seconds() * pace * (filter.narrow() ? 2 : 1) * factor);
    }

    /**
     * The start of each exposure, seconds from the first: exposures are separated by 100 s of readout, and after 2,900
     * s the Earth blocks the view for another 2,900 s.
     */
    private static double[] starts(double[] seconds) {
        double[] starts = new double[seconds.length];
        double orbit = 0;
        double now = 0;
        for (int i = 0; i < seconds.length; i++) {
            if (orbit > 0 && orbit + seconds[i] > 2900) {
                now += 2900;
                orbit = 0;
            }
            starts[i] = now;
            now += seconds[i] + 100;
            orbit += seconds[i] + 100;
        }
        return starts;
    }

    private static double epoch(Detector detector, Rng rng) {
        SimulatedDetector.Years worked = SimulatedDetector.of(detector).years();
        return rng.uniform(worked.from(), worked.to());
    }

    /**
     * The dither of an exposure, pixels. A moving target is not dithered but placed on one chip rather than in the gap
     * between two.
     */
    private static double[] dither(int i, Scene scene, Geometry geometry, int size) {
        boolean twoChips = geometry.cuts().size() == 2;
        if (scene.body().isPresent()) {
            return new double[] {0, twoChips ? -geometry.cuts().get(0).height / 2.0 : 0};
        }
        double[] base = DITHERS[i % DITHERS.length];
        double grow = 1 + i / DITHERS.length;
        boolean acrossGap = twoChips && size >= 2048 && i % 4 >= 2;
        return new double[] {base[0] * grow, base[1] * grow + (acrossGap ? GAP_STEP : 0)};
    }

    private static SkyPoint target(Scene scene, double seconds) {
        return scene.body()
                .map(b -> new TangentPlane(scene.target()).sky(b.rateEast() * seconds, b.rateNorth() * seconds))
                .orElse(scene.target());
    }

    private static Pointing commanded(SkyPoint target, Geometry geometry, double paV3, double[] dither) {
        Pointing atTarget = new Pointing(target, paV3);
        double[] step = geometry.skyStep(atTarget);
        return atTarget.moved(step[0] * dither[0] + step[1] * dither[1], step[2] * dither[0] + step[3] * dither[1], 0);
    }

    /**
     * The actual pointing of an exposure. If a source is displaced by dx along x, the telescope pointed too far by dx
     * in the opposite direction. A roll rotates the field about the point at which the visit's common error places its
     * centre.
     */
    private static Pointing actual(
            Pointing commanded, Geometry geometry, double[] common, SimulatedMisalignment error) {
        double[] shared = onDetector(geometry.skyStep(commanded.moved(0, 0, common[2])), common[0], common[1]);
        Pointing turned = commanded.moved(0, 0, common[2] + error.roll());
        double[] step = geometry.skyStep(turned);
        double dx = error.dx() - shared[0];
        double dy = error.dy() - shared[1];
        return turned.moved(-step[0] * dx - step[1] * dy, -step[2] * dx - step[3] * dy, 0);
    }

    private static double[] starTrail(
            Scene scene, Geometry geometry, Pointing pointing, SimulatedMisalignment error, double seconds) {
        double[] followed = onDetector(
                geometry.skyStep(pointing),
                scene.body().map(Body::rateEast).orElse(0.0) * seconds,
                scene.body().map(Body::rateNorth).orElse(0.0) * seconds);
        return new double[] {error.trailX() - followed[0], error.trailY() - followed[1]};
    }

    /** @return pixels along x and y for a shift in arcsec towards east and north */
    private static double[] onDetector(double[] step, double east, double north) {
        double det = step[0] * step[3] - step[1] * step[2];
        return new double[] {(step[3] * east - step[1] * north) / det, (step[0] * north - step[2] * east) / det};
    }
}
