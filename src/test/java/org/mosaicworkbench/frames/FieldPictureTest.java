package org.mosaicworkbench.frames;

import org.junit.jupiter.api.Test;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertEquals("Frame 20 x 60", FieldPicture.of(Skies.northUp(100, 300, 10), 60).plain().toString());
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
        assertEquals(WHITE, grey(FieldPicture.of(Skies.northUp(20, 20, Float.NaN), 20).plain(), 5, 5));
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
        assertEquals("the size of a frame is 8 pixels; it must be 16 to 8192", size.getMessage());
        FitsImage bare = new FitsImage(FitsHeader.empty(), 2, 2, new float[4]);
        assertEquals("its header has no CTYPE1 and CTYPE2",
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
