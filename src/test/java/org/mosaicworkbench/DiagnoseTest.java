package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.corrupt.ShiftedStars;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.EchoShift;
import org.mosaicworkbench.diagnose.ExposureNumbers;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

@Slow
class DiagnoseTest {

    private static final String DATASET = "hst_9999_01_acs_hrc_total_j8zz01";
    private static final Path NGC104 = Path.of("data-samples/ngc104/j8bt06");
    private static final double CLOSE = 0.05;

    @TempDir
    Path folder;

    private Path visit(int exposures, int stars) {
        List<String> filters =
                exposures == 4 ? List.of("F606W", "F814W", "F606W", "F814W") : Collections.nCopies(exposures, "F606W");
        return new ShiftedStars(40, filters, 180, stars).write(folder.resolve("j8zz01"));
    }

    /** Copies a visit with some exposures' headers shifted by pixels towards the east. */
    private Path off(Path visit, double... east) {
        Path from = visit;
        for (int i = 0; i < east.length; i++) {
            if (east[i] != 0) {
                from = new PointingShift(east[i], 0)
                        .copy(Visit.read(from), ShiftedStars.root(i), folder.resolve("copy" + i + "/j8zz01"));
            }
        }
        return from;
    }

    private static double pixelsEast(ExposureShift shift) {
        return shift.sky().east() / 3600 / ShiftedStars.PIXEL;
    }

    @Test
    void alignedExposuresAgree() {
        DiagnoseResult result = Diagnose.visit(visit(4, 40)).run();
        assertTrue(result.visits().get(0).aligned());
        assertEquals(List.of(), result.off());
        assertTrue(
                result.verdict().startsWith(DATASET + ": all 4 exposures agree: none is off by more than 0.0"),
                result::verdict);
        assertEquals(0, result.exitCode());
    }

    @Test
    void oneWrongPointingIsNamedAndMeasured() {
        Path copy =
                new PointingShift(-3, 6).copy(Visit.read(visit(4, 40)), ShiftedStars.root(2), folder.resolve("copy"));
        DiagnoseResult result = Diagnose.visit(copy).run();
        assertEquals(List.of(ShiftedStars.root(2)), result.off());
        ExposureShift off = result.visits().get(0).shifts().get(2);
        assertEquals(-3, pixelsEast(off), CLOSE);
        assertEquals(6, off.sky().north() / 3600 / ShiftedStars.PIXEL, CLOSE);
        assertEquals(0, off.sky().roll(), 4 * off.sky().rollError());
        // The detector of the star field is rotated by 33 degrees: x = -cos E + sin N, y = sin E + cos N; sources move
        // the opposite way.
        double c = Math.cos(Math.toRadians(33));
        double s = Math.sin(Math.toRadians(33));
        assertEquals(-(-c * -3 + s * 6), off.shift().dx(), CLOSE);
        assertEquals(-(s * -3 + c * 6), off.shift().dy(), CLOSE);
        assertTrue(
                result.verdict()
                        .matches(DATASET
                                + ": j8zz01ecq: off by \\(-5\\.\\d+, -3\\.\\d+\\) \\+- 0\\.0\\d+ px \\(0\\.\\d+\"\\),"
                                + " roll -?0\\.00\\d* deg; the other 3 agree"),
                result::verdict);
    }

    @Test
    void aReacquisitionIsNotADriftAndADriftIsNone() {
        Path visit = visit(5, 40);
        DiagnoseResult jump = Diagnose.visit(off(visit, 0, 0, 0, 4, 4)).run();
        assertEquals(List.of(ShiftedStars.root(3), ShiftedStars.root(4)), jump.off());
        assertTrue(jump.verdict().contains("j8zz01edq, j8zz01eeq: off by "), jump::verdict);
        assertTrue(jump.verdict().endsWith("; reacquired between j8zz01ecq and j8zz01edq"), jump::verdict);
        folder = folder.resolve("second");
        DiagnoseResult drift = Diagnose.visit(off(visit, 0, 1, 2, 3, 4)).run();
        assertTrue(drift.verdict().contains(": the pointing drifts: j8zz01eeq is off by ("), drift::verdict);
        assertEquals(4, pixelsEast(drift.visits().get(0).shifts().get(4)), CLOSE);
        assertEquals(4, drift.off().size());
    }

    @Test
    void whereNobodyCanSayWhoIsRightItIsSaid() {
        Path visit = visit(4, 40);
        String tied = Diagnose.visit(off(visit, 0, 0, 4, 4)).run().verdict();
        assertTrue(
                tied.endsWith(
                        "relative to j8zz01eaq, j8zz01ebq; reacquired between j8zz01ebq and j8zz01ecq; the two groups "
                                + "are equally large, so either may be the wrong one"),
                tied);
        folder = folder.resolve("second");
        String two = Diagnose.visit(off(visit(2, 40), 0, 4)).run().verdict();
        assertTrue(two.endsWith("relative to j8zz01eaq; with two exposures, either may be the wrong one"), two);
    }

    @Test
    void theRealStarsOfNgc104GiveTheShiftBack() {
        Visit visit = Visit.read(NGC104);
        Exposure moved = visit.exposures().get(2);
        double pixel = ExposurePixels.systems(moved).get(0).pixelScale() * 3600;
        for (double size : new double[] {1, 5, 40}) {
            Path copy = new PointingShift(0.6 * size, -0.8 * size)
                    .copy(visit, moved.rootname(), folder.resolve("off" + size));
            DiagnoseResult result = Diagnose.visit(copy).run();
            assertEquals(List.of(moved.rootname()), result.off());
            ExposureShift off = result.visits().get(0).shifts().get(2);
            assertEquals(0.6 * size, off.sky().east() / pixel, CLOSE);
            assertEquals(-0.8 * size, off.sky().north() / pixel, CLOSE);
        }
    }

    /** With six or more exposures the others keep their stars; with fewer, a mispointed one removes them too. */
    @Test
    void starsThatWereTakenForCosmicRaysGiveTheShiftThroughTheWeights() {
        Path copy =
                new PointingShift(-9, 12).copy(Visit.read(visit(6, 40)), ShiftedStars.root(2), folder.resolve("copy"));
        Path image = Combine.visit(copy)
                .align(AlignMode.NONE)
                .reject(CosmicRayRejection.ALWAYS)
                .single(false)
                .output(folder.resolve("made"))
                .run()
                .totals()
                .get(0);
        EchoShift shift = Diagnose.visit(image).run().echoes().get(0);
        assertTrue(shift.second().evidence().inWeights(), shift::toString);
        double scale = ShiftedStars.PIXEL * 3600 / 0.025;
        assertEquals(15 * scale, shift.size(), 1, shift::toString);
        assertTrue(
                shift.verdict().startsWith("the field appears once, but weight is missing near its sources"),
                shift::verdict);
    }

    @Test
    void aTotalImageAloneGivesTheShiftButNotItsSign() throws Exception {
        Path copy =
                new PointingShift(-9, 12).copy(Visit.read(visit(4, 40)), ShiftedStars.root(2), folder.resolve("copy"));
        Path image = Combine.visit(copy)
                .align(AlignMode.NONE)
                .single(false)
                .output(folder.resolve("made"))
                .run()
                .totals()
                .get(0);
        EchoShift shift = Diagnose.visit(image).run().echoes().get(0);
        double scale = ShiftedStars.PIXEL * 3600 / 0.025;
        double sign = Math.signum(shift.second().shift().dx());
        assertEquals(
                9 * scale,
                sign * shift.second().shift().dx(),
                3 * shift.second().shift().error());
        assertEquals(
                12 * scale,
                sign * shift.second().shift().dy(),
                3 * shift.second().shift().error());
        assertTrue(shift.second().shift().error() < 0.1, shift::toString);
        assertTrue(shift.verdict().matches(".*\\+- 0\\.\\d+ px \\(0\\.37\\d\"\\) apart; .*"), shift::verdict);
        Path written =
                Diagnose.visit(image).run().write(folder.resolve("written")).get(0);
        assertEquals(DATASET + "_diagnosis.csv", written.getFileName().toString());
        List<String> lines = Files.readAllLines(written);
        assertEquals(
                List.of(
                        "dx,dy,error,share,sources,turn,turn_error",
                        shift.second().shift().dx() + ","
                                + shift.second().shift().dy() + ","
                                + shift.second().shift().error() + ","
                                + shift.second().evidence().share() + ","
                                + shift.second().evidence().sources() + ",0.0,"),
                lines);
        Path alone = Files.createDirectories(folder.resolve("alone"));
        Files.copy(image, alone.resolve(image.getFileName()));
        assertTrue(Diagnose.visit(alone)
                .run()
                .verdict()
                .endsWith("the image alone shows neither the sign nor which exposure is misaligned"));
        Path good = Combine.visit(visit(4, 40))
                .single(false)
                .output(folder.resolve("good"))
                .run()
                .totals()
                .get(0);
        DiagnoseResult none = Diagnose.visit(good).run();
        assertEquals(0, none.exitCode());
        assertEquals(List.of(), none.echoes());
        assertEquals(0.025, none.single().get(0).scale(), 1e-6);
        assertTrue(
                none.verdict()
                        .matches(DATASET
                                + ": no ghost image of the field was found, down to about 0\\.\\d\\d of the"
                                + " flux of the first: the strongest echo is .* pixels.*; 1 pixel of the image"
                                + " is 0\\.025\"; compare the visit's exposures to learn more"),
                none::verdict);
    }

    @Test
    void theImagesOfSingleExposuresTellWhichOneIsOffInTheMosaic() {
        Path copy =
                new PointingShift(-9, 12).copy(Visit.read(visit(5, 40)), ShiftedStars.root(2), folder.resolve("copy"));
        Path off = Combine.visit(copy)
                .align(AlignMode.NONE)
                .reject(CosmicRayRejection.ALWAYS)
                .output(folder.resolve("off"))
                .run()
                .totals()
                .get(0);
        DiagnoseResult result = Diagnose.visit(off).run();
        assertEquals(List.of(ShiftedStars.root(2)), result.off());
        ExposureShift shift = result.visits().get(0).shifts().get(2);
        assertEquals(-9, pixelsEast(shift), CLOSE);
        assertEquals(12, shift.sky().north() / 3600 / ShiftedStars.PIXEL, CLOSE);
        assertEquals("F606W", shift.filters());
        ExposureNumbers numbers = Diagnose.visit(off).numbers();
        assertEquals(5, numbers.compared());
        assertEquals(0, numbers.unknown());
        assertEquals(15, numbers.offset().pixels(), 2 * CLOSE);
        assertTrue(numbers.offset().significance() > 100, numbers::toString);
    }

    @Test
    void ofAnAlignedMosaicTheyAgreeWhateverTheHeadersSay() throws Exception {
        Path copy =
                new PointingShift(-9, 12).copy(Visit.read(visit(4, 40)), ShiftedStars.root(2), folder.resolve("copy"));
        Path mended = Combine.visit(copy)
                .output(folder.resolve("mended"))
                .run()
                .totals()
                .get(0);
        assertEquals(List.of(ShiftedStars.root(2)), Diagnose.visit(copy).run().off());
        assertEquals(List.of(), Diagnose.visit(mended).run().off());
        assertTrue(Diagnose.visit(folder.resolve("mended"))
                .run()
                .verdict()
                .startsWith(DATASET + ": all 4 exposures agree: "));
        assertTrue(VisitComparison.of(mended).numbers().offset().pixels() < 2 * CLOSE);
        Combine.visit(copy).single(false).output(folder.resolve("mended")).run();
        assertEquals(
                ExposureNumbers.NONE.toString(),
                VisitComparison.of(mended).numbers().toString(),
                "those of the run before are gone");
    }

    @Test
    void whereSourcesAreTooFewTheImagesThemselvesAreCompared() {
        Path copy =
                new PointingShift(-9, 12).copy(Visit.read(visit(4, 3)), ShiftedStars.root(2), folder.resolve("copy"));
        Path total = Combine.visit(copy)
                .align(AlignMode.NONE)
                .output(folder.resolve("off"))
                .run()
                .totals()
                .get(0);
        ExposureNumbers numbers = VisitComparison.of(total).numbers();
        assertEquals(4, numbers.compared());
        assertEquals(0, numbers.unknown());
        assertEquals(15 * ShiftedStars.PIXEL * 3600 / 0.025, numbers.offset().pixels(), 0.9, numbers::toString);
        assertTrue(numbers.offset().significance() > 5, numbers::toString);
        DiagnoseResult said = Diagnose.visit(total).run();
        assertEquals(List.of(ShiftedStars.root(2)), said.off());
        assertTrue(
                said.verdict().contains("; uncertain: few sources give the position of " + ShiftedStars.root(2) + " ("),
                said::verdict);
        ExposureNumbers good = VisitComparison.of(Combine.visit(folder.resolve("j8zz01"))
                        .align(AlignMode.NONE)
                        .output(folder.resolve("good"))
                        .run()
                        .totals()
                        .get(0))
                .numbers();
        assertTrue(good.offset().significance() < 4, good::toString);
    }

    @Test
    void theRealStarsOfNgc104TellInTheMosaicToo() {
        Visit visit = Visit.read(NGC104);
        Path copy = new PointingShift(0.6, -0.8)
                .copy(visit, visit.exposures().get(2).rootname(), folder.resolve("off"));
        Path total = Combine.visit(copy)
                .align(AlignMode.NONE)
                .reject(CosmicRayRejection.ALWAYS)
                .output(folder.resolve("made"))
                .run()
                .totals()
                .get(0);
        assertEquals(
                List.of(visit.exposures().get(2).rootname()),
                Diagnose.visit(total).run().off());
        assertEquals(1, VisitComparison.of(total).numbers().offset().pixels(), 0.1);
    }

    @Test
    void aRollOnTwoChipsIsMeasuredAndSaid() {
        var made = Simulate.visits(1)
                .output(folder)
                .detectors("uvis")
                .categories("globular-cluster")
                .size(320)
                .exposures(3)
                .guiding(Guiding.roll(0.2))
                .seed(5)
                .run()
                .visits()
                .get(0);
        DiagnoseResult result = Diagnose.visit(made.folder()).run();
        List<TruthFile.Pointed> truth = TruthFile.of(made.folder()).exposures();
        ExposureShift off = result.visits().get(0).shifts().stream()
                .filter(s -> s.finding().state() == ExposureShift.State.OFF)
                .findFirst()
                .orElseThrow();
        TruthFile.Pointed real = truth.stream()
                .filter(t -> t.rootname().equals(off.rootname()))
                .findFirst()
                .orElseThrow();
        double others = truth.stream()
                .filter(t -> !t.rootname().equals(real.rootname()))
                .mapToDouble(TruthFile.Pointed::roll)
                .average()
                .orElseThrow();
        assertEquals(1, result.off().size());
        assertEquals(0.2, Math.abs(real.roll() - others), 1e-3);
        assertEquals(real.roll() - others, off.sky().roll(), 4 * off.sky().rollError());
        assertTrue(off.sky().rollError() < 0.02);
    }

    @Test
    void aRollOfDegreesIsFound() {
        var made = Simulate.visits(1)
                .output(folder)
                .detectors("wfc")
                .categories("globular-cluster")
                .size(320)
                .exposures(3)
                .guiding(Guiding.roll(2))
                .seed(5)
                .run()
                .visits()
                .get(0);
        DiagnoseResult result = Diagnose.visit(made.folder()).run();
        assertEquals(1, result.off().size());
        assertEquals(
                2,
                Math.abs(result.visits().get(0).shifts().stream()
                        .mapToDouble(exposureShift -> exposureShift.sky().roll())
                        .filter(roll -> Math.abs(roll) > 0.1)
                        .findFirst()
                        .orElseThrow()),
                0.01);
        ExposureNumbers numbers = VisitComparison.of(Combine.visit(made.folder())
                        .align(AlignMode.NONE)
                        .output(folder.resolve("made"))
                        .run()
                        .totals()
                        .get(0))
                .numbers();
        assertEquals(0, numbers.unknown());
        assertTrue(numbers.offset().pixels() > 5, numbers::toString);
    }

    @ParameterizedTest
    @ValueSource(doubles = {24, 40})
    void theTrailOfStarsIsMeasured(double drift) throws Exception {
        Path visit = clusterVisit(Guiding.drift(drift), "drift");
        double truth = 0;
        for (JsonElement e : JsonParser.parseString(Files.readString(visit.resolve("truth.json")))
                .getAsJsonObject()
                .getAsJsonArray("exposures")) {
            JsonArray trail = e.getAsJsonObject().getAsJsonArray("star_trail_px");
            truth = Math.max(
                    truth, Math.hypot(trail.get(0).getAsDouble(), trail.get(1).getAsDouble()));
        }
        Path total = Combine.visit(visit)
                .output(folder.resolve("made"))
                .run()
                .totals()
                .get(0);
        ExposureNumbers numbers = VisitComparison.of(total).numbers();
        assertTrue(numbers.offset().pixels() < 0.2, numbers::toString);
        assertTrue(numbers.trail().significance() > 4, numbers::toString);
        String verdict = Diagnose.visit(total).run().verdict();
        Matcher said = Pattern.compile("; the stars of all are trailed by up to ([\\d.]+) \\+- ([\\d.]+) px")
                .matcher(verdict);
        assertTrue(said.find(), verdict);
        assertEquals(truth, Double.parseDouble(said.group(1)), 0.1 * truth, numbers::toString);
        assertTrue(Double.parseDouble(said.group(2)) < 0.2 * truth, verdict);
    }

    @Test
    void goodGuidingLeavesNoTrailToSpeakOf() {
        Path total = Combine.visit(clusterVisit(Guiding.aligned(), "good"))
                .output(folder.resolve("round"))
                .run()
                .totals()
                .get(0);
        ExposureNumbers round = VisitComparison.of(total).numbers();
        assertTrue(round.trail().length() < 0.5, round::toString);
        assertFalse(Diagnose.visit(total).run().verdict().contains("trailed"));
    }

    private Path clusterVisit(Guiding guiding, String name) {
        return Simulate.visits(1)
                .output(folder.resolve(name))
                .detectors("wfc")
                .categories("globular-cluster")
                .size(320)
                .exposures(3)
                .guiding(guiding)
                .seed(5)
                .run()
                .visits()
                .get(0)
                .folder();
    }

    @Test
    void shiftsAndRollsHaveTheOppositeSignOfTheTruths() throws Exception {
        for (String visit : List.of("jsrv01", "ivax01")) {
            Path place = Path.of("data-samples/visits").resolve(visit);
            ExposureShift off = Diagnose.visit(place).run().visits().get(0).shifts().stream()
                    .filter(s -> s.finding().state() == ExposureShift.State.OFF)
                    .findFirst()
                    .orElseThrow();
            JsonObject real = JsonParser.parseString(Files.readString(place.resolve("truth.json")))
                    .getAsJsonObject()
                    .getAsJsonArray("exposures")
                    .get(1)
                    .getAsJsonObject();
            JsonObject misalignment = real.getAsJsonObject("misalignment");
            assertEquals(real.get("rootname").getAsString(), off.rootname());
            assertEquals(-misalignment.get("dx_px").getAsDouble(), off.shift().dx(), 0.1);
            assertEquals(-misalignment.get("dy_px").getAsDouble(), off.shift().dy(), 0.1);
            assertEquals(-misalignment.get("roll_deg").getAsDouble(), off.sky().roll(), 0.05);
        }
    }

    @Test
    void theResultShowsAndWritesItself() throws Exception {
        DiagnoseResult result = Diagnose.visit(off(visit(4, 40), 0, 0, 5, 0)).run();
        String html = ((Display.Html) result.display()).html();
        assertTrue(html.contains("j8zz01ecq: off by")
                && html.contains("<table")
                && html.contains("data:image/png;base64,"));
        UntrustedHtml.requireWhole(html);
        List<Path> written = result.write(folder.resolve("out"));
        assertEquals(
                List.of(DATASET + "_diagnosis.csv", DATASET + "_diagnosis.png"),
                written.stream().map(p -> p.getFileName().toString()).toList());
        List<String> lines = Files.readAllLines(written.get(0));
        assertEquals(
                "exposure,filters,state,dx,dy,error_x,error_y,correlation,east,north,error_arcsec,roll,error_roll,sources,note",
                lines.get(0));
        assertTrue(lines.get(3).startsWith("j8zz01ecq,F606W;CLEAR2S,off,"), lines.get(3));
        assertEquals(5, lines.size());
    }

    @Test
    void tooLittleToMeasureIsSaid() {
        assertEquals(
                DATASET
                        + ": has 1 exposure with an exposure time above 0; a diagnosis compares at least two, so give"
                        + " the visit's other exposures",
                message(visit(1, 40)));
        folder = folder.resolve("poor");
        String poor = message(visit(3, 0));
        assertTrue(poor.startsWith(DATASET + ": its exposures cannot be compared with each other (j8zz01eaq: "), poor);
        assertTrue(poor.endsWith("their pointing cannot be judged without more sources in common"), poor);
        assertFalse(poor.contains("\n"));
        assertEquals(folder.resolve("none") + ": no such folder; check the path", message(folder.resolve("none")));
        assertEquals(
                "the limit for the diagnosis is 0.0 pixels; it must be above 0",
                assertThrows(BadInput.class, () -> Diagnose.visit(folder).limit(0))
                        .getMessage());
    }

    private static String message(Path visit) {
        return assertThrows(BadInput.class, () -> Diagnose.visit(visit).run()).getMessage();
    }
}
