package org.mosaicworkbench.mosaic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/** The real exposures of NGC 104, processed in memory and on disk. */
@Slow
class DetectorMosaicTest {

    private static final Path NGC104 = Path.of("data-samples/ngc104/j8bt06");

    private static final Path INFRARED = Path.of("data-samples/visits/ivax01");

    @TempDir
    Path folder;

    @Test
    void aSmallMemoryAndAnyNumberOfThreadsMakeTheSameBytes() throws IOException {
        List<Path> large = images(write(NGC104, "large", AlignMode.FULL, Long.MAX_VALUE, 1));
        List<Path> small = images(write(NGC104, "small", AlignMode.FULL, 0, 3));
        assertTrue(large.size() >= 6, "total, filter and four exposures: " + large);
        for (int i = 0; i < large.size(); i++) {
            assertEquals(large.get(i).getFileName(), small.get(i).getFileName());
            assertEquals(
                    -1, Files.mismatch(large.get(i), small.get(i)), large.get(i).toString());
        }
    }

    /** Rejection considers pixels flagged by an earlier rejection; the single-exposure image excludes them. */
    @Test
    void pixelsThatAreFlaggedAsHitAreNotInTheExposuresOwnImage() {
        Path visit = folder.resolve("visit");
        Visit.read(NGC104).exposures().forEach(e -> flag(e.file(), visit));
        Mosaic plain = write(NGC104, "plain", AlignMode.NONE, Long.MAX_VALUE, 2);
        Mosaic flagged = write(visit, "flagged", AlignMode.NONE, Long.MAX_VALUE, 2);
        assertArrayEquals(
                pixels(plain.images().total()), pixels(flagged.images().total()));
        float[] own = pixels(plain.images().single().get(0));
        float[] without = pixels(flagged.images().single().get(0));
        int lost = 0;
        for (int i = 0; i < own.length; i++) {
            lost += Float.isNaN(without[i]) && !Float.isNaN(own[i]) ? 1 : 0;
        }
        assertTrue(lost > 200 && lost < 900, lost + " pixels have nothing left of 20 x 20 that are flagged");
    }

    /** Windows of one real exposure of a crowded core, whose medians differ by 6 e-; each gets its own sky. */
    @Test
    void injectedSkiesOfRealExposuresAreRecoveredAndLeaveTheImagesAsTheyWere() {
        double[] injected = {0, 40, 90, 15};
        Path visit = folder.resolve("visit");
        List<Exposure> exposures = Visit.read(NGC104).exposures();
        for (int i = 0; i < injected.length; i++) {
            double more = injected[i];
            change(exposures.get(i).file(), visit, (science, quality) -> {
                for (int k = 0; k < science.pixels().length; k++) {
                    science.pixels()[k] += (float) more;
                }
            });
        }
        Mosaic plain = write(NGC104, "plain", AlignMode.NONE, Long.MAX_VALUE, 2);
        Mosaic changed = write(visit, "changed", AlignMode.NONE, Long.MAX_VALUE, 2);
        double mean = 0;
        for (int i = 0; i < injected.length; i++) {
            Mosaic.ExposureNote note = changed.exposures().get(i);
            double above =
                    note.exptime() * (note.sky() - changed.exposures().get(0).sky());
            assertEquals(injected[i], above, 0.3, note.rootname());
            mean += note.exptime() * note.sky() / injected.length;
        }
        try (FitsFile file = FitsFile.open(changed.images().total())) {
            assertEquals(mean, file.requiredHeader("SCI", 1).number("MDRIZSKY", 0), 1e-3);
        }
        float[] before = pixels(plain.images().total());
        float[] after = pixels(changed.images().total());
        int others = 0;
        for (int i = 0; i < before.length; i++) {
            others += Math.abs(before[i] - after[i]) * 60 > 1 + 0.02 * Math.abs(before[i] * 60) ? 1 : 0;
        }
        assertTrue(others < 200, others + " pixels of the mosaic are others, where more noise hides a cosmic ray");
    }

    @Test
    void whatTheRampsFitOfAnInfraredExposureLeftIsTakenOut() {
        Path visit = folder.resolve("infrared");
        List<Exposure> exposures = Visit.read(INFRARED).exposures();
        for (int i = 0; i < exposures.size(); i++) {
            boolean hit = i == 1;
            change(exposures.get(i).file(), visit, (science, quality) -> {
                for (int k = 0; hit && k < 5; k++) {
                    science.pixels()[(60 + 20 * k) * science.width() + 100] += 300;
                }
            });
        }
        DetectorMosaic.Settings settings = new DetectorMosaic.Settings(
                Drizzle.standard().threads(2), AlignMode.RELATIVE, CosmicRayRejection.ALWAYS, false, Long.MAX_VALUE);
        Visit read = Visit.read(visit);
        List<Mosaic.ExposureNote> notes = new DetectorMosaic(read, Detector.IR, folder.resolve("ir"), settings)
                .write()
                .exposures();
        assertTrue(hits(notes.get(1)) >= 5 && hits(notes.get(1)) < 40, notes.toString());
        assertTrue(hits(notes.get(0)) < 10 && hits(notes.get(2)) < 10, notes.toString());
    }

    private static int hits(Mosaic.ExposureNote note) {
        assertTrue(note.note().endsWith(" pixels hit by cosmic rays"), note.note());
        return Integer.parseInt(note.note().replaceFirst(" .*", ""));
    }

    private Mosaic write(Path visit, String output, AlignMode align, long memory, int threads) {
        Visit read = Visit.read(visit);
        DetectorMosaic.Settings settings = new DetectorMosaic.Settings(
                Drizzle.standard().threads(threads), align, CosmicRayRejection.ALWAYS, true, memory);
        return new DetectorMosaic(read, Detector.HRC, folder.resolve(output), settings).write();
    }

    private static List<Path> images(Mosaic mosaic) {
        return Stream.of(
                        List.of(mosaic.images().total()),
                        mosaic.images().filters(),
                        mosaic.images().single())
                .flatMap(List::stream)
                .toList();
    }

    private static float[] pixels(Path image) {
        try (FitsFile file = FitsFile.open(image)) {
            return file.image("SCI", 1).pixels();
        }
    }

    /** A copy in which a square is flagged as hit by a cosmic ray. */
    private static void flag(Path exposure, Path visit) {
        change(exposure, visit, (science, quality) -> {
            for (int y = 40; y < 60; y++) {
                for (int x = 50; x < 70; x++) {
                    quality.pixels()[y * quality.width() + x] |= Detector.COSMIC_RAY;
                }
            }
        });
    }

    private static void change(Path exposure, Path visit, BiConsumer<FitsImage, FitsIntegers> change) {
        try (FitsFile file = FitsFile.open(exposure)) {
            FitsImage science = file.image("SCI", 1);
            FitsIntegers quality = file.integers("DQ", 1);
            change.accept(science, quality);
            FitsFile.write(
                    visit.resolve(exposure.getFileName()),
                    List.of(new FitsPart.NoData(file.primary()), science, quality));
        }
    }
}
