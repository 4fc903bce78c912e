package org.mosaicworkbench.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

class CloseUpTest {

    private static final int WIDTH = 60;
    private static final int HEIGHT = 40;
    private static final int SKY = 0x808080;
    private static final int WHITE = 0xffffff;
    private static final int ZOOM = 3;
    private static final int SIDE = 9;

    @TempDir
    private Path folder;

    private final FitsImage sky = Skies.northUp(WIDTH, HEIGHT, 10);
    private final Wcs wcs = Wcs.of(sky.header());

    @Test
    void theCentreIsInTheMiddleNorthIsUpAndEastLeft() {
        SkyPoint centre = wcs.toSky(41, 12);
        put(centre.ra(), centre.dec());
        put(centre.ra(), centre.dec() + 3 * Skies.SCALE);
        put(centre.ra() + 2 * Skies.SCALE, centre.dec());
        Picture picture = new CloseUp(centre, SIDE, ZOOM).of(file(), "here");
        assertEquals("here", picture.caption());
        assertEquals(SIDE * ZOOM, picture.width());
        assertEquals(SIDE * ZOOM, picture.height());
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                boolean star = (column == 4 && (row == 4 || row == 1)) || (column == 2 && row == 4);
                int expected = star ? WHITE : SKY;
                assertEquals(expected, colour(picture, column, row), "column " + column + ", row " + row);
            }
        }
    }

    @Test
    void theDifferenceIsOrangeWhereThereIsMoreAndBlueWhereLess() {
        Path without = file();
        Skies.put(sky, 30, 20, 30);
        Skies.put(sky, 31, 20, 0);
        Skies.put(sky, 29, 20, Float.NaN);
        Picture picture = new CloseUp(wcs.toSky(30, 20), 3, ZOOM).minus(file("with.fits"), without, "minus");
        assertEquals(0xe69f00, colour(picture, 1, 1));
        assertEquals(0x2b5a74, colour(picture, 2, 1));
        assertEquals(WHITE, colour(picture, 0, 1));
        assertEquals(0, colour(picture, 1, 0));
    }

    @Test
    void greysHaveTheLimitsOfTheWholeImage() {
        Skies.put(sky, 30, 20, 5);
        Skies.put(sky, 31, 20, Float.NaN);
        Picture picture = new CloseUp(wcs.toSky(30, 20), 3, ZOOM).of(file(), "");
        assertEquals(0x404040, colour(picture, 1, 1));
        assertEquals(WHITE, colour(picture, 2, 1));
        assertEquals(SKY, colour(picture, 0, 1));
    }

    @Test
    void aWindowThatTouchesTheEdgeIsDrawn() {
        Skies.put(sky, 1, 1, 500);
        Picture picture = new CloseUp(wcs.toSky(2, 2), 3, ZOOM).of(file(), "");
        assertEquals(WHITE, colour(picture, 0, 2));
        assertEquals(SKY, colour(picture, 0, 0));
    }

    @Test
    void aWindowThatIsNotOnTheImageIsNamed() {
        Path image = file();
        assertEquals(
                image + ": the close-up is outside the image (there is no window of 9 x 9 from (56, 16) in an image of "
                        + "60 x 40; choose one inside); choose another centre",
                message(() -> new CloseUp(wcs.toSky(60, 20), SIDE, ZOOM).of(image, "")));
    }

    @Test
    void aWindowOfNoPixelsOrTooManyIsNamed() {
        SkyPoint centre = wcs.toSky(30, 20);
        assertEquals(
                "a close-up of 0 pixels at zoom 3; both must be at least 1 and their product at most 4096",
                message(() -> new CloseUp(centre, 0, ZOOM)));
        assertEquals(
                "a close-up of 2000 pixels at zoom 3; both must be at least 1 and their product at most 4096",
                message(() -> new CloseUp(centre, 2000, ZOOM)));
    }

    private void put(double ra, double dec) {
        var place = wcs.toPixel(ra, dec);
        Skies.put(sky, (int) Math.rint(place.x()), (int) Math.rint(place.y()), 500);
    }

    private Path file() {
        return file("image.fits");
    }

    private Path file(String name) {
        FitsHeader header = sky.header().edit().set("EXTNAME", "SCI", "").done();
        return FitsFile.write(
                folder.resolve(name),
                List.of(new FitsPart.NoData(FitsHeader.empty()), new FitsImage(header, WIDTH, HEIGHT, sky.pixels())));
    }

    /** The colour of an image pixel of the window, counted from the upper left. */
    private static int colour(Picture picture, int column, int row) {
        return picture.image().getRGB(column * ZOOM + ZOOM / 2, row * ZOOM + ZOOM / 2) & 0xffffff;
    }

    private static String message(Executable work) {
        return assertThrows(BadInput.class, work).getMessage();
    }
}
