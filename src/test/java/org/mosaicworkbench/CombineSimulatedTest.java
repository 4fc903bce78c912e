package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.Mosaic;
import org.mosaicworkbench.mosaic.align.ExposureOffset;
import org.mosaicworkbench.simulate.Category;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Visit;

/** Processing of simulated visits: two chips, and difficult exposures. */
@Slow
class CombineSimulatedTest {

    @TempDir
    Path folder;

    @Test
    void bothChipsOfAVisitAreAlignedAndCombined() {
        Path visit = visit("wfc", 300, 31);
        Mosaic mosaic = Combine.visit(visit)
                .output(folder.resolve("out"))
                .run()
                .mosaics()
                .get(0);
        for (ExposureOffset offset : mosaic.alignment().orElseThrow().offsets()) {
            assertTrue(offset.measured(), offset.note());
            assertTrue(Math.hypot(offset.shift().dx(), offset.shift().dy()) < 0.5, offset.toString());
        }
        try (FitsFile file = FitsFile.open(mosaic.images().total())) {
            assertEquals(2 * mosaic.exposures().size(), file.primary().number("NDRIZIM", 0));
            FitsIntegers context = file.integers("CTX", 1);
            int all = Arrays.stream(context.pixels()).reduce(0, (a, b) -> a | b);
            assertEquals((1 << (2 * mosaic.exposures().size())) - 1, all);
        }
    }

    @Test
    void anExposureOfNothingButNaNIsLeftOut() {
        Path visit = visit("hrc", 200, 32);
        change(visit, 0, pixels -> Arrays.fill(pixels, Float.NaN));
        Mosaic mosaic = Combine.visit(visit)
                .output(folder.resolve("out"))
                .run()
                .mosaics()
                .get(0);
        assertEquals("left out: it has no good pixel", mosaic.exposures().get(0).note());
        assertTrue(mosaic.exposures().get(1).used());
    }

    @Test
    void anImageOfAnotherProgramIsNotReplaced() {
        Path visit = visit("hrc", 150, 38);
        Path out = folder.resolve("theirs");
        Path total = out.resolve(Visit.read(visit).total(Detector.HRC).imageName());
        FitsFile.write(total, List.of(new FitsPart.NoData(FitsHeader.empty())));
        assertEquals(
                total
                        + ": already exists and was not made by this software; choose another output folder, or"
                        + " remove it",
                assertThrows(
                                BadInput.class,
                                () -> Combine.visit(visit).output(out).run())
                        .getMessage());
        Combine.visit(visit).output(folder.resolve("ours")).run();
        assertEquals(
                1,
                Combine.visit(visit)
                        .output(folder.resolve("ours"))
                        .run()
                        .totals()
                        .size());
    }

    @Test
    void thatATargetMovesIsSaidOfEachExposure() {
        Path moving = Simulate.visits(1)
                .output(folder.resolve("moving"))
                .detectors("hrc")
                .categories(Category.SOLAR_SYSTEM)
                .size(150)
                .exposures(2)
                .seed(36)
                .run()
                .visits()
                .get(0)
                .folder();
        String said = "follows a moving target, which the observatory's processing leaves out";
        Combine.visit(moving)
                .output(folder.resolve("out"))
                .run()
                .mosaics()
                .get(0)
                .exposures()
                .forEach(exposure -> assertTrue(exposure.note().endsWith(said), exposure.toString()));
        Combine.visit(visit("hrc", 150, 37))
                .output(folder.resolve("still"))
                .run()
                .mosaics()
                .get(0)
                .exposures()
                .forEach(exposure -> assertFalse(exposure.note().contains("moving"), exposure.toString()));
    }

    @Test
    void aVisitOfNothingButNaNIsRefused() {
        Path visit = visit("ir", 100, 35);
        List<String> roots =
                Visit.read(visit).exposures().stream().map(e -> e.rootname()).toList();
        for (int i = 0; i < roots.size(); i++) {
            change(visit, 0, pixels -> Arrays.fill(pixels, Float.NaN));
        }
        assertEquals(
                visit + ": no exposure of the detector IR can be used ("
                        + String.join(
                                ", ",
                                roots.stream()
                                        .map(root -> root + " left out: it has no good pixel")
                                        .toList())
                        + "); give at least one good exposure",
                assertThrows(
                                BadInput.class,
                                () -> Combine.visit(visit)
                                        .output(folder.resolve("out"))
                                        .run())
                        .getMessage());
    }

    @Test
    void aVisitWithoutSourcesIsCombinedButNotAligned() {
        Path visit = visit("ir", 150, 33);
        for (int i = 0; i < 2; i++) {
            Random random = new Random(i);
            change(visit, i, pixels -> {
                for (int k = 0; k < pixels.length; k++) {
                    pixels[k] = (float) (1 + 0.05 * random.nextGaussian());
                }
            });
        }
        Mosaic mosaic = Combine.visit(visit)
                .output(folder.resolve("out"))
                .run()
                .mosaics()
                .get(0);
        assertTrue(
                mosaic.alignment().orElseThrow().offsets().get(1).note().startsWith("too few sources"),
                mosaic.toString());
        assertTrue(mosaic.products().points() < 5, mosaic.products().points() + " sources in noise");
    }

    @Test
    void tenThousandCosmicRaysDoNotMoveTheAlignment() {
        Path visit = visit("hrc", 400, 34);
        for (int i = 0; i < 3; i++) {
            Random random = new Random(100 + i);
            change(visit, i, pixels -> {
                for (int n = 0; n < 10_000; n++) {
                    pixels[random.nextInt(pixels.length)] += 300 + 3000 * random.nextFloat();
                }
            });
        }
        Mosaic mosaic = Combine.visit(visit)
                .output(folder.resolve("out"))
                .run()
                .mosaics()
                .get(0);
        for (ExposureOffset offset : mosaic.alignment().orElseThrow().offsets()) {
            assertTrue(
                    !offset.measured()
                            || Math.hypot(offset.shift().dx(), offset.shift().dy()) < 1,
                    offset.toString());
        }
    }

    private Path visit(String detector, int size, long seed) {
        Simulate.visits(1)
                .output(folder.resolve("visits"))
                .detectors(detector)
                .size(size)
                .categories(Category.GLOBULAR_CLUSTER)
                .exposures(detector.equals("ir") ? 2 : 3)
                .seed(seed)
                .run();
        try (Stream<Path> folders = Files.list(folder.resolve("visits"))) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void change(Path visit, int number, Consumer<float[]> change) {
        Path file = Visit.read(visit).exposures().get(number).file();
        FitsHeader primary;
        FitsImage science;
        FitsIntegers quality;
        try (FitsFile fits = FitsFile.open(file)) {
            primary = fits.primary();
            science = fits.image("SCI", 1);
            quality = fits.integers("DQ", 1);
        }
        change.accept(science.pixels());
        FitsFile.write(file, List.of(new FitsPart.NoData(primary), science, quality));
    }
}
