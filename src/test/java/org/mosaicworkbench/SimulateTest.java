package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.simulate.Category;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulateResult;
import org.mosaicworkbench.simulate.SimulatedVisit;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Poller;
import org.mosaicworkbench.visit.Visit;

@Slow
class SimulateTest {

    @TempDir
    Path folder;

    private static JsonObject truth(SimulatedVisit visit) throws IOException {
        return JsonParser.parseString(Files.readString(visit.folder().resolve("truth.json")))
                .getAsJsonObject();
    }

    private static Map<String, byte[]> bytes(Path folder) throws IOException {
        Map<String, byte[]> bytes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                bytes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return bytes;
    }

    private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, content) -> assertArrayEquals(content, actual.get(name), name));
    }

    @Test
    void oneSeedGivesTheSameBytesAtAnyNumberOfThreads() throws IOException {
        Simulate task = Simulate.visits(3)
                .detectors("hrc", "uvis", "ir")
                .filters("F606W", "F160W")
                .exposures(2)
                .size(64)
                .seed(11);
        task.threads(1).output(folder.resolve("one")).run();
        task.threads(2).output(folder.resolve("two")).run();
        assertSame(bytes(folder.resolve("one")), bytes(folder.resolve("two")));
        task.seed(12).output(folder.resolve("other")).run();
        assertFalse(bytes(folder.resolve("other"))
                .keySet()
                .equals(bytes(folder.resolve("one")).keySet()));
    }

    @Test
    void aRunThatWasCutShortGoesOn() throws IOException {
        Simulate task = Simulate.visits(2)
                .detectors(Detector.IR)
                .filters("F160W")
                .exposures(1)
                .size(64)
                .output(folder);
        SimulateResult first = task.run();
        Map<String, byte[]> whole = bytes(folder);
        Path second = first.visits().get(1).folder();
        try (Stream<Path> files = Files.list(second)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(second);
        Path half = Files.createDirectory(folder.resolve("." + second.getFileName() + ".999999999-1.part"));
        Files.writeString(half.resolve("half.fits"), "SIMPLE");
        SimulateResult again = task.run();
        assertEquals(1, again.kept());
        assertEquals(first.visits(), again.visits());
        assertSame(whole, bytes(folder));
    }

    @Test
    void aVisitOfOtherSettingsIsNotTouched() {
        Simulate task = Simulate.visits(1)
                .detectors("ir")
                .filters("F160W")
                .exposures(1)
                .size(64)
                .output(folder);
        Path visit = task.run().visits().get(0).folder();
        assertEquals(
                visit + ": contains a visit that was simulated with other settings; choose another output folder or "
                        + "remove it",
                assertThrows(BadInput.class, () -> task.size(80).run()).getMessage());
    }

    @Test
    void theFolderIsAVisitThatTheLibraryReads() throws IOException {
        SimulateResult made = Simulate.visits(1)
                .detectors("wfc")
                .categories("open-cluster")
                .filters("F606W", "F814W")
                .exposures(4)
                .size(64)
                .output(folder)
                .run();
        SimulatedVisit simulated = made.visits().get(0);
        Visit visit = Visit.read(simulated.folder());
        assertEquals(simulated.folder().getFileName().toString(), visit.name());
        assertEquals(simulated.dataset(), visit.total(Detector.WFC).toString());
        assertEquals(
                List.of("F606W;CLEAR2L", "F606W;CLEAR2L", "CLEAR1L;F814W", "CLEAR1L;F814W"),
                visit.exposures().stream().map(Exposure::filters).toList());
        assertEquals(visit.poller(), Poller.read(visit.pollerFile()));
        assertEquals(2, visit.exposures().get(0).chips());
        assertTrue(visit.exposures().get(0).file().toString().endsWith("_flc.fits"));
        assertEquals(
                List.of("targname,category", simulated.observation().target() + ",STELLAR CLUSTER"),
                Files.readAllLines(folder.resolve("categories.csv")));
        assertEquals(Guiding.Kind.ALIGNED, simulated.guiding().kind());
        assertTrue(made.toString().contains("open-cluster"));
    }

    /** The misalignment recorded in the truth equals the difference between header and true coordinates. */
    @Test
    void theMisalignmentIsTheOneRecorded() throws IOException {
        List<Guiding> errors =
                List.of(Guiding.shift(3.5), Guiding.roll(0.4), Guiding.drift(6), Guiding.reacquisition(0.7));
        for (Guiding guiding : errors) {
            SimulatedVisit visit = Simulate.visits(1)
                    .detectors("hrc")
                    .categories("calibration")
                    .filters("F606W")
                    .exposures(3)
                    .size(96)
                    .guiding(guiding)
                    .output(folder.resolve(guiding.kind().label()))
                    .run()
                    .visits()
                    .get(0);
            JsonObject truth = truth(visit);
            assertEquals(guiding, visit.guiding());
            List<double[]> measured = new ArrayList<>();
            for (JsonElement e : truth.getAsJsonArray("exposures")) {
                measured.add(offset(visit, e.getAsJsonObject()));
            }
            for (int i = 1; i < measured.size(); i++) {
                double[] expected = new double[3];
                for (int k = 0; k < 3; k++) {
                    expected[k] = injected(truth, i)[k] - injected(truth, 0)[k];
                    assertEquals(
                            expected[k],
                            measured.get(i)[k] - measured.get(0)[k],
                            k < 2 ? 0.005 : 0.002,
                            guiding + ", exposure " + i + ", "
                                    + List.of("dx", "dy", "roll").get(k));
                }
            }
        }
    }

    private static double[] injected(JsonObject truth, int exposure) {
        JsonObject m = truth.getAsJsonArray("exposures")
                .get(exposure)
                .getAsJsonObject()
                .getAsJsonObject("misalignment");
        return new double[] {
            m.get("dx_px").getAsDouble(),
            m.get("dy_px").getAsDouble(),
            m.get("roll_deg").getAsDouble()
        };
    }

    /**
     * The difference between the true coordinates and the header's: pixels at the centre, and degrees of orientation.
     */
    private static double[] offset(SimulatedVisit visit, JsonObject exposure) {
        try (FitsFile file =
                FitsFile.open(visit.folder().resolve(exposure.get("file").getAsString()))) {
            Wcs header = Wcs.of(file.requiredHeader("SCI", 1));
            JsonObject k = exposure.getAsJsonArray("true_wcs").get(0).getAsJsonObject();
            Wcs actual = header.withMatrix(
                            k.get("CD1_1").getAsDouble(),
                            k.get("CD1_2").getAsDouble(),
                            k.get("CD2_1").getAsDouble(),
                            k.get("CD2_2").getAsDouble())
                    .withReferenceSky(new org.mosaicworkbench.sky.SkyPoint(
                            k.get("CRVAL1").getAsDouble(), k.get("CRVAL2").getAsDouble()));
            PixelPoint middle = header.referencePixel();
            PixelPoint fell = actual.toPixel(header.toSky(middle));
            double turned = Math.toDegrees(Math.atan2(actual.matrix()[1], actual.matrix()[3])
                    - Math.atan2(header.matrix()[1], header.matrix()[3]));
            return new double[] {fell.x() - middle.x(), fell.y() - middle.y(), turned};
        }
    }

    /**
     * In exact exposures, stars are at the positions given by the coordinates and have the light given by the truth.
     */
    @Test
    void brightStarsHaveTheirPlaceAndLight() throws IOException {
        for (String detector : List.of("hrc", "uvis", "ir")) {
            SimulatedVisit visit = Simulate.visits(1)
                    .detectors(detector)
                    .categories("field-stars")
                    .exposures(1)
                    .size(400)
                    .filters("F606W", "F160W")
                    .guiding(Guiding.exact())
                    .exptime(300)
                    .seed(5)
                    .output(folder.resolve(detector))
                    .run()
                    .visits()
                    .get(0);
            JsonObject truth = truth(visit);
            Path file = visit.folder()
                    .resolve(truth.getAsJsonArray("exposures")
                            .get(0)
                            .getAsJsonObject()
                            .get("file")
                            .getAsString());
            try (FitsFile fits = FitsFile.open(file)) {
                double unit = detector.equals("ir") ? 1 : 300;
                List<double[]> found = found(
                        fits.image("SCI", 1),
                        fits.integers("DQ", 1),
                        truth,
                        unit,
                        Detector.of(detector).nominalScale());
                assertTrue(found.size() >= 3, found.size() + " stars on " + detector);
                double samplingError = detector.equals("ir") ? 0.03 : 0.02;
                assertEquals(0, median(found, 0), samplingError, "x on " + detector);
                assertEquals(0, median(found, 1), samplingError, "y on " + detector);
                double light = median(found, 2);
                assertTrue(light > 0.78 && light < 0.97, "light within 6 px on " + detector + ": " + light);
                long same = found.stream()
                        .filter(f -> Math.abs(f[2] - light) < 0.03 + f[3])
                        .count();
                assertTrue(
                        same >= 0.75 * found.size(),
                        "stars without a cosmic ray should agree on " + detector + ": "
                                + found.stream().map(f -> f[2]).toList());
            }
        }
    }

    private static double median(List<double[]> rows, int column) {
        double[] sorted = rows.stream().mapToDouble(r -> r[column]).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /**
     * Isolated, bright, unflagged stars: measured minus true position, and the fraction of their light within 6 pixels.
     */
    private static List<double[]> found(FitsImage image, FitsIntegers dq, JsonObject truth, double unit, double scale) {
        Wcs wcs = Wcs.of(image.header());
        List<double[]> stars = new ArrayList<>();
        for (JsonElement element : truth.getAsJsonArray("sources")) {
            JsonArray s = element.getAsJsonArray();
            PixelPoint p = wcs.toPixel(s.get(1).getAsDouble(), s.get(2).getAsDouble());
            stars.add(new double[] {p.x(), p.y(), s.get(4).getAsDouble()});
        }
        List<double[]> found = new ArrayList<>();
        for (double[] star : stars) {
            boolean inside =
                    star[0] > 20 && star[1] > 20 && star[0] < image.width() - 20 && star[1] < image.height() - 20;
            boolean alone = stars.stream()
                    .allMatch(o ->
                            o == star || Math.hypot(o[0] - star[0], o[1] - star[1]) > 18 || o[2] < 0.003 * star[2]);
            double electrons = star[2] * 300;
            if (inside && alone && electrons > 8e3 && electrons < 3e5 && clean(dq, star)) {
                found.add(measured(image, wcs, star, unit, scale));
            }
        }
        return found;
    }

    private static boolean clean(FitsIntegers dq, double[] star) {
        for (int dy = -6; dy <= 6; dy++) {
            for (int dx = -6; dx <= 6; dx++) {
                if (dq.at((int) Math.rint(star[0]) + dx, (int) Math.rint(star[1]) + dy) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double[] measured(FitsImage image, Wcs wcs, double[] star, double unit, double scale) {
        double background = background(image, star);
        double x = star[0];
        double y = star[1];
        for (int step = 0; step < 8; step++) {
            double[] sums = new double[3];
            for (int py = (int) y - 5; py <= y + 6; py++) {
                for (int px = (int) x - 5; px <= x + 6; px++) {
                    double square = (px - x) * (px - x) + (py - y) * (py - y);
                    double weight = (image.at(px, py) - background) * Math.exp(-square / (2 * 1.3 * 1.3));
                    sums[0] += weight;
                    sums[1] += weight * (px - x);
                    sums[2] += weight * (py - y);
                }
            }
            x += 1.6 * sums[1] / sums[0];
            y += 1.6 * sums[2] / sums[0];
        }
        double light = 0;
        for (int py = (int) y - 7; py <= y + 8; py++) {
            for (int px = (int) x - 7; px <= x + 8; px++) {
                light += Math.hypot(px - x, py - y) <= 6 ? image.at(px, py) - background : 0;
            }
        }
        double noise = 4 * Math.sqrt(star[2] * 300 + 113 * 40) / (star[2] * 300);
        return new double[] {x - star[0], y - star[1], light * area(wcs, x, y, scale) / unit / star[2], noise};
    }

    /** The area of a pixel relative to that of the nominal scale. */
    private static double area(Wcs wcs, double x, double y, double scale) {
        double alongX = wcs.toSky(x - 5, y).separation(wcs.toSky(x + 5, y));
        double alongY = wcs.toSky(x, y - 5).separation(wcs.toSky(x, y + 5));
        double diagonal = wcs.toSky(x - 5, y - 5).separation(wcs.toSky(x + 5, y + 5));
        double cosine = (diagonal * diagonal - alongX * alongX - alongY * alongY) / (2 * alongX * alongY);
        return alongX * alongY * Math.sqrt(1 - cosine * cosine) * Math.pow(360 / scale, 2);
    }

    private static double background(FitsImage image, double[] star) {
        List<Double> ring = new ArrayList<>();
        for (int dy = -16; dy <= 16; dy++) {
            for (int dx = -16; dx <= 16; dx++) {
                if (Math.hypot(dx, dy) > 12) {
                    ring.add((double) image.at((int) star[0] + dx, (int) star[1] + dy));
                }
            }
        }
        return ring.stream().sorted().skip(ring.size() / 2).findFirst().orElseThrow();
    }

    @Test
    void theSecondVisitDoesNotDependOnHowManyThereAre() throws IOException {
        Simulate task = Simulate.visits(2)
                .detectors("sbc", "hrc")
                .filters("F606W", "F150LP")
                .exposures(1)
                .size(64);
        Path of2 = task.output(folder.resolve("2")).run().visits().get(1).folder();
        Path of3 = Simulate.visits(3)
                .detectors("sbc", "hrc")
                .filters("F606W", "F150LP")
                .exposures(1)
                .size(64)
                .output(folder.resolve("3"))
                .run()
                .visits()
                .get(1)
                .folder();
        assertSame(bytes(of2), bytes(of3));
    }

    @Test
    void aMovingTargetStaysAndStarsTrail() throws IOException {
        SimulatedVisit visit = Simulate.visits(1)
                .detectors("uvis")
                .filters("F606W")
                .categories(Category.SOLAR_SYSTEM)
                .exposures(2)
                .size(96)
                .guiding(Guiding.exact())
                .output(folder)
                .run()
                .visits()
                .get(0);
        JsonObject truth = truth(visit);
        JsonObject body = truth.getAsJsonObject("moving_target");
        double rate = Math.hypot(
                body.get("rate_east").getAsDouble(), body.get("rate_north").getAsDouble());
        JsonObject exposure = truth.getAsJsonArray("exposures").get(0).getAsJsonObject();
        JsonArray trail = exposure.getAsJsonArray("star_trail_px");
        double pixels = Math.hypot(trail.get(0).getAsDouble(), trail.get(1).getAsDouble());
        assertEquals(rate * exposure.get("exptime").getAsDouble() / 0.0396, pixels, 0.06 * pixels);
        assertEquals(0, visit.misalignment());
    }

    @Test
    void theOrderOfOptionsDoesNotMatter() throws IOException {
        String[] five = {"F330W", "F435W", "F555W", "F606W", "F625W"};
        Simulate task = Simulate.visits(1).categories("calibration").size(64);
        task.filters(five)
                .exposures(5)
                .detectors("hrc")
                .output(folder.resolve("filters first"))
                .run();
        task.detectors("hrc")
                .exposures(5)
                .filters(five)
                .output(folder.resolve("filters last"))
                .run();
        assertSame(bytes(folder.resolve("filters first")), bytes(folder.resolve("filters last")));
        String tooMany = "exposures is 4 but hrc is to use 5 filters; allow at least one exposure per filter";
        assertRefused(
                tooMany,
                () -> task.filters(five)
                        .exposures(4)
                        .detectors("hrc")
                        .output(folder.resolve("few"))
                        .run());
        assertRefused(
                tooMany,
                () -> task.detectors("hrc")
                        .exposures(4)
                        .filters(five)
                        .output(folder.resolve("few"))
                        .run());
        assertFalse(Files.exists(folder.resolve("few")));
    }

    private static void assertRefused(String message, Runnable what) {
        assertEquals(message, assertThrows(BadInput.class, what::run).getMessage());
    }

    @Test
    void wrongOptionsAreRefusedWithWhatIsAllowed() throws IOException {
        Simulate task = Simulate.visits(1);
        assertRefused("visits is 0; it must be 1 to 100000", () -> Simulate.visits(0));
        assertRefused("the detector 'nicmos' is not one of hrc, sbc, wfc, uvis, ir", () -> task.detectors("nicmos"));
        assertRefused(
                "category is 'quasar'; it must be one of field-stars, open-cluster, globular-cluster, spiral-galaxy,"
                        + " elliptical-galaxy, galaxy-cluster, nebula, solar-system, calibration, deep-field,"
                        + " parallel-field",
                () -> task.categories("quasar"));
        assertRefused("size is 63; it must be 64 to 4096 pixels", () -> task.size(63));
        assertRefused("size is 5000; it must be 64 to 4096 pixels", () -> task.size(5000));
        assertRefused("exposures is 0; it must be 1 to 99", () -> task.exposures(0));
        assertRefused("exptime is -1.0; it must be greater than 0 and at most 10000 seconds", () -> task.exptime(-1));
        assertRefused(
                "none of the filters [F160W] is available on detector sbc; it has F115LP, F125LP, F140LP, F150LP,"
                        + " F165LP",
                () -> task.detectors("sbc").filters("F160W").output(folder).run());
        assertRefused(
                "exposures is 1 but hrc is to use 2 filters; allow at least one exposure per filter",
                () -> task.detectors("hrc")
                        .exposures(1)
                        .filters("F606W", "F814W")
                        .output(folder)
                        .run());
        assertRefused(
                "no detector is given; give at least one, or leave the option out for all",
                () -> task.detectors(new Detector[0]));
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused(
                file + ": is not a folder; choose another output folder",
                () -> task.output(file).run());
        Path taken = folder.resolve("taken");
        Path visit = task.detectors("ir")
                .filters("F160W")
                .exposures(1)
                .size(64)
                .output(taken)
                .run()
                .visits()
                .get(0)
                .folder();
        Files.delete(visit.resolve("truth.json"));
        assertRefused(
                visit + ": already exists and is not a simulated visit (it has no valid truth.json); choose "
                        + "another output folder or remove it",
                () -> task.detectors("ir")
                        .filters("F160W")
                        .exposures(1)
                        .size(64)
                        .output(taken)
                        .run());
    }
}
