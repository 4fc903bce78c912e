package org.mosaicworkbench.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.View;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** The image data in a page, read back like its script. */
class ViewerTest {

    private static final double NOISE = 0.01;
    private static final double SKY = 0.2;

    /** Noise with a bright star at the centre and no data in the first row. */
    private static float[] field(int width, int height, long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i < width ? Float.NaN : (float) (SKY + NOISE * random.nextGaussian());
        }
        pixels[height / 2 * width + width / 2] = 54_321;
        pixels[width + 3] = Float.POSITIVE_INFINITY;
        return pixels;
    }

    private static FitsImage image(int width, int height, float[] pixels) {
        return new FitsImage(
                FitsHeader.empty().edit().set("BUNIT", "ELECTRONS/S", "").done(), width, height, pixels);
    }

    @Test
    void pixelsComeBackWithinHalfAStepOfTheirCodes() throws IOException {
        int side = 60;
        float[] pixels = field(side, side, 1);
        JsonObject data = PageTiles.data(Viewer.of("field", ViewerImage.of("one", image(side, side, pixels)))
                .fragment());
        JsonObject tile = PageTiles.tiles(data, 0).get(0).getAsJsonObject();
        double[] values = PageTiles.values(data, tile);
        double step = data.get("step").getAsDouble();
        double soft = tile.get("soft").getAsDouble();
        for (int i = 0; i < pixels.length; i++) {
            if (!Float.isFinite(pixels[i])) {
                assertTrue(Double.isNaN(values[i]), "no data at " + i);
                continue;
            }
            double half = 0.5
                    * step
                    * Math.hypot(soft, Math.abs(pixels[i] - tile.get("zero").getAsDouble()) + step * soft);
            assertEquals(pixels[i], values[i], half * 1.001, "pixel " + i);
        }
        assertEquals(NOISE / 8, step * soft, 0.1 * NOISE / 8, "codes near the sky are an eighth of the noise apart");
        assertEquals(54_321, values[side / 2 * side + side / 2], 54_321 * step, "the star");
    }

    @Test
    void aPlaceOnTheSkyIsNotLookedForInAnImageWithoutWcs(@TempDir Path folder) {
        FitsHeader header = FitsHeader.empty().edit().set("EXTNAME", "SCI", "").done();
        Path file = FitsFile.write(
                folder.resolve("plain.fits"),
                List.of(new FitsPart.NoData(FitsHeader.empty()), new FitsImage(header, 60, 60, field(60, 60, 1))));
        assertEquals(1, View.of(file).viewer().images().size());
        assertEquals(
                file + ": has no WCS, so a sky position cannot be located in it; leave 'at' out",
                assertThrows(
                                BadInput.class,
                                () -> View.of(file).at(5.98, -72.08).viewer())
                        .getMessage());
    }

    @Test
    void aLargeFieldIsTheMeanOfItsPixelsAndWholeAroundItsBrightest() throws IOException {
        int width = 1500;
        int height = 1100;
        float[] pixels = field(width, height, 2);
        Viewer viewer = Viewer.of("field", ViewerImage.of("one", image(width, height, pixels)));
        JsonObject data = PageTiles.data(viewer.fragment());
        JsonArray tiles = PageTiles.tiles(data, 0);
        JsonObject field = tiles.get(0).getAsJsonObject();
        assertEquals(2, field.get("bin").getAsInt());
        double[] values = PageTiles.values(data, field);
        int x = 100;
        int y = 200;
        double mean = 0;
        for (int i = 0; i < 4; i++) {
            mean += pixels[(2 * y + i / 2) * width + 2 * x + i % 2] / 4;
        }
        assertEquals(mean, values[y * 750 + x], NOISE / 16 * 1.1);
        JsonObject star = tiles.get(1).getAsJsonObject();
        assertEquals(1, star.get("bin").getAsInt());
        int column = width / 2 + 1 - star.get("x").getAsInt();
        int row = height / 2 + 1 - star.get("y").getAsInt();
        assertEquals(54_321, PageTiles.values(data, star)[row * star.get("w").getAsInt() + column], 54_321 / 1600.0);
        assertTrue(viewer.fragment().length() < 1_500_000, "1.5 MB a field at most");
    }

    @Test
    void imagesOfDifferentPlacesStandApart() {
        int side = 20;
        FitsImage pixels = image(side, side, field(side, side, 3));
        Wcs wcs = Wcs.northUp(side, side, new SkyPoint(10, 20), 0.05);
        Viewer viewer = Viewer.of(
                "chips",
                new ViewerImage("first", pixels, Optional.of(wcs), ViewerImage.Motion.NONE),
                new ViewerImage("same", pixels, Optional.of(wcs), ViewerImage.Motion.NONE),
                new ViewerImage(
                        "elsewhere",
                        pixels,
                        Optional.of(wcs.withReferencePixel(new PixelPoint(10.5, 30))),
                        ViewerImage.Motion.NONE),
                ViewerImage.of("no positions", pixels),
                ViewerImage.of("smaller", image(side, 10, field(side, 10, 4))));
        List<Boolean> apart = PageTiles.data(viewer.fragment()).getAsJsonArray("images").asList().stream()
                .map(one -> one.getAsJsonObject().has("apart"))
                .toList();
        assertEquals(List.of(false, false, true, false, true), apart);
    }

    @Test
    void severalImagesShareTheRoom() {
        int side = 1024;
        ViewerImage[] images = new ViewerImage[5];
        for (int i = 0; i < images.length; i++) {
            images[i] = ViewerImage.of("image " + i, image(side, side, field(side, side, i)));
        }
        assertTrue(Viewer.of("stack", images).fragment().length() < 1_500_000);
    }

    /** Catalogs are cut alike, and say so. */
    @Test
    void aPageOfLargeImagesAndCatalogsKeepsItsSize() {
        int side = 1500;
        Wcs wcs = Wcs.northUp(side, side, new SkyPoint(10, 20), 1.0 / 90_000);
        ViewerImage[] images = new ViewerImage[5];
        for (int i = 0; i < images.length; i++) {
            images[i] = new ViewerImage(
                    "image " + i, image(side, side, field(side, side, i)), Optional.of(wcs), ViewerImage.Motion.NONE);
        }
        List<Overlay.Mark> marks = IntStream.range(0, 12_000)
                .mapToObj(i ->
                        new Overlay.Mark(new SkyPoint(10 + i * 1.234567e-6, 20 - i * 1.234567e-6), "flag " + i % 16))
                .toList();
        Viewer viewer = Viewer.of("large", images)
                .overlays(List.of(
                        new Overlay("point sources", Overlay.Shape.CIRCLE, marks),
                        new Overlay("reference stars", Overlay.Shape.DIAMOND, marks.subList(0, 3000))));
        String page = viewer.html();
        assertTrue(page.length() <= 1_500_000, () -> page.length() + " characters");
        assertTrue(page.length() > 1_000_000, () -> page.length() + " characters");
        List<JsonObject> overlays = PageTiles.data(page).getAsJsonArray("overlays").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        int points = overlays.get(0).getAsJsonArray("places").size();
        int stars = overlays.get(1).getAsJsonArray("places").size();
        assertEquals(4, (double) points / stars, 0.01);
        assertTrue(points > 1500, points + " of 12000");
        assertEquals(
                "point sources (the first " + points + " of 12000)",
                overlays.get(0).get("name").getAsString());
        assertEquals(
                "first",
                PageTiles.data(page)
                        .getAsJsonArray("images")
                        .get(4)
                        .getAsJsonObject()
                        .get("wcs")
                        .getAsString());
    }

    @Test
    void moreThanCanBeHeldIsReducedToNothing() {
        JsonObject data = PageTiles.data(Viewer.of("one", ViewerImage.of("one", image(64, 64, field(64, 64, 3))))
                .fragment(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), 0));
        assertEquals(
                64, PageTiles.tiles(data, 0).get(0).getAsJsonObject().get("bin").getAsInt());
    }

    @Test
    void constantAndEmptyImagesAreShown() throws IOException {
        for (float value : new float[] {3.5f, 0, Float.NaN}) {
            float[] pixels = new float[400];
            Arrays.fill(pixels, value);
            JsonObject data = PageTiles.data(Viewer.of("constant", ViewerImage.of("one", image(20, 20, pixels)))
                    .fragment());
            double[] values =
                    PageTiles.values(data, PageTiles.tiles(data, 0).get(0).getAsJsonObject());
            assertEquals(value, values[210], 1e-12);
        }
    }

    @Test
    void aPageHasTheCoordinateSystemToTheLastDigit() {
        Wcs wcs =
                Wcs.northUp(20, 20, new SkyPoint(5.6, -72.1), 1.0 / 90_000).withMatrix(1.1e-5, 0.3e-5, -0.3e-5, 1.0e-5);
        ViewerImage image =
                new ViewerImage("turned", image(20, 20, new float[400]), Optional.of(wcs), ViewerImage.Motion.NONE);
        JsonObject said = PageTiles.data(Viewer.of("turned", image).fragment())
                .getAsJsonArray("images")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("wcs");
        assertEquals("[1.1E-5,3.0E-6,-3.0E-6,1.0E-5]", said.get("matrix").toString());
        assertEquals("[10.5,10.5]", said.get("pixel").toString());
        assertEquals("[5.6,-72.1]", said.get("sky").toString());
    }

    @Test
    void anImageOnOtherPixelsIsPutOnTheFirstOnes() {
        Wcs grid = Wcs.northUp(40, 40, new SkyPoint(10, 20), 1.0 / 36_000);
        Wcs turned = grid.withMatrix(-grid.matrix()[3], 0, 0, -grid.matrix()[3]);
        float[] pixels = new float[1600];
        pixels[10 * 40 + 5] = 7;
        ViewerImage first =
                new ViewerImage("first", image(40, 40, new float[1600]), Optional.of(grid), ViewerImage.Motion.NONE);
        ViewerImage upsideDown =
                new ViewerImage("other", image(40, 40, pixels), Optional.of(turned), ViewerImage.Motion.NONE);
        PixelPoint there = grid.toPixel(turned.toSky(6, 11));
        assertEquals(7, upsideDown.on(first).image().at((int) Math.rint(there.x()), (int) Math.rint(there.y())));
        assertEquals(30, Math.rint(there.y()), "it lies in another row");
    }

    @Test
    void thePageIsWellFormedAndShowsNamesAsText() throws Exception {
        Viewer viewer = Viewer.of(
                        "<script>alert('1')</script> & \"more\"",
                        ViewerImage.of("it's <b>", image(20, 20, field(20, 20, 3))))
                .overlays(List.of(new Overlay(
                        "stars", Overlay.Shape.DIAMOND, List.of(new Overlay.Mark(new SkyPoint(1, 2), "]]> <i> '")))));
        String page = "<div>" + viewer.html() + "</div>";
        assertEquals(
                "div",
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getTagName());
        assertEquals(1, page.split("<script", -1).length - 1, "no script but its own");
        assertEquals(
                "it's <b>",
                PageTiles.data(page)
                        .getAsJsonArray("images")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString());
        assertTrue(page.contains("<img alt="), "a picture where scripts do not run");
    }
}
