package org.mosaicworkbench.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.ImageHDU;
import nom.tam.fits.NullDataHDU;
import nom.tam.image.compression.hdu.CompressedImageHDU;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Keywords;
import org.mosaicworkbench.io.Parallel;

/** Files that deviate slightly from the standard: both header readers agree, and valid content is read. */
class FitsOddityTest {

    private static final int BLOCK = 2880;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'RMS_DEC =2.5', 2.5",
        "'RMS_DEC =-1.5D-1/ mas', -0.15",
        "'RMS_DEC =                  2.5', 2.5",
        "'RMS_DEC = 2.5', 2.5"
    })
    void aNumberRightBehindTheEqualsSignIsThatNumber(String card, double value) throws IOException {
        for (Keywords header : bothReaders(card)) {
            assertEquals(
                    value,
                    header.number("RMS_DEC").orElseThrow(),
                    header.getClass().getSimpleName());
        }
    }

    @Test
    void ofTwoCardsWithOneKeywordTheFirstCounts() throws IOException {
        for (Keywords header : bothReaders("NMATCHES=                   12", "NMATCHES=                   99")) {
            assertEquals(
                    12,
                    header.number("NMATCHES").orElseThrow(),
                    header.getClass().getSimpleName());
            assertEquals("12", header.text("NMATCHES"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, BLOCK, 3 * BLOCK})
    void zerosBehindTheLastUnitAreNoUnit(int zeros) throws IOException {
        byte[] sound = file();
        byte[] longer = Arrays.copyOf(sound, sound.length + zeros);
        for (Path file : List.of(
                Files.write(folder.resolve("a.fits"), longer),
                Files.write(folder.resolve("a.fits.gz"), gzip(longer)))) {
            try (FitsFile fits = FitsFile.open(file)) {
                assertEquals(2, fits.headers().size());
                assertArrayEquals(new float[] {1, 2}, fits.image("SCI", 1).pixels());
            }
            assertEquals(2, HeaderScan.of(file, "SCI", 1).number("NAXIS1").orElseThrow());
        }
    }

    @Test
    void aUnitThatBeginsBehindTheLastWholeOneIsCutOff() throws IOException {
        byte[] sound = file();
        byte[] longer = Arrays.copyOf(sound, sound.length + BLOCK);
        System.arraycopy(card("XTENSION= 'IMAGE   '"), 0, longer, sound.length, 80);
        Path file = Files.write(folder.resolve("a.fits"), longer);
        try (FitsFile fits = FitsFile.open(file)) {
            assertTrue(assertThrows(BadInput.class, fits::headers).getMessage().startsWith(file + ": is truncated"));
        }
    }

    @Test
    void aFileIsPackedByWhatItHoldsAndNotByItsName() throws IOException {
        Path plain = Files.write(folder.resolve("plain.fits.gz"), file("CRVAL1  =                  1.0"));
        Path packed = Files.write(folder.resolve("packed.fits"), gzip(file("CRVAL1  =                  1.0")));
        for (Path file : List.of(plain, packed)) {
            Path copy = HeaderPatch.copy(
                    file, folder.resolve("copy.fits"), List.of(new HeaderPatch.Change("SCI", 1, "CRVAL1", 2)));
            try (FitsFile fits = FitsFile.open(copy)) {
                assertEquals(2, fits.requiredHeader("SCI", 1).number("CRVAL1", 0));
            }
            try (FitsFile fits = FitsFile.open(file)) {
                assertArrayEquals(new float[] {1, 2}, fits.image("SCI", 1).pixels());
            }
        }
    }

    @Test
    void aLetterThatFitsCannotHoldIsReplaced() throws IOException {
        byte[] odd = file(
                "PR_INV_L= 'M\u00fcller  '",
                "OBSERVER= 'x       '           / \u00e9",
                "HISTORY by M\u00fcller",
                "COMMENT \u00e9");
        try (FitsFile fits = FitsFile.open(Files.write(folder.resolve("a.fits"), odd))) {
            FitsHeader header = fits.requiredHeader("SCI", 1);
            FitsHeader copy = header.edit()
                    .set("PR_INV_L", header.text("PR_INV_L"), "")
                    .set("TARGNAME", "\u03b1 Cen", "")
                    .set("OBSERVER", "y", "")
                    .done();
            FitsFile.write(
                    folder.resolve("b.fits"),
                    List.of(new FitsPart.NoData(FitsHeader.empty()), new FitsPart.NoData(copy)));
        }
        try (FitsFile fits = FitsFile.open(folder.resolve("b.fits"))) {
            FitsHeader header = fits.requiredHeader("SCI", 1);
            assertEquals("M?ller", header.text("PR_INV_L"));
            assertEquals("? Cen", header.text("TARGNAME"));
            assertEquals("y", header.text("OBSERVER"));
            assertTrue(header.lines().contains("HISTORY by M?ller"), header.toString());
        }
    }

    @Test
    void anImageThatIsPackedInTilesIsRead() throws Exception {
        Path file = folder.resolve("a.fits.fz");
        float[][] pixels = new float[20][30];
        short[][] flags = new short[20][30];
        for (int i = 0; i < 600; i++) {
            pixels[i / 30][i % 30] = i % 7 == 3 ? Float.NaN : i / 3f;
            flags[i / 30][i % 30] = (short) (i % 5);
        }
        try (Fits fits = new Fits()) {
            fits.addHDU(new NullDataHDU());
            fits.addHDU(packed("SCI", pixels, "GZIP_2"));
            fits.addHDU(packed("DQ", flags, "RICE_1"));
            fits.write(file.toFile());
        }
        try (FitsFile fits = FitsFile.open(file)) {
            FitsImage image = fits.image("SCI", 1);
            assertEquals(30, image.width());
            assertEquals("SCI", image.header().name());
            List<Double> seen = new ArrayList<>();
            fits.eachPixel("SCI", 1, (at, value) -> seen.add(value));
            for (int i = 0; i < 600; i++) {
                assertEquals(pixels[i / 30][i % 30], image.pixels()[i]);
                assertEquals(flags[i / 30][i % 30], fits.integers("DQ", 1).pixels()[i]);
            }
            assertEquals(600, seen.size());
        }
        HeaderScan scan = HeaderScan.of(file, "SCI", 1);
        assertEquals(30, scan.number("NAXIS1").orElseThrow());
        assertEquals("-32", scan.text("BITPIX"));
    }

    @Test
    void aPackingThatIsNotReadRightIsRefused() throws Exception {
        Path file = folder.resolve("a.fits.fz");
        try (Fits fits = new Fits()) {
            CompressedImageHDU image = packed("SCI", new float[20][30], "GZIP_2");
            image.addValue("ZSCALE", 0.5, "");
            image.addValue("ZQUANTIZ", "NO_DITHER", "");
            fits.addHDU(new NullDataHDU());
            fits.addHDU(image);
            fits.write(file.toFile());
        }
        try (FitsFile fits = FitsFile.open(file)) {
            assertEquals(
                    file
                            + ": is tile-compressed with ZQUANTIZ NO_DITHER, which is not supported; decompress it with"
                            + " funpack",
                    assertThrows(BadInput.class, () -> fits.image("SCI", 1)).getMessage());
        }
    }

    private static CompressedImageHDU packed(String name, Object pixels, String algorithm) throws FitsException {
        ImageHDU image = (ImageHDU) Fits.makeHDU(pixels);
        image.addValue("EXTNAME", name, "");
        CompressedImageHDU packed = CompressedImageHDU.fromImageHDU(image, 30, 1);
        packed.setCompressAlgorithm(algorithm).setQuantAlgorithm((String) null).compress();
        packed.addValue("EXTNAME", name, "");
        return packed;
    }

    private List<Keywords> bothReaders(String... cards) throws IOException {
        Path file = Files.write(folder.resolve("a.fits"), file(cards));
        try (FitsFile fits = FitsFile.open(file)) {
            return List.of(fits.requiredHeader("SCI", 1), HeaderScan.of(file, "SCI", 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 1, 24, -16})
    void pixelsOfNoKnownKindAreRefusedByThatNumber(int bits) throws IOException {
        String card = String.format("BITPIX  = %20d", bits);
        String text = new String(file(), StandardCharsets.ISO_8859_1).replace("BITPIX  =                  -32", card);
        Path file = Files.write(folder.resolve("a.fits"), text.getBytes(StandardCharsets.ISO_8859_1));
        BadInput refused = assertThrows(BadInput.class, () -> {
            try (FitsFile fits = FitsFile.open(file)) {
                fits.eachPixel("SCI", 1, (at, value) -> true);
            }
        });
        String said = file + ": is not a valid FITS file (BITPIX is '" + bits + "')";
        assertTrue(refused.getMessage().startsWith(said), refused.getMessage());
    }

    @Test
    void threadsReadOneHeader() {
        FitsHeader.Editor editor = FitsHeader.empty().edit();
        for (int i = 0; i < 60; i++) {
            editor.set("KEY" + i, i, "");
        }
        FitsHeader header = editor.done();
        List<Integer> wrong = Parallel.map(List.of(0, 1, 2, 3), 4, thread -> {
            int other = 0;
            for (int i = 0; i < 100_000; i++) {
                int key = (i * 7 + thread) % 61;
                other += header.number("KEY" + key, 60) == key ? 0 : 1;
            }
            return other;
        });
        assertEquals(List.of(0, 0, 0, 0), wrong);
    }

    /** A file with an image of the pixels 1 and 2 and additional header cards. */
    private static byte[] file(String... more) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header(
                "SIMPLE  =                    T",
                "BITPIX  =                    8",
                "NAXIS   =                    0",
                "EXTEND  =                    T"));
        List<String> cards = new ArrayList<>(List.of(
                "XTENSION= 'IMAGE   '",
                "BITPIX  =                  -32",
                "NAXIS   =                    2",
                "NAXIS1  =                    2",
                "NAXIS2  =                    1",
                "PCOUNT  =                    0",
                "GCOUNT  =                    1",
                "EXTNAME = 'SCI     '"));
        cards.addAll(List.of(more));
        all.writeBytes(header(cards.toArray(String[]::new)));
        byte[] data = new byte[BLOCK];
        ByteBuffer.wrap(data).putFloat(1).putFloat(2);
        all.writeBytes(data);
        return all.toByteArray();
    }

    private static byte[] header(String... cards) {
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) ' ');
        for (int i = 0; i < cards.length; i++) {
            System.arraycopy(card(cards[i]), 0, block, 80 * i, 80);
        }
        System.arraycopy(card("END"), 0, block, 80 * cards.length, 80);
        return block;
    }

    private static byte[] card(String text) {
        return String.format("%-80s", text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
