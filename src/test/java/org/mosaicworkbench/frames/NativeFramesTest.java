package org.mosaicworkbench.frames;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.frames.measure.Companions;
import org.mosaicworkbench.frames.measure.DoubleField;
import org.mosaicworkbench.frames.measure.Doubles;
import org.mosaicworkbench.frames.measure.Echo;
import org.mosaicworkbench.frames.measure.NativeSources;
import org.mosaicworkbench.frames.measure.Patch;
import org.mosaicworkbench.frames.measure.SourceStack;
import org.mosaicworkbench.frames.measure.StarShape;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;

@Slow
class NativeFramesTest {

    private static final String WFC = "hst_9999_01_acs_wfc_total_j9zz01";
    private static final StarShape STAR = StarShape.of(Detector.WFC);
    /** Interpolation and centring widen a star of 2 pixels slightly. */
    private static final double WIDENED = 0.09;

    private static final int GREY = 0x808080;

    private static final String NO_WEIGHTS = "no weights (WHT): stars rejected as cosmic rays would go unnoticed";

    @TempDir
    private Path folder;

    @Test
    void theStackOfDoubledStarsIsDoubledAtTheSamePlace() {
        for (double share : new double[] {0.25, 0.6, 1}) {
            SourceStack stack = stack(Doubles.stars(256, 40, 4, -3, share));
            assertEquals(share, Math.max(at(stack, 4, -3), at(stack, -4, 3)), 0.1, "share " + share);
            assertTrue(Math.min(at(stack, 4, -3), at(stack, -4, 3)) < 0.1, "share " + share);
        }
    }

    @Test
    void theStackOfSingleStarsIsRoundAndAsWideAsTheStars() {
        SourceStack stack = stack(Doubles.stars(256, 40, 0, 0, 0));
        double half = Math.exp(-1.5 * 1.5 / (2 * Doubles.SIGMA * Doubles.SIGMA));
        for (double[] place : new double[][] {{1.5, 0}, {-1.5, 0}, {0, 1.5}, {0, -1.5}}) {
            assertEquals(half, at(stack, place[0], place[1]), WIDENED, Arrays.toString(place));
        }
        assertEquals(0, at(stack, 6, 6), 0.02);
    }

    @Test
    void brightestSourcesComeFirstAndStandApart() {
        FitsImage image = Skies.northUp(128, 128, 5);
        Doubles.add(image, 30, 40, 100);
        Doubles.add(image, 34, 40, 80);
        Doubles.add(image, 90, 40, 300);
        Doubles.add(image, 60, 100, 200);
        List<Patch> patches = NativeSources.of(image, STAR, List.of(), List.of());
        assertEquals(List.of(89, 59, 29), patches.stream().map(Patch::x).toList());
        assertEquals(List.of(39, 99, 39), patches.stream().map(Patch::y).toList());
        assertEquals(300, patches.get(0).peak(), 1);
    }

    @Test
    void aStarThatIsSaturatedThroughOneFilterIsNoneToMeasure() {
        FitsImage image = Skies.northUp(128, 128, 5);
        double[][] stars = {{90, 40, 300}, {60, 100, 200}, {30, 40, 100}};
        List<Source> listed = new ArrayList<>();
        for (double[] star : stars) {
            Doubles.add(image, star[0], star[1], star[2]);
            SkyPoint sky = Wcs.of(image.header()).toSky(star[0], star[1]);
            listed.add(new Source(sky.ra(), sky.dec(), star[0], star[1], 0, star[2] == 300));
        }
        assertEquals(
                List.of(59, 29),
                NativeSources.of(image, STAR, listed, List.of()).stream()
                        .map(Patch::x)
                        .toList());
    }

    @Test
    void hotPixelsAndTracksAreNoSources() {
        FitsImage image = Skies.northUp(128, 128, 5);
        Skies.put(image, 30, 30, 500);
        for (int i = 0; i < 9; i++) {
            Skies.put(image, 60 + i, 60, 400);
            Skies.put(image, 90 + i, 90 + i, 300);
        }
        assertEquals(List.of(), NativeSources.of(image, STAR, List.of(), List.of()));
    }

    @Test
    void anEchoStandsAtTheShiftWithItsShare() {
        for (int[] shift : new int[][] {{7, 3}, {-20, 11}, {48, -14}}) {
            Echo echo = echo(Doubles.stars(512, 300, shift[0], shift[1], 0.5));
            double there = lag(echo, shift[0], shift[1]);
            assertTrue(there > 8 * echo.scatter(), there / echo.scatter() + " scatters at " + Arrays.toString(shift));
            assertEquals(there, lag(echo, -shift[0], -shift[1]), 1e-6);
            assertEquals(there, brightest(echo), 1e-6);
        }
    }

    @Test
    void anEchoIsSeenThroughOneBrightStarAndAGalaxy() {
        FitsImage image = Doubles.stars(512, 300, 15, 9, 0.5);
        for (int i = 0; i < image.pixels().length; i++) {
            double r = Math.hypot(i % 512 - 200, i / 512 - 300);
            image.pixels()[i] += (float) (2000 * Math.exp(-r / 40) + 1e5 * Math.exp(-r * r / 8));
        }
        Echo echo = echo(image);
        assertEquals(lag(echo, 15, 9), brightest(echo), 1e-6);
    }

    @Test
    void withoutASecondImageThereIsNoEcho() {
        Echo echo = echo(Doubles.stars(512, 300, 0, 0, 0));
        assertTrue(brightest(echo) < 7 * echo.scatter(), brightest(echo) / echo.scatter() + " scatters");
    }

    @Test
    void whereThereIsNothingToSeeTheFramesAreGreyAndSaySo() {
        FitsImage empty = Skies.northUp(64, 64, Float.NaN);
        NativeFrames.Drawn drawn = NativeFrames.of(write(empty)).draw(folder.resolve("img"));
        assertEquals(
                List.of("no bright, complete and unsaturated source", "no content that could have an echo", NO_WEIGHTS),
                drawn.notes());
        for (Path file : drawn.files()) {
            Frame frame = Frame.read(file);
            assertEquals("Frame 128 x 128", frame.toString());
            assertEquals(GREY, frame.at(64, 64));
        }
        assertEquals(
                List.of("no content that could have an echo", NO_WEIGHTS),
                NativeFrames.of(write(onlyStar()))
                        .redraw(true)
                        .draw(folder.resolve("img"))
                        .notes());
    }

    private static FitsImage onlyStar() {
        FitsImage image = Skies.northUp(40, 40, 5);
        Doubles.add(image, 20, 20, 100);
        return image;
    }

    @Test
    void stampsAreTheImagesOwnPixels() {
        FitsImage image = Doubles.stars(256, 60, 0, 0, 0);
        Frame frame = NativePictures.sources(NativeSources.of(image, STAR, List.of(), List.of()));
        Patch first = NativeSources.of(image, STAR, List.of(), List.of()).get(0);
        assertEquals(0xffffff, frame.at(12, 117));
        double share = first.at(2, 1) / first.peak();
        double grey = 40 + 215 * Math.log(share / 0.1 + Math.hypot(share / 0.1, 1)) / Math.log(10 + Math.hypot(10, 1));
        assertEquals(grey, frame.at(14, 118) & 255, 0.51);
        assertEquals(GREY, frame.at(1, 1));
    }

    @Test
    void coloursTellWhatARoundStarHasNot() {
        FitsImage round = Doubles.stars(256, 40, 0, 0, 0);
        FitsImage drawnOut = Doubles.stars(256, 40, 2, 0, 1);
        Frame without = NativePictures.stack(stack(round));
        Frame with = NativePictures.stack(stack(drawnOut));
        int along = 64 + 15;
        assertEquals(0, orange(without, along, 64), 45);
        assertTrue(orange(with, along, 64) > 60, "orange " + orange(with, along, 64));
        assertTrue(orange(with, 64, along) < -60, "orange " + orange(with, 64, along));

        FitsImage far = Doubles.stars(256, 40, 12, 5, 0.3);
        Frame echo = drawnEcho(far);
        assertTrue(red(echo, 64 + 12, 64 + 5) > 60, "red " + red(echo, 64 + 12, 64 + 5));
        assertTrue(red(echo, 64 - 12, 64 - 5) > 100, "red " + red(echo, 64 - 12, 64 - 5));
        assertEquals(0, red(echo, 64 + 12, 64 - 5), 25);
        assertTrue(blue(echo, 64 + 12, 64 + 5) > 60, "blue " + blue(echo, 64 + 12, 64 + 5));
        assertEquals(0, blue(echo, 64 - 12, 64 - 5), 25);
    }

    @Test
    void aTurnedFieldShowsInBlueOnly() {
        Frame echo = drawnEcho(Doubles.turned(400, 60, 9, -4, 0.1, 0.4));
        assertTrue(blue(echo, 64 + 9, 64 - 4) > 100, "blue " + blue(echo, 64 + 9, 64 - 4));
        assertEquals(0, red(echo, 64 + 9, 64 - 4), 40);
    }

    private static Frame drawnEcho(FitsImage image) {
        return NativePictures.echo(
                Echo.of(image.pixels(), image.width(), image.height()),
                Companions.of(stack(image), image.pixels(), image.width(), image.height()),
                DoubleField.of(
                        stack(image), StarShape.of(Detector.WFC), image.pixels(), image.width(), image.height()));
    }

    private static int red(Frame frame, int column, int row) {
        return (frame.at(column, row) >> 16 & 255) - (frame.at(column, row) >> 8 & 255);
    }

    private static int blue(Frame frame, int column, int row) {
        return (frame.at(column, row) & 255) - (frame.at(column, row) >> 8 & 255);
    }

    private static int orange(Frame frame, int column, int row) {
        return (frame.at(column, row) >> 16 & 255) - (frame.at(column, row) & 255);
    }

    @Test
    void framesAreKeptAndTheSameAtAnyNumberOfThreads() throws IOException {
        Path image = write(Doubles.stars(300, 60, 3, 2, 0.4));
        NativeFrames.Drawn first = NativeFrames.of(image).draw(folder.resolve("img"));
        assertEquals(3, first.drawn());
        assertEquals(FrameKind.NATIVE.files(folder.resolve("img"), WFC), first.files());
        List<Path> places = List.of(folder.resolve("a"), folder.resolve("b"), folder.resolve("c"));
        for (NativeFrames.Drawn again :
                Parallel.map(places, 3, place -> NativeFrames.of(image).draw(place))) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        -1, Files.mismatch(first.files().get(i), again.files().get(i)));
            }
        }
        byte[] stack = Files.readAllBytes(first.frames().stack());
        Files.write(first.frames().stack(), Arrays.copyOf(stack, stack.length / 2));
        Files.copy(first.frames().echo(), first.frames().sources(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertEquals(1, NativeFrames.of(image).draw(folder.resolve("img")).drawn());
        assertArrayEquals(stack, Files.readAllBytes(first.frames().stack()));
        assertEquals(-1, Files.mismatch(first.frames().echo(), first.frames().sources()));
        assertEquals(
                3,
                NativeFrames.of(image).redraw(true).draw(folder.resolve("img")).drawn());
        try (FrameStore store = FrameStore.open(folder.resolve("img"), 128)) {
            assertEquals(
                    Frame.read(first.frames().stack()),
                    store.read(WFC, FrameKind.NATIVE).frame(1));
        }
    }

    @Test
    void weightsOfAnotherSizeAreNone() {
        FitsImage stars = Doubles.stars(300, 40, 0, 0, 0);
        assertEquals(
                0,
                NativeFrames.of(write(stars, even(300, 300))).measure().weight().dip());
        NativeFrames.Drawn other = NativeFrames.of(write(stars, even(300, 150))).draw(folder.resolve("other"));
        assertEquals(Double.NaN, other.measures().weight().dip());
        assertEquals(List.of(NO_WEIGHTS), other.notes());
    }

    @Test
    void anImageFilledWithZerosWhereNoExposureReachesMeasuresTheSame() {
        FitsImage weights = even(300, 300);
        float[] nan = Doubles.stars(300, 40, 0, 0, 0).pixels().clone();
        float[] zero = nan.clone();
        for (int i = 0; i < nan.length; i++) {
            if (i % 300 + i / 300 < 120) {
                weights.pixels()[i] = 0;
                nan[i] = Float.NaN;
                zero[i] = 0;
            }
        }
        FitsHeader header = Doubles.stars(300, 40, 0, 0, 0).header();
        assertEquals(
                NativeFrames.of(write(new FitsImage(header, 300, 300, nan), weights))
                        .measure(),
                NativeFrames.of(write(new FitsImage(header, 300, 300, zero), weights))
                        .measure());
    }

    private static FitsImage even(int width, int height) {
        float[] weights = new float[width * height];
        Arrays.fill(weights, 100);
        return new FitsImage(FitsHeader.empty().edit().set("EXTNAME", "WHT", "").done(), width, height, weights);
    }

    /** @param further extensions after that of the image */
    private Path write(FitsImage image, FitsPart... further) {
        FitsHeader science = image.header().edit().set("EXTNAME", "SCI", "").done();
        List<FitsPart> parts = new ArrayList<>(List.of(
                new FitsPart.NoData(FitsHeader.empty()),
                new FitsImage(science, image.width(), image.height(), image.pixels())));
        parts.addAll(List.of(further));
        return FitsFile.write(folder.resolve(WFC + "_drz.fits"), parts);
    }

    private static SourceStack stack(FitsImage image) {
        return SourceStack.of(NativeSources.of(image, STAR, List.of(), List.of()));
    }

    private static double at(SourceStack stack, double dx, double dy) {
        int middle = SourceStack.SIDE / 2;
        int x = (int) Math.floor(middle - 0.5 + SourceStack.FINER * dx);
        int y = (int) Math.floor(middle - 0.5 + SourceStack.FINER * dy);
        float[] values = stack.values();
        int i = y * SourceStack.SIDE + x;
        return (values[i] + values[i + 1] + values[i + SourceStack.SIDE] + values[i + SourceStack.SIDE + 1]) / 4;
    }

    private static Echo echo(FitsImage image) {
        return Echo.of(image.pixels(), image.width(), image.height());
    }

    private static double lag(Echo echo, int dx, int dy) {
        return echo.lags()[(dy + Echo.REACH) * Echo.SIDE + dx + Echo.REACH];
    }

    private static double brightest(Echo echo) {
        double brightest = 0;
        for (int dy = -60; dy <= 60; dy++) {
            for (int dx = -60; dx <= 60; dx++) {
                if (dx * dx + dy * dy > 25) {
                    brightest = Math.max(brightest, lag(echo, dx, dy));
                }
            }
        }
        return brightest;
    }
}
