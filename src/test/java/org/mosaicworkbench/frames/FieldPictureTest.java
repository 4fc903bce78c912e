package org.mosaicworkbench.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

class FieldPictureTest {

    private static final int WHITE = 255;

    @Test
    void greysAreLinearFromZeroToTwiceTheUpperLimit() {
        FitsImage image = Skies.northUp(32, 32, 100);
        Skies.put(image, 5, 7, 50);
        Skies.put(image, 6, 7, -10);
        Skies.put(image, 7, 7, 199);
        Skies.put(image, 8, 7, 200);
        assertEquals(100, ZScale.of(image).upper());
        Frame frame = FieldPicture.of(image, 32).plain();
        assertEquals(128, grey(frame, 1, 1));
        assertEquals(64, grey(frame, 5, 7));
        assertEquals(0, grey(frame, 6, 7));
        assertEquals(254, grey(frame, 7, 7));
        assertEquals(WHITE, grey(frame, 8, 7));
    }

    @Test
    void noDataIsWhite() {
        FitsImage image = Skies.northUp(64, 64, 100);
        for (int y = 1; y <= 4; y++) {
            for (int x = 1; x <= 4; x++) {
                Skies.put(image, 16 + x, 32 + y, x == 1 ? Float.NEGATIVE_INFINITY : Float.NaN);
            }
        }
        Frame frame = FieldPicture.of(image, 16).plain();
        assertEquals(WHITE, grey(frame, 5, 9));
        assertEquals(128, grey(frame, 4, 9));
        assertEquals(128, grey(frame, 5, 10));
    }

    @Test
    void pixelsWithoutDataDoNotCountInAMean() {
        FitsImage image = Skies.northUp(64, 64, 100);
        Skies.put(image, 1, 1, Float.NaN);
        Skies.put(image, 2, 1, Float.NaN);
        assertEquals(128, grey(FieldPicture.of(image, 16).plain(), 1, 1));
    }

    @Test
    void eastIsLeftAndNorthIsUpHoweverTheImageIsTurned() {
        double s = Skies.SCALE;
        double c = s * Math.cos(0.5);
        double d = s * Math.sin(0.5);
        double[][] matrices = {{-s, 0, 0, s}, {s, 0, 0, -s}, {s, 0, 0, s}, {0, s, s, 0}, {-c, d, d, c}, {c, d, -d, c}};
        for (double[] cd : matrices) {
            FitsImage image = Skies.image(101, 81, 10, cd);
            Wcs wcs = Wcs.of(image.header());
            SkyPoint northEast = new SkyPoint(Skies.RA + 15 * s, Skies.DEC + 10 * s);
            PixelPoint star = wcs.toPixel(northEast);
            Skies.put(image, (int) Math.round(star.x()), (int) Math.round(star.y()), 1e4f);
            FieldPicture picture = FieldPicture.of(image, 404);
            assertEquals(WHITE, greyAt(picture, northEast), "at the star");
            double scale = picture.wcs().pixelScale();
            PixelPoint centre = picture.wcs().toPixel(Skies.RA, Skies.DEC);
            int x = (int) Math.round(centre.x() - 15 * s / scale);
            int y = (int) Math.round(centre.y() + 10 * s / scale);
            assertEquals(WHITE, grey(picture.plain(), x, y), "left of and above the centre");
            assertEquals(128, grey(picture.plain(), (int) Math.round(centre.x() + 15 * s / scale), y), "to the right");
        }
    }

    @Test
    void theFootprintFillsThePicture() {
        FieldPicture wide = FieldPicture.of(Skies.northUp(300, 100, 10), 60);
        assertEquals("Frame 60 x 20", wide.plain().toString());
        Wcs image = Wcs.of(Skies.northUp(300, 100, 10).header());
        assertPixel(0.5, 0.5, wide.wcs().toPixel(image.toSky(0.5, 0.5)));
        assertPixel(60.5, 20.5, wide.wcs().toPixel(image.toSky(300.5, 100.5)));
        assertEquals(
                "Frame 20 x 60",
                FieldPicture.of(Skies.northUp(100, 300, 10), 60).plain().toString());
    }

    @Test
    void aTurnedImageHasWhiteCornersAndNothingIsCutOff() {
        double s = Skies.SCALE / Math.sqrt(2);
        FitsImage image = Skies.image(100, 100, 10, -s, s, s, s);
        Skies.put(image, 1, 1, 1e4f);
        Skies.put(image, 100, 100, 1e4f);
        FieldPicture picture = FieldPicture.of(image, 424);
        Frame frame = picture.plain();
        assertEquals(WHITE, grey(frame, 2, 2));
        assertEquals(WHITE, grey(frame, 423, 423));
        assertEquals(128, grey(frame, 212, 212));
        Wcs wcs = Wcs.of(image.header());
        assertEquals(WHITE, greyAt(picture, wcs.toSky(1, 1)));
        assertEquals(WHITE, greyAt(picture, wcs.toSky(100, 100)));
        assertEquals(128, greyAt(picture, wcs.toSky(4, 4)));
    }

    @Test
    void noStarFallsBetweenThePixelsWhenThePictureShrinks() {
        int shrink = 8;
        for (int phase = 0; phase < shrink; phase++) {
            FitsImage image = Skies.northUp(256, 256, 10);
            Skies.put(image, 129 + phase, 65 + phase, 500);
            Frame frame = FieldPicture.of(image, 256 / shrink).plain();
            double mean = 10 + 490.0 / (shrink * shrink);
            assertEquals((int) (256 * mean / 20), grey(frame, 17, 9), "phase " + phase);
        }
    }

    @Test
    void circlesAreSeenAt128PixelsWhereverTheyLie() {
        assertRingsSeen(61.3, 80);
        assertRingsSeen(11.3, 60);
    }

    @Test
    void everyCircleChangesAPixelClearlyAt128() {
        for (int count : new int[] {40, 400}) {
            for (int background : new int[] {0, 128, 255}) {
                FieldPicture picture = even(background);
                List<Source> sources = scattered(picture.wcs(), count, count);
                List<Source> fair = sources.stream()
                        .map(s -> new Source(s.ra(), s.dec(), Double.NaN, Double.NaN, 4))
                        .toList();
                String where = count + " circles on " + background;
                assertClear(picture, picture.sources(sources, List.of()), sources, "red: " + where);
                assertClear(picture, picture.sources(fair, List.of()), sources, "green: " + where);
                assertClear(picture, picture.sources(List.of(), sources), sources, "blue: " + where);
                assertClear(picture, picture.references(sources), sources, "cyan: " + where);
            }
        }
    }

    private static FieldPicture even(int grey) {
        byte[] rgb = new byte[3 * 512 * 512];
        Arrays.fill(rgb, (byte) grey);
        return new FieldPicture(
                new Frame(512, 512, rgb), Wcs.of(Skies.northUp(512, 512, 10).header()));
    }

    private static void assertClear(FieldPicture picture, Frame drawn, List<Source> sources, String what) {
        Frame plain = picture.plain().resized(128, 128);
        Frame small = drawn.resized(128, 128);
        for (Source source : sources) {
            PixelPoint place = picture.wcs().toPixel(source.ra(), source.dec());
            int x = (int) Math.round((place.x() - 0.5) / 4 + 0.5);
            int y = (int) Math.round((place.y() - 0.5) / 4 + 0.5);
            int most = 0;
            for (int i = 0; i < 49; i++) {
                most = Math.max(most, change(plain, small, x - 3 + i % 7, y - 3 + i / 7));
            }
            assertTrue(most > 40, most + " at " + place + ", " + what);
        }
    }

    private static int change(Frame plain, Frame drawn, int x, int y) {
        int most = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            most = Math.max(most, Math.abs((plain.at(x, y) >> shift & 255) - (drawn.at(x, y) >> shift & 255)));
        }
        return most;
    }

    private static List<Source> scattered(Wcs wcs, int count, long seed) {
        Random random = new Random(seed);
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SkyPoint sky = wcs.toSky(16 + 480 * random.nextDouble(), 16 + 480 * random.nextDouble());
            sources.add(new Source(sky.ra(), sky.dec(), Double.NaN, Double.NaN, 0));
        }
        return sources;
    }

    @Test
    void threeThousandCirclesAreOpenAndThin() {
        FieldPicture picture = FieldPicture.of(Skies.northUp(512, 512, 10), 512);
        List<Source> sources = scattered(picture.wcs(), 3000, 7);
        Frame frame = picture.sources(sources, List.of());
        List<PixelPoint> places = sources.stream()
                .map(s -> picture.wcs().toPixel(s.ra(), s.dec()))
                .toList();
        int apart = 0;
        for (PixelPoint place : places) {
            boolean alone = places.stream()
                    .noneMatch(p -> !p.equals(place) && Math.hypot(p.x() - place.x(), p.y() - place.y()) < 10);
            if (alone) {
                int x = (int) Math.round(place.x());
                int y = (int) Math.round(place.y());
                assertEquals(picture.plain().at(x, y), frame.at(x, y), "the centre of " + place);
                assertEquals(3, meanRadius(picture.plain(), frame, place), 0.3, "the radius of " + place);
                apart++;
            }
        }
        assertTrue(apart > 50, apart + " sources apart");
    }

    private static double meanRadius(Frame plain, Frame frame, PixelPoint place) {
        double sum = 0;
        double weights = 0;
        for (int y = (int) place.y() - 5; y <= place.y() + 5; y++) {
            for (int x = (int) place.x() - 5; x <= place.x() + 5; x++) {
                double away = Math.hypot(x - place.x(), y - place.y());
                int weight = away < 5 ? change(plain, frame, x, y) : 0;
                sum += weight * away;
                weights += weight;
            }
        }
        return sum / weights;
    }

    @Test
    void aStarDrawnSmallKeepsTheLightThatShrinkingAWhitePixelLoses() {
        FitsImage image = Skies.northUp(512, 512, 10);
        Skies.put(image, 201, 101, 90);
        assertEquals(
                (int) (256 * (10 + 80 / 16.0) / 20),
                grey(FieldPicture.of(image, 128).plain(), 51, 26));
        assertEquals(136, grey(FieldPicture.of(image, 512).plain().resized(128, 128), 51, 26));
    }

    @Test
    void noPixelOfATurnedImageIsMissedHoweverMuchItShrinks() {
        double c = Skies.SCALE * Math.cos(0.7);
        double d = Skies.SCALE * Math.sin(0.7);
        FitsImage image = Skies.image(1600, 1600, 10, -c, d, d, c);
        Frame plain = FieldPicture.of(image, 32).plain();
        for (int star = 0; star < 5; star++) {
            int x = 700 + 29 * star;
            int y = 900 - 31 * star;
            Skies.put(image, x, y, 1e6f);
            Frame frame = FieldPicture.of(image, 32).plain();
            Skies.put(image, x, y, 10);
            assertTrue(!plain.equals(frame), "star at " + x + ", " + y);
        }
    }

    @Test
    void theMemoryOfDrawingIsKnownBefore(@TempDir Path folder) {
        FitsImage sky = Skies.northUp(1500, 1200, 10);
        FitsHeader header = sky.header().edit().set("EXTNAME", "SCI", "").done();
        Path file = FitsFile.write(
                folder.resolve("hst_12286_38_wfc3_ir_total_ibl738_drz.fits"),
                List.of(new FitsPart.NoData(FitsHeader.empty()), new FitsImage(header, 1500, 1200, sky.pixels())));
        FieldFrames frames = FieldFrames.of(file);
        frames.draw(folder.resolve("img"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        frames.redraw(true).draw(folder.resolve("img"));
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken <= FieldPicture.bytes(1500, 1200), taken + " bytes");
        assertEquals(4L * 40000 * 40000 + (16 << 20), FieldPicture.bytes(40000, 40000));
    }

    private static void assertRingsSeen(double spacing, int contrast) {
        FieldPicture picture = FieldPicture.of(Skies.northUp(512, 512, 10), 512);
        List<Source> sources = new ArrayList<>();
        for (double y = 9; y < 504; y += spacing) {
            for (double x = 9; x < 504; x += spacing) {
                SkyPoint sky = picture.wcs().toSky(x, y);
                sources.add(new Source(sky.ra(), sky.dec(), Double.NaN, Double.NaN, 0));
            }
        }
        Frame small = picture.sources(sources, List.of()).resized(128, 128);
        for (Source source : sources) {
            PixelPoint place = picture.wcs().toPixel(source.ra(), source.dec());
            int x = (int) Math.round((place.x() - 0.5) / 4 + 0.5);
            int y = (int) Math.round((place.y() - 0.5) / 4 + 0.5);
            int most = 0;
            for (int i = 0; i < 9; i++) {
                int colour = small.at(x - 1 + i % 3, y - 1 + i / 3);
                most = Math.max(most, (colour >> 16) - (colour & 255));
            }
            assertTrue(most >= contrast, most + " at " + place);
        }
    }

    @Test
    void turnedAndUprightImagesShrinkToTheSameGreys() {
        FitsImage upright = Skies.northUp(256, 256, 10);
        double s = Skies.SCALE;
        FitsImage turned = Skies.image(256, 256, 10, s, 0, 0, -s);
        int last = 256 * 256 - 1;
        for (int i = 0; i <= last; i++) {
            int symmetric = Math.min(i, last - i);
            upright.pixels()[i] = symmetric % 7 + symmetric % 256 % 31;
            turned.pixels()[i] = upright.pixels()[i];
        }
        Frame expected = FieldPicture.of(upright, 64).plain();
        Frame actual = FieldPicture.of(turned, 64).plain();
        for (int y = 1; y <= 64; y++) {
            for (int x = 1; x <= 64; x++) {
                assertEquals(grey(expected, x, y), grey(actual, x, y), 1);
            }
        }
    }

    @Test
    void anImageOfMostlyZerosIsDrawnByItsPositivePixels() {
        FitsImage image = Skies.northUp(64, 64, 0);
        for (int i = 1; i <= 20; i++) {
            Skies.put(image, 3 * i, 2 * i, 2);
        }
        Frame frame = FieldPicture.of(image, 64).plain();
        assertEquals(0, grey(frame, 1, 1));
        assertEquals(128, grey(frame, 3, 2));
    }

    @Test
    void anImageWithoutAnythingAboveZeroIsBlackAndOneWithoutDataWhite() {
        assertEquals(0, grey(FieldPicture.of(Skies.northUp(20, 20, -3), 20).plain(), 5, 5));
        assertEquals(
                WHITE,
                grey(FieldPicture.of(Skies.northUp(20, 20, Float.NaN), 20).plain(), 5, 5));
    }

    @Test
    void theRealExposuresBrightStarsAreWhereItsCoordinatesSay() {
        try (FitsFile fits = FitsFile.open(Path.of("src/test/resources/ngc104/j8bt06nyq_flt.fits.gz"))) {
            FitsImage image = fits.image("SCI", 1);
            FieldPicture picture = FieldPicture.of(image, 1500);
            Wcs wcs = Wcs.of(image.header());
            int checked = 0;
            for (int y = 100; y < 900; y++) {
                for (int x = 100; x < 900; x++) {
                    if (image.at(x, y) > 2e4) {
                        assertTrue(greyAt(picture, wcs.toSky(x, y)) > 250, "bright pixel " + x + ", " + y);
                        checked++;
                    }
                }
            }
            assertTrue(checked > 100, checked + " bright pixels");
        }
    }

    @Test
    void badInputIsNamed() {
        BadInput size = assertThrows(BadInput.class, () -> FieldPicture.of(Skies.northUp(20, 20, 1), 8));
        assertEquals("frame size is 8 pixels; it must be 16 to 8192", size.getMessage());
        FitsImage bare = new FitsImage(FitsHeader.empty(), 2, 2, new float[4]);
        assertEquals(
                "its header has no CTYPE1 and CTYPE2",
                assertThrows(NoWcs.class, () -> FieldPicture.of(bare, 64)).getMessage());
    }

    private static void assertPixel(double x, double y, PixelPoint actual) {
        assertEquals(x, actual.x(), 1e-6);
        assertEquals(y, actual.y(), 1e-6);
    }

    private static int grey(Frame frame, int x, int y) {
        int colour = frame.at(x, y);
        assertEquals((colour & 255) * 0x010101, colour, "grey");
        return colour & 255;
    }

    private static int greyAt(FieldPicture picture, SkyPoint sky) {
        PixelPoint p = picture.wcs().toPixel(sky);
        return grey(picture.plain(), (int) Math.round(p.x()), (int) Math.round(p.y()));
    }
}
