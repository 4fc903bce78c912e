package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.LeftOut;
import org.mosaicworkbench.visit.Visit;

class ArchiveVisitTest {

    /** Number of datasets in the observatory's table. */
    private static final double TABLE = 1172;

    private static SimulationSettings settings(Detector detector, long seed) {
        return new SimulationSettings(
                new SimulationSettings.Targets(
                        detector == null ? List.of(Detector.values()) : List.of(detector),
                        List.of(Category.values()),
                        List.of(),
                        World.ARCHIVE),
                new SimulationSettings.Exposures(
                        SimulationSettings.DRAWN, SimulationSettings.FULL, OptionalDouble.empty()),
                Guiding.realistic(),
                new SimulationSettings.Pixels(false, Set.of()),
                seed);
    }

    private static double fraction(int draws, java.util.function.IntPredicate is) {
        return (double) IntStream.range(0, draws).filter(is).count() / draws;
    }

    @Test
    void detectorsTargetsAndExposuresComeAsOftenAsInTheTable() {
        int n = 20_000;
        List<Detector> all = List.of(Detector.values());
        assertEquals(473 / TABLE, fraction(n, i -> ArchiveMix.detector(all, new Rng(i)) == Detector.WFC), 0.012);
        assertEquals(27 / TABLE, fraction(n, i -> ArchiveMix.detector(all, new Rng(i)) == Detector.SBC), 0.004);
        List<Category> categories = List.of(Category.values());
        assertEquals(
                83.0 / 314,
                fraction(n, i -> ArchiveMix.category(Detector.IR, categories, new Rng(i)) == Category.PARALLEL_FIELD),
                0.012);
        assertEquals(
                51.0 / 473,
                fraction(
                        n,
                        i -> ArchiveMix.category(Detector.WFC, categories, new Rng(i))
                                .archive()
                                .equals("STELLAR CLUSTER")),
                0.01);
        assertEquals(101 / TABLE, fraction(n, i -> ArchiveMix.exposures(new Rng(i)) == 1), 0.008);
        assertEquals(342 / TABLE, fraction(n, i -> ArchiveMix.exposures(new Rng(i)) == 4), 0.012);
        assertTrue(IntStream.range(0, n).anyMatch(i -> ArchiveMix.exposures(new Rng(i)) > 40));
    }

    @Test
    void onlyNamedDetectorsAndCategoriesAreDrawn() {
        for (int i = 0; i < 200; i++) {
            assertEquals(Detector.HRC, ArchiveMix.detector(List.of(Detector.HRC), new Rng(i)));
            assertEquals(
                    Category.SOLAR_SYSTEM,
                    ArchiveMix.category(Detector.WFC, List.of(Category.SOLAR_SYSTEM), new Rng(i)));
        }
    }

    @Test
    void visitsHaveTheArchivesSolutionsFiltersAndDepthOfTheReferenceCatalog() {
        int n = 150;
        List<VisitPlan> visits = IntStream.range(0, n)
                .mapToObj(i -> VisitPlan.draw(settings(Detector.HRC, 5), i))
                .toList();
        assertEquals(
                0.473, fraction(n, i -> visits.get(i).guiding().tie().solution().startsWith("-FIT")), 0.13);
        assertTrue(fraction(n, i -> visits.get(i).bandpasses().size() > 1) > 0.25);
        assertTrue(visits.stream()
                .allMatch(v -> v.bandpasses().size() <= v.exposures().size()));
        assertTrue(
                visits.stream()
                        .anyMatch(v -> v.exposures().stream()
                                        .map(ExposurePlan::seconds)
                                        .distinct()
                                        .count()
                                > v.bandpasses().size()),
                "exposure times differ within a filter now and then");
        double[] matches = visits.stream()
                .mapToDouble(v -> v.guiding().tie().matches())
                .sorted()
                .toArray();
        assertTrue(matches[n / 2] >= 0 && matches[n / 2] <= 8, "half of HRC's small fields have a few stars at most");
        assertTrue(matches[n - 3] > 20, "and clusters many");
    }

    @Test
    void wholeDetectorsAreTheRuleAndAWindowKeepsTheSceneOfTheWholeField() {
        int n = 60;
        double whole = fraction(
                n,
                i -> VisitPlan.draw(settings(Detector.HRC, 9), i)
                                .subject()
                                .geometry()
                                .cuts()
                                .get(0)
                                .width
                        == 1024);
        assertTrue(whole > 0.75 && whole < 1, whole + " of the visits have the whole detector");
        SimulationSettings settings = settings(Detector.HRC, 9);
        SimulationSettings window = new SimulationSettings(
                settings.targets(),
                new SimulationSettings.Exposures(SimulationSettings.DRAWN, 128, OptionalDouble.empty()),
                settings.guiding(),
                settings.pixels(),
                settings.seed());
        assertEquals(
                VisitPlan.draw(settings, 0).subject().scene(),
                VisitPlan.draw(window, 0).subject().scene());
    }

    @Test
    void theSameSeedGivesTheSameVisitAndAnotherSeedAnother() {
        VisitPlan once = VisitPlan.draw(settings(null, 3), 7);
        VisitPlan again = VisitPlan.draw(settings(null, 3), 7);
        assertEquals(once.subject().scene(), again.subject().scene());
        assertArrayEquals(seconds(once), seconds(again));
        assertEquals(once.guiding().tie(), again.guiding().tie());
        assertTrue(!once.subject()
                .scene()
                .target()
                .equals(VisitPlan.draw(settings(null, 4), 7).subject().scene().target()));
    }

    /** The first visit of a run in which the shutter once stayed closed. */
    @Test
    void anExposureThatWasNotTakenHasNoTimeAndIsLeftOutOfTheMosaic(@TempDir Path folder) {
        SimulationSettings whole = settings(Detector.HRC, 21);
        SimulationSettings window = new SimulationSettings(
                new SimulationSettings.Targets(
                        List.of(Detector.HRC), List.of(Category.DEEP_FIELD), List.of("F606W"), World.ARCHIVE),
                new SimulationSettings.Exposures(3, 64, OptionalDouble.empty()),
                whole.guiding(),
                whole.pixels(),
                whole.seed());
        int number = IntStream.range(0, 2000)
                .filter(i -> Arrays.stream(seconds(VisitPlan.draw(window, i))).anyMatch(s -> s < 0.01))
                .findFirst()
                .orElseThrow();
        Path visit = new VisitMaker(window, folder).make(number).folder();
        assertEquals(
                List.of("its exposure time is 0"),
                Visit.read(visit).leftOut().stream().map(LeftOut::why).toList());
        assertEquals(2, Visit.read(visit).exposures().size());
        assertTrue(Files.exists(Combine.visit(visit)
                .output(folder.resolve("products"))
                .run()
                .mosaics()
                .get(0)
                .images()
                .total()));
    }

    private static double[] seconds(VisitPlan visit) {
        return visit.exposures().stream().mapToDouble(ExposurePlan::seconds).toArray();
    }

    @Test
    void theCatalogIsOffByItsStatedErrorsAndByWhatTheVisitAdds() {
        TangentPlane plane = new TangentPlane(new SkyPoint(10, -30));
        List<Star> stars = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            stars.add(new Star(plane.sky((i % 50) * 8 - 200, (i / 50) * 8 - 160), 17, 6000, 0, 0));
        }
        Scene scene = new Scene(
                new SkyPoint(10, -30), "T", stars, List.of(), java.util.Optional.empty(), java.util.Optional.empty());
        List<SimulatedCatalog.Entry> entries =
                SimulatedCatalog.of(scene, SimulatedCatalog.EPOCH_MJD, new SkyTie.Quality(12, 3), new Rng(1));
        double sum = 0;
        for (int i = 0; i < entries.size(); i++) {
            double[] truth = plane.plane(stars.get(i).at());
            double[] listed =
                    plane.plane(new SkyPoint(entries.get(i).ra(), entries.get(i).dec()));
            sum += Math.pow(1000 * (listed[0] - truth[0]), 2);
        }
        assertEquals(12, Math.sqrt(sum / entries.size()), 0.6);
        assertTrue(entries.get(0).sigma() < 0.1, "which the catalog does not know");
    }

    @Test
    void exposuresScatterMoreFromOrbitToOrbitThanWithinOne() {
        double[] starts = {0, 600, 6000, 6600};
        double[] within = new double[1000];
        double[] between = new double[1000];
        for (int i = 0; i < within.length; i++) {
            List<SimulatedMisalignment> errors = GuidingErrors.scattered(
                    Arrays.asList(
                            SimulatedMisalignment.NONE,
                            SimulatedMisalignment.NONE,
                            SimulatedMisalignment.NONE,
                            SimulatedMisalignment.NONE),
                    starts,
                    0.05,
                    new Rng(i));
            within[i] = errors.get(3).dx() - errors.get(2).dx();
            between[i] = errors.get(2).dx() - errors.get(1).dx();
        }
        assertEquals(0.003 * Math.sqrt(2) / 0.05, rms(within), 0.006);
        assertEquals(Math.hypot(0.003 * Math.sqrt(2), 0.012) / 0.05, rms(between), 0.02);
    }

    private static double rms(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
    }

    @Test
    void aWorldIsKnownByItsName() {
        assertEquals(World.ARCHIVE, World.named(" Archive "));
        BadInput none = assertThrows(BadInput.class, () -> World.named("attic"));
        assertEquals("world is 'attic'; it must be one of windows, archive", none.getMessage());
    }

    @Test
    void visitsOfWindowsStayAsTheyWere() {
        VisitPlan visit = VisitPlan.draw(
                new SimulationSettings(
                        new SimulationSettings.Targets(
                                List.of(Detector.values()), Category.usual(), List.of(), World.WINDOWS),
                        new SimulationSettings.Exposures(2, 64, OptionalDouble.empty()),
                        Guiding.realistic(),
                        new SimulationSettings.Pixels(false, Set.of()),
                        42),
                4);
        assertEquals(
                "itpf05 elliptical-galaxy F105W 164.932040 19.806712, 106 stars, 9 galaxies, 0.0287 0.0570 px, 624 s,"
                        + " tie plain",
                String.format(
                        java.util.Locale.ROOT,
                        "%s %s %s %.6f %.6f, %d stars, %d galaxies, %.4f %.4f px, %.0f s, tie %s",
                        visit.id().name(),
                        visit.subject().category().label(),
                        visit.bandpasses().get(0).name(),
                        visit.subject().scene().target().ra(),
                        visit.subject().scene().target().dec(),
                        visit.subject().scene().stars().size(),
                        visit.subject().scene().galaxies().size(),
                        visit.exposures().get(1).pointing().misalignment().dx(),
                        visit.exposures().get(1).pointing().misalignment().dy(),
                        visit.exposures().get(1).seconds(),
                        visit.guiding().tie().solution().isEmpty() ? "plain" : "fitted"));
    }
}
