package org.mosaicworkbench.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.io.BadInput;

class FitsFileTest {

    @TempDir
    Path folder;

    @Test
    void theRealExposureIsReadAsAstropyReadsIt() {
        try (FitsFile file = FitsFile.open(Real.EXPOSURE)) {
            assertEquals(
                    List.of("PRIMARY", "SCI", "DQ"),
                    file.headers().stream().map(FitsHeader::name).toList());
            assertEquals("NGC104", file.primary().text("TARGNAME"));
            assertEquals(60.0, file.primary().number("EXPTIME", 0));
            assertEquals("9019", file.primary().text("PROPOSID"));
            FitsImage sci = file.image("sci", 1);
            assertEquals(1024, sci.width());
            assertEquals(79.993805f, sci.at(1, 1));
            assertEquals(310.21164f, sci.at(1024, 1));
            assertEquals(129.10884f, sci.at(100, 900));
            FitsIntegers dq = file.integers("DQ", 1);
            assertEquals(
                    1017902,
                    Arrays.stream(dq.pixels()).filter(flag -> flag == 0).count());
            assertEquals(
                    10811,
                    Arrays.stream(dq.pixels()).filter(flag -> flag == 4104).count());
        }
    }

    @Test
    void whatIsWrittenIsReadAgainPlainAndZipped() {
        FitsHeader primary = FitsHeader.empty()
                .edit()
                .set("TARGNAME", "NGC104", "proposer's target name")
                .done();
        FitsHeader sci = FitsHeader.empty()
                .edit()
                .set("EXTNAME", "SCI", "")
                .set("EXTVER", 2, "")
                .set("CRVAL1", 6.027148333333123, "[deg] first axis")
                .set("CD1_1", -7.353560977273812e-06, "")
                .history("made by hand")
                .done();
        FitsHeader ctx = FitsHeader.empty().edit().set("EXTNAME", "CTX", "").done();
        float[] pixels = {1.5f, Float.NaN, -3e20f, 4, 5, 6};
        int[] flags = {1, -2, Integer.MAX_VALUE, 1 << 30};
        for (String name : List.of("a.fits", "a.fits.gz")) {
            Path place = FitsFile.write(
                    folder.resolve(name),
                    List.of(
                            new FitsPart.NoData(primary),
                            new FitsImage(sci, 3, 2, pixels),
                            new FitsIntegers(ctx, 2, 2, flags)));
            try (FitsFile file = FitsFile.open(place)) {
                assertEquals("NGC104", file.primary().text("TARGNAME"));
                FitsImage read = file.image("SCI", 2);
                assertArrayEquals(pixels, read.pixels());
                assertEquals(6.027148333333123, read.header().number("CRVAL1", 0));
                assertEquals(-7.353560977273812e-06, read.header().number("CD1_1", 0));
                assertTrue(read.header().lines().contains("HISTORY made by hand"), read.header()::toString);
                assertArrayEquals(flags, file.integers("CTX", 1).pixels());
            }
        }
    }

    @Test
    void aLargeImageIsTheSamePlainAndZipped() {
        float[] pixels = new float[700 * 600];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 1000 == 0 ? Float.NaN : i * 0.5f - 7;
        }
        FitsImage image = new FitsImage(
                FitsHeader.empty().edit().set("EXTNAME", "SCI", "").done(), 700, 600, pixels);
        for (String name : List.of("large.fits", "large.fits.gz")) {
            Path place = FitsFile.write(folder.resolve(name), List.of(new FitsPart.NoData(FitsHeader.empty()), image));
            try (FitsFile file = FitsFile.open(place)) {
                assertArrayEquals(pixels, file.image("SCI", 1).pixels());
            }
        }
    }

    @Test
    void historyOfTheFullWidthKeepsEveryLetter() throws IOException {
        Path copy;
        List<String> before;
        try (FitsFile file = FitsFile.open(Real.EXPOSURE)) {
            FitsImage sci = file.image("SCI", 1);
            before = sci.header().lines().stream()
                    .filter(line -> line.startsWith("HISTORY"))
                    .toList();
            copy = FitsFile.write(
                    folder.resolve("copy.fits"), List.of(new FitsPart.NoData(file.primary()), sci.cut(1, 1, 2, 2)));
        }
        String bytes = Files.readString(copy, StandardCharsets.ISO_8859_1);
        assertEquals("HISTORY The following throughput tables were used: crotacomp$hst_ota_007_syn.fit", before.get(0));
        for (String line : before) {
            assertTrue(bytes.contains(String.format("%-80s", line)), line);
        }
    }

    @Test
    void anEditLeavesTheOriginalAsItWas() {
        FitsHeader before =
                FitsHeader.empty().edit().set("EXPTIME", 60.0, "seconds").done();
        FitsHeader after =
                before.edit().set("EXPTIME", 70.0, "").remove("MISSING").done();
        assertEquals(60.0, before.number("EXPTIME", 0));
        assertEquals(70.0, after.number("EXPTIME", 0));
        assertTrue(after.toString().endsWith("/ seconds"), after::toString);
    }

    @Test
    void unsignedAndBlankIntegersBecomeTheirValues() throws IOException {
        FitsHeader header = FitsHeader.empty().edit().set("EXTNAME", "SCI", "").done();
        Path place = FitsFile.write(
                folder.resolve("i.fits"),
                List.of(new FitsPart.NoData(FitsHeader.empty()), new FitsIntegers(header, 2, 1, new int[] {-5, 7})));
        byte[] bytes = Files.readAllBytes(place);
        insertCards(bytes, "BZERO   =                 10.0", "BLANK   =                   -5");
        Files.write(place, bytes);
        try (FitsFile file = FitsFile.open(place)) {
            assertArrayEquals(new float[] {Float.NaN, 17}, file.image("SCI", 1).pixels());
        }
    }

    @Test
    void badFilesAreNamedWithWhatIsWrong() throws IOException {
        assertBad("no such file; check the path", folder.resolve("none.fits"));
        assertBad("is a folder, not a FITS file; give a file", folder);
        assertBad("is empty; fetch it again or regenerate it", Files.createFile(folder.resolve("empty.fits")));
        assertBad(
                "is not a FITS file (it does not begin with SIMPLE); give a file from Hubble's pipeline",
                Files.writeString(folder.resolve("text.fits"), "Dear reader, this is text and no image."));
    }

    @Test
    void cutOffFilesAreSaidToBe() throws IOException {
        byte[] zipped = Files.readAllBytes(Real.EXPOSURE);
        byte[] plain = gunzip(Real.EXPOSURE);
        for (int length :
                new int[] {100, 2880, 9_000, 20_170, 20_190, 23_050, 30_000, 60_000, 2_000_000, plain.length - 2_000_000
                }) {
            assertCutOff(Files.write(folder.resolve(length + ".fits"), Arrays.copyOf(plain, length)));
        }
        for (int length : new int[] {2_000, 3_000, 4_000, 6_000, 100_000, zipped.length / 2}) {
            assertCutOff(Files.write(folder.resolve(length + ".fits.gz"), Arrays.copyOf(zipped, length)));
        }
    }

    @Test
    void aMissingOrUnfitExtensionIsNamed() {
        try (FitsFile file = FitsFile.open(Real.EXPOSURE)) {
            assertEquals(
                    Real.EXPOSURE + ": has no extension SCI,2; give an image from Hubble's pipeline",
                    assertThrows(BadInput.class, () -> file.image("SCI", 2)).getMessage());
            assertEquals(
                    Real.EXPOSURE
                            + ": extension SCI,1 holds floating-point numbers where integers belong (BITPIX -32); "
                            + "check the file",
                    assertThrows(BadInput.class, () -> file.integers("SCI", 1)).getMessage());
            assertEquals(
                    Real.EXPOSURE + ": extension PRIMARY has 0 axes of 0 x 0 pixels; an image has two; "
                            + "check the file",
                    assertThrows(BadInput.class, () -> file.image("PRIMARY", 1)).getMessage());
        }
    }

    @Test
    void aPatchedCopyDiffersInItsCardAlone() throws IOException {
        Path copy = HeaderPatch.copy(
                Real.EXPOSURE,
                folder.resolve("copy.fits"),
                List.of(new HeaderPatch.Change("SCI", 1, "CRVAL1", 6.027148333333123)));
        byte[] before = gunzip(Real.EXPOSURE);
        byte[] after = Files.readAllBytes(copy);
        assertEquals(before.length, after.length);
        int first = Arrays.mismatch(before, after);
        int card = first / 80 * 80;
        assertEquals(
                "CRVAL1  =    6.027148333333123 / first axis value at reference pixel",
                new String(after, card, 80, StandardCharsets.US_ASCII).stripTrailing());
        System.arraycopy(before, card, after, card, 80);
        assertArrayEquals(before, after);
        try (FitsFile file = FitsFile.open(HeaderPatch.copy(copy, folder.resolve("again.fits.gz"), List.of()))) {
            assertEquals(1024, file.image("SCI", 1).width());
        }
    }

    @Test
    void aPatchRefusesWhatIsNotThereAndItsOwnSource() {
        Path target = folder.resolve("copy.fits");
        assertEquals(
                Real.EXPOSURE + ": extension SCI,1 has no CRVAL9; give an exposure with a world coordinate system",
                assertThrows(
                                BadInput.class,
                                () -> HeaderPatch.copy(
                                        Real.EXPOSURE, target, List.of(new HeaderPatch.Change("SCI", 1, "CRVAL9", 1))))
                        .getMessage());
        assertEquals(
                Real.EXPOSURE + ": would be overwritten by its own copy; choose another place for the copy",
                assertThrows(BadInput.class, () -> HeaderPatch.copy(Real.EXPOSURE, Real.EXPOSURE, List.of()))
                        .getMessage());
        assertTrue(Files.notExists(target));
    }

    private static byte[] gunzip(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private static void insertCards(byte[] file, String... cards) {
        int end = new String(file, StandardCharsets.ISO_8859_1).indexOf("END  ", 2880);
        for (int i = 0; i < cards.length; i++) {
            byte[] card = String.format("%-80s", cards[i]).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(card, 0, file, end + 80 * i, 80);
        }
        byte[] last = String.format("%-80s", "END").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(last, 0, file, end + 80 * cards.length, 80);
    }

    private static void assertBad(String message, Path path) {
        assertEquals(
                path + ": " + message,
                assertThrows(BadInput.class, () -> FitsFile.open(path)).getMessage());
    }

    private static void assertCutOff(Path path) {
        BadInput bad = assertThrows(
                BadInput.class,
                () -> {
                    try (FitsFile file = FitsFile.open(path)) {
                        file.image("SCI", 1);
                        file.integers("DQ", 1);
                    }
                },
                path::toString);
        assertEquals(
                path + ": is truncated: it is shorter than its headers state; fetch it again or regenerate it",
                bad.getMessage());
    }
}
