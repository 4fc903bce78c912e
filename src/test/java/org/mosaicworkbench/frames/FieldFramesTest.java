package org.mosaicworkbench.frames;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.notebook.Display;

/** Draws the two visits of src/test/reference/frames.py; astropy computed the positions of their stars in a frame. */
class FieldFramesTest {

    private static final Path VISITS = Path.of("src/test/resources/frames");
    private static final String IR = "hst_12286_38_wfc3_ir_total_ibl738";
    private static final String HRC = "hst_9019_06_acs_hrc_total_j8bt06";
    private static final int WHITE = 0xffffff;
    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00c000;
    private static final int BLUE = 0x3050ff;
    private static final int CYAN = 0x00ffff;
    private static final int REACH = 14;

    private record Star(double frame_x, double frame_y, Integer point, Integer segment, boolean reference) {
        int x() {
            return (int) Math.round(frame_x);
        }

        int y() {
            return (int) Math.round(frame_y);
        }
    }

    private record Visit(String name, int[] frame, List<Star> stars) {}

    @TempDir
    private Path folder;

    private Visit upright;
    private Visit turned;

    @BeforeEach
    void readTruth() throws IOException {
        Visit[] visits = new Gson().fromJson(Files.readString(VISITS.resolve("frames.json")), Visit[].class);
        upright = visits[0];
        turned = visits[1];
    }

    @Test
    void everyStarIsInItsPixelInAllThreeFrames() {
        for (Visit visit : List.of(upright, turned)) {
            for (Path file : draw(visit).files()) {
                Frame frame = Frame.read(file);
                assertArrayEquals(visit.frame(), new int[] {frame.width(), frame.height()});
                for (Star star : visit.stars()) {
                    assertEquals(WHITE, frame.at(star.x(), star.y()), file.getFileName() + " " + star);
                    assertTrue((frame.at(star.x() + 30, star.y()) & 255) < 128, "sky beside " + star);
                    assertTrue((frame.at(star.x(), star.y() - 30) & 255) < 128, "sky below " + star);
                }
            }
        }
    }

    @Test
    void aLightCentroidLiesOnTheCataloguedPosition() {
        for (Visit visit : List.of(upright, turned)) {
            Frame plain = Frame.read(draw(visit).plain());
            for (Star star : visit.stars()) {
                double sum = 0;
                double sumX = 0;
                double sumY = 0;
                for (int y = star.y() - 40; y <= star.y() + 40; y++) {
                    for (int x = star.x() - 40; x <= star.x() + 40; x++) {
                        int light = Math.max(0, (plain.at(x, y) & 255) - 110);
                        sum += light;
                        sumX += (double) light * x;
                        sumY += (double) light * y;
                    }
                }
                assertEquals(star.frame_x(), sumX / sum, 2, "x of " + star);
                assertEquals(star.frame_y(), sumY / sum, 2, "y of " + star);
            }
        }
    }

    @Test
    void circlesHaveTheColourOfTheFlag() {
        FieldFrames.Drawn drawn = draw(upright);
        Frame plain = Frame.read(drawn.plain());
        Frame source = Frame.read(drawn.source());
        Frame gaia = Frame.read(drawn.gaia());
        for (Star star : upright.stars()) {
            Set<Integer> expected = new TreeSet<>();
            colour(star.point(), RED).ifPresent(expected::add);
            colour(star.segment(), BLUE).ifPresent(expected::add);
            assertEquals(expected, coloursAround(source, star), "circles around " + star);
            if (expected.isEmpty()) {
                assertSame(plain, source, star);
            }
            assertEquals(star.reference() ? Set.of(CYAN) : Set.of(), coloursAround(gaia, star), "gaia at " + star);
        }
        assertEquals(
                1,
                upright.stars().stream()
                        .filter(s -> s.point() != null && s.point() == 8)
                        .count());
    }

    @Test
    void circlesAreOpenAndRound() {
        Frame source = Frame.read(draw(upright).source());
        Star red = upright.stars().get(0);
        assertEquals(WHITE, source.at(red.x(), red.y()));
        for (int degrees = 0; degrees < 360; degrees += 15) {
            double cos = Math.cos(Math.toRadians(degrees));
            double sin = Math.sin(Math.toRadians(degrees));
            assertTrue(
                    IntStream.range(8, 36)
                            .mapToObj(r -> source.at((int) Math.round(red.frame_x() + r / 4.0 * cos), (int)
                                    Math.round(red.frame_y() + r / 4.0 * sin)))
                            .anyMatch(c -> redness(c) > 150),
                    "at " + degrees);
        }
    }

    @Test
    void circlesAreStillSeenAt128Pixels() {
        FieldFrames.Drawn drawn = draw(turned);
        Frame gaia = Frame.read(drawn.gaia());
        Frame small = gaia.resized(gaia.width() / 4, gaia.height() / 4);
        for (Star star : turned.stars()) {
            int most = 0;
            for (int y = star.y() / 4 - 1; y <= star.y() / 4 + 2; y++) {
                for (int x = star.x() / 4 - 1; x <= star.x() / 4 + 2; x++) {
                    int colour = small.at(x, y);
                    most = Math.max(most, (colour >> 8 & 255) - (colour >> 16 & 255));
                }
            }
            assertEquals(star.reference(), most > 60, most + " at " + star);
        }
    }

    @Test
    void noDataIsWhiteInAllThreeFrames() {
        for (Path file : draw(upright).files()) {
            assertEquals(WHITE, Frame.read(file).at(3, 3));
        }
        for (Path file : draw(turned).files()) {
            Frame frame = Frame.read(file);
            assertEquals(WHITE, frame.at(2, 2));
            assertEquals(WHITE, frame.at(frame.width() - 1, frame.height() - 1));
        }
    }

    @Test
    void catalogsWithOnlyTheirHeaderDrawNoCircleAndAreNotMissing() throws IOException {
        FieldFrames.Drawn drawn = draw(turned);
        assertEquals(List.of(), drawn.missingCatalogs());
        assertEquals(-1, Files.mismatch(drawn.plain(), drawn.source()));
        assertEquals(HRC, drawn.dataset());
    }

    @Test
    void missingCatalogsAreNamedAndTheFramesDrawnWithoutCircles() throws IOException {
        Path alone = copy(VISITS.resolve("ibl738").resolve(IR + "_drz.fits"), IR + "_drz.fits");
        FieldFrames.Drawn drawn = FieldFrames.of(alone).draw(folder.resolve("img"));
        assertEquals(
                List.of(IR + "_point-cat.ecsv", IR + "_segment-cat.ecsv", "*_ir_*G*_ref_cat.ecsv"),
                drawn.missingCatalogs());
        assertEquals(-1, Files.mismatch(drawn.plain(), drawn.source()));
        assertEquals(-1, Files.mismatch(drawn.plain(), drawn.gaia()));
    }

    @Test
    void ofACatalogWithASourceWithoutAPositionOnlyThatCircleIsMissing() throws IOException {
        Path image = copy(VISITS.resolve("ibl738").resolve(IR + "_drz.fits"), IR + "_drz.fits");
        Path points = copy(VISITS.resolve("ibl738").resolve(IR + "_point-cat.ecsv"), IR + "_point-cat.ecsv");
        copy(VISITS.resolve("ibl738").resolve(IR + "_segment-cat.ecsv"), IR + "_segment-cat.ecsv");
        List<Frame> all = FieldFrames.of(image).render();
        List<String> lines = Files.readAllLines(points);
        String last = lines.get(lines.size() - 1);
        Files.writeString(points, String.join("\n", lines) + "\n" + last.replaceAll("\\d+\\.\\d+", "nan") + "\n");
        FieldFrames.Drawn drawn = FieldFrames.of(image).draw(folder.resolve("img"));
        assertEquals(all.get(1), Frame.read(drawn.source()));
        assertEquals(
                List.of(IR + "_point-cat.ecsv (1 source without a position)", "*_ir_*G*_ref_cat.ecsv"),
                drawn.missingCatalogs());
    }

    @Test
    void gaiaGoesBeforeOtherReferenceCatalogs() throws IOException {
        Path image = copy(VISITS.resolve("ibl738").resolve(IR + "_drz.fits"), IR + "_drz.fits");
        Path gaia = VISITS.resolve("ibl738/12286_ir_ibl738_GAIAeDR3_ref_cat.ecsv");
        copy(gaia, "12286_ir_ibl738_GAIAeDR3_ref_cat.ecsv");
        copy(VISITS.resolve("j8bt06/9019_hrc_j8bt06_GSC242_ref_cat.ecsv"), "12286_ir_ibl738_GAIADR1_ref_cat.ecsv");
        copy(VISITS.resolve("j8bt06/9019_hrc_j8bt06_GSC242_ref_cat.ecsv"), "12286_ir_ibl738_GSC242_ref_cat.ecsv");
        assertEquals(
                FieldFrames.of(VISITS.resolve("ibl738").resolve(IR + "_drz.fits"))
                        .render()
                        .get(2),
                FieldFrames.of(image).render().get(2));
    }

    @Test
    void theSameBytesComeFromAnyNumberOfThreads() throws IOException {
        List<Path> folders = List.of(folder.resolve("a"), folder.resolve("b"), folder.resolve("c"));
        List<FieldFrames.Drawn> drawn =
                Parallel.map(folders, 3, f -> FieldFrames.of(image(upright)).draw(f));
        for (int file = 0; file < 3; file++) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            drawn.get(0).files().get(file), drawn.get(1).files().get(file)));
            assertEquals(
                    -1,
                    Files.mismatch(
                            drawn.get(0).files().get(file), drawn.get(2).files().get(file)));
        }
    }

    @Test
    void framesThatAreThereAreKeptUnlessRedrawn() throws IOException {
        FieldFrames.Drawn first = draw(upright);
        assertEquals(3, first.drawn());
        byte[] source = Files.readAllBytes(first.source());
        Files.copy(first.gaia(), first.source(), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(first.gaia());
        assertEquals(1, draw(upright).drawn());
        assertEquals(-1, Files.mismatch(first.gaia(), first.source()));
        assertEquals(0, draw(upright).drawn());
        assertEquals(
                3,
                FieldFrames.of(image(upright))
                        .redraw(true)
                        .draw(folder.resolve("img"))
                        .drawn());
        assertArrayEquals(source, Files.readAllBytes(first.source()));
    }

    @Test
    void brokenFramesAreDrawnAnew() throws IOException {
        FieldFrames.Drawn first = draw(upright);
        byte[] whole = Files.readAllBytes(first.source());
        byte[] otherSignature = whole.clone();
        otherSignature[0] = 0;
        for (byte[] broken : List.of(
                new byte[0],
                "no picture".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(whole, 20),
                Arrays.copyOf(whole, whole.length / 2),
                Arrays.copyOf(whole, whole.length - 1),
                otherSignature,
                new byte[whole.length])) {
            Files.write(first.source(), broken);
            assertEquals(1, draw(upright).drawn(), broken.length + " bytes");
            assertArrayEquals(whole, Files.readAllBytes(first.source()));
        }
    }

    @Test
    void framesOfAnotherSizeAreDrawnAnew() {
        draw(upright);
        FieldFrames small = FieldFrames.of(image(upright)).size(64);
        FieldFrames.Drawn drawn = small.draw(folder.resolve("img"));
        assertEquals(3, drawn.drawn());
        for (Path file : drawn.files()) {
            assertEquals("Frame 64 x 53", Frame.read(file).toString());
        }
        assertEquals(0, small.draw(folder.resolve("img")).drawn());
    }

    @Test
    void framesOfAnImageThatWasMadeAnewAreDrawnAnew() throws IOException {
        Path image = copy(image(upright), IR + "_drz.fits");
        FieldFrames.Drawn first = FieldFrames.of(image).draw(folder.resolve("img"));
        Files.setLastModifiedTime(
                image,
                FileTime.from(
                        Files.getLastModifiedTime(first.gaia()).toInstant().plusMillis(1)));
        assertEquals(3, FieldFrames.of(image).draw(folder.resolve("img")).drawn());
    }

    @Test
    void keptFramesNeedNoImage() throws IOException {
        Path image = copy(image(upright), IR + "_drz.fits");
        FieldFrames.of(image).draw(folder.resolve("img"));
        Files.delete(image);
        assertEquals(0, FieldFrames.of(image).draw(folder.resolve("img")).drawn());
    }

    @Test
    void framesCarryTheNameAndSizeAskedFor() {
        FieldFrames.Drawn drawn = FieldFrames.of(image(upright))
                .dataset(IR + "_f160w_sub_stat")
                .size(64)
                .draw(folder.resolve("img"));
        String name = IR + "_f160w_sub_stat";
        Path place = folder.resolve("img").resolve(name);
        assertEquals(
                List.of(
                        place.resolve(name + ".png"),
                        place.resolve(name + "_source.png"),
                        place.resolve(name + "_gaia.png")),
                drawn.files());
        assertEquals("Frame 64 x 53", Frame.read(drawn.gaia()).toString());
    }

    @Test
    void whatWasDrawnShowsTheThreeFramesSideBySide() throws IOException {
        Display.Image display = (Display.Image) draw(upright).display();
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(display.png()));
        int width = shown.getWidth() / display.scale();
        int height = shown.getHeight() / display.scale();
        assertTrue(width >= 3 * 512 && width < 3 * 512 + 100, width + " wide");
        assertTrue(height >= 427 && height < 427 + 50, height + " high");
    }

    @Test
    void aFilterImageIsDrawnUnderItsOwnName() throws IOException {
        String name = "hst_12286_38_wfc3_ir_f160w_ibl738";
        Path image = copy(image(upright), name + "_drz.fits");
        copy(VISITS.resolve("ibl738").resolve(IR + "_point-cat.ecsv"), name + "_point-cat.ecsv");
        FieldFrames.Drawn drawn = FieldFrames.of(image).draw(folder.resolve("img"));
        assertEquals(folder.resolve("img").resolve(name).resolve(name + "_source.png"), drawn.source());
        assertEquals(
                Set.of(RED),
                coloursAround(Frame.read(drawn.source()), upright.stars().get(0)));
    }

    @Test
    void badInputIsOneLineThatNamesTheFile() throws IOException {
        Path image = copy(image(upright), IR + "_drz.fits");
        Path catalog = Files.writeString(folder.resolve(IR + "_segment-cat.ecsv"), "no catalog\n");
        assertEquals(
                catalog + ": is not a catalog in ECSV (No ECSV header); run the processing again",
                message(() -> FieldFrames.of(image).draw(folder.resolve("img"))));
        assertEquals(
                "'stars.fits' is not a dataset's name; it has the form "
                        + "hst_<proposal>_<visit number>_<instrument>_<detector>_total_<visit>",
                message(() -> FieldFrames.of(Path.of("stars.fits"))));
        assertEquals(
                "frame size is 9000 pixels; it must be 16 to 8192",
                message(() -> FieldFrames.of(image).size(9000)));
        Path missing = VISITS.resolve("ibl738").resolve(HRC + "_drz.fits");
        assertEquals(
                missing + ": no such file; check the path",
                message(() -> FieldFrames.of(missing).draw(folder.resolve("img"))));
        Path nowhere = folder.resolve("nowhere").resolve(HRC + "_drz.fits");
        assertEquals(
                folder.resolve("nowhere") + ": cannot be listed; check that it exists and can be read",
                message(() -> FieldFrames.of(nowhere).draw(folder.resolve("img"))));
        Path file = Files.writeString(folder.resolve("file"), "");
        assertTrue(message(() -> FieldFrames.of(image(upright)).draw(file)).contains("cannot be written"));
    }

    @Test
    void anImageWithoutCoordinatesIsNamed() {
        FitsHeader science = FitsHeader.empty().edit().set("EXTNAME", "SCI", "").done();
        Path image = FitsFile.write(
                folder.resolve(IR + "_drz.fits"),
                List.of(new FitsPart.NoData(FitsHeader.empty()), new FitsImage(science, 2, 2, new float[4])));
        assertEquals(
                image + ": has no usable world coordinate system: its header has no CTYPE1 and CTYPE2; "
                        + "give an image from Hubble's pipeline",
                message(() -> FieldFrames.of(image).draw(folder.resolve("img"))));
    }

    private static Optional<Integer> colour(Integer flag, int clean) {
        return Optional.ofNullable(flag).filter(f -> f <= 5).map(f -> f <= 1 ? clean : GREEN);
    }

    private static Set<Integer> coloursAround(Frame frame, Star star) {
        Set<Integer> colours = new TreeSet<>();
        for (int y = star.y() - REACH; y <= star.y() + REACH; y++) {
            for (int x = star.x() - REACH; x <= star.x() + REACH; x++) {
                int colour = frame.at(x, y);
                if (Stream.of(RED, GREEN, BLUE, CYAN).anyMatch(c -> c == colour)) {
                    colours.add(colour);
                }
            }
        }
        return colours;
    }

    private static void assertSame(Frame expected, Frame actual, Star star) {
        for (int y = star.y() - REACH; y <= star.y() + REACH; y++) {
            for (int x = star.x() - REACH; x <= star.x() + REACH; x++) {
                assertEquals(expected.at(x, y), actual.at(x, y), "at " + star);
            }
        }
    }

    private static int redness(int colour) {
        return (colour >> 16 & 255) - (colour & 255);
    }

    private FieldFrames.Drawn draw(Visit visit) {
        return FieldFrames.of(image(visit)).draw(folder.resolve("img"));
    }

    private static Path image(Visit visit) {
        return visit.name().equals(IR)
                ? VISITS.resolve("ibl738").resolve(IR + "_drz.fits")
                : VISITS.resolve("j8bt06").resolve(HRC + "_drc.fits");
    }

    private Path copy(Path file, String name) throws IOException {
        return Files.copy(file, folder.resolve(name));
    }

    private static String message(Executable work) {
        return assertThrows(BadInput.class, work).getMessage();
    }
}
