package org.mosaicworkbench.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class HeaderScanTest {

    private static final Path REAL = Path.of("src/test/resources/ngc104/j8bt06nyq_flt.fits.gz");

    @TempDir
    Path folder;

    private static byte[] block(String... cards) {
        StringBuilder text = new StringBuilder();
        for (String card : cards) {
            text.append(String.format("%-80s", card));
        }
        byte[] block = new byte[(text.length() + 2879) / 2880 * 2880];
        Arrays.fill(block, (byte) ' ');
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, 0, bytes.length);
        return block;
    }

    private Path file(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return Files.write(folder.resolve("scan.fits"), all.toByteArray());
    }

    private static byte[] primary() {
        return block(
                "SIMPLE  =                    T",
                "BITPIX  =                    8",
                "NAXIS   =                    0",
                "END");
    }

    private static byte[] sci(String... more) {
        String[] start = {
            "XTENSION= 'IMAGE   '",
            "BITPIX  =                  -32",
            "NAXIS   =                    2",
            "NAXIS1  =                   30 / width",
            "NAXIS2  =                   30",
            "PCOUNT  =                    0",
            "GCOUNT  =                    1",
            "EXTNAME = 'SCI     '           / name"
        };
        String[] all = Arrays.copyOf(start, start.length + more.length + 1);
        System.arraycopy(more, 0, all, start.length, more.length);
        all[all.length - 1] = "END";
        return block(all);
    }

    @Test
    void aRealHeaderIsReadAsTheWholeReaderReadsIt() {
        HeaderScan scan = HeaderScan.of(REAL, "dq", 1);
        HeaderScan sci = HeaderScan.of(REAL, "SCI", 1);
        try (FitsFile file = FitsFile.open(REAL)) {
            FitsHeader whole = file.requiredHeader("SCI", 1);
            for (String line : whole.lines()) {
                String keyword = line.substring(0, Math.min(8, line.length())).strip();
                if (!keyword.isEmpty() && !List.of("HISTORY", "COMMENT").contains(keyword)) {
                    assertEquals(whole.number(keyword), sci.number(keyword), keyword);
                    assertEquals(whole.text(keyword), sci.text(keyword), keyword);
                }
            }
            assertEquals(file.requiredHeader("DQ", 1).number("BITPIX"), scan.number("BITPIX"));
        }
    }

    @Test
    void valuesOfEveryKindAreRead() throws IOException {
        Path path = file(
                primary(),
                sci(
                        "RMS_RA  =    5.879633180095014 / mas",
                        "BIG     =              1.5D+03",
                        "QUOTE   = 'it''s / here'       / comment",
                        "EMPTY   =",
                        "BLANK   = '        '",
                        "NUMTEXT = '5       '",
                        "LONG    = 'undistorted &'",
                        "CONTINUE  'a posteriori &'",
                        "CONTINUE  'solution'",
                        "KEYLIKE 1"),
                new byte[2 * 2880]);
        HeaderScan scan = HeaderScan.of(path, "SCI", 1);
        assertEquals(OptionalDouble.of(5.879633180095014), scan.number("RMS_RA"));
        assertEquals(OptionalDouble.of(1500), scan.number("BIG"));
        assertEquals("it's / here", scan.text("QUOTE"));
        assertEquals("", scan.text("EMPTY"));
        assertEquals("", scan.text("BLANK"));
        assertEquals("5", scan.text("NUMTEXT"));
        assertEquals(OptionalDouble.empty(), scan.number("NUMTEXT"));
        assertEquals("undistorted a posteriori solution", scan.text("LONG"));
        assertEquals("", scan.text("KEYLIKE"));
        assertEquals("", scan.text("RMS"));
        assertEquals(OptionalDouble.empty(), scan.number("NOTHERE"));
    }

    @Test
    void laterVersionsStandBehindTheDataOfEarlierOnes() throws IOException {
        byte[] data = new byte[2 * 2880];
        Path path = file(
                primary(),
                sci("MARK    =                    1"),
                data,
                sci("EXTVER  =                    2", "MARK    =                    2"),
                data);
        assertEquals("1", HeaderScan.of(path, "SCI", 1).text("MARK"));
        assertEquals("2", HeaderScan.of(path, "SCI", 2).text("MARK"));
        assertEquals(
                path + ": has no extension ERR,1; give an image from Hubble's pipeline",
                assertThrows(BadInput.class, () -> HeaderScan.of(path, "ERR", 1))
                        .getMessage());
    }

    @Test
    void aFileThatIsCutOffAnywhereIsNamed() throws IOException {
        byte[] header = sci();
        byte[][] parts = {primary(), header, new byte[2 * 2880]};
        byte[] whole = Files.readAllBytes(file(parts));
        for (int length : new int[] {2881, 4000, 5760, 5761, 5760 + 3599}) {
            Path cut = Files.write(folder.resolve("cut.fits"), Arrays.copyOf(whole, length));
            assertEquals(
                    cut + ": is truncated: it is shorter than its headers state; fetch it again or regenerate it",
                    assertThrows(BadInput.class, () -> HeaderScan.of(cut, "SCI", 1))
                            .getMessage(),
                    "at " + length);
        }
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(whole);
        }
        Path gz = Files.write(folder.resolve("whole.fits.gz"), zipped.toByteArray());
        assertEquals("30", HeaderScan.of(gz, "SCI", 1).text("NAXIS1"));
        Path cutGz = Files.write(folder.resolve("cut.fits.gz"), Arrays.copyOf(zipped.toByteArray(), 60));
        assertEquals(
                cutGz + ": is truncated: it is shorter than its headers state; fetch it again or regenerate it",
                assertThrows(BadInput.class, () -> HeaderScan.of(cutGz, "SCI", 1))
                        .getMessage());
    }

    @Test
    void whatIsNoFitsFileIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.fits"), "hello");
        assertEquals(
                text + ": is not a FITS file (it does not begin with SIMPLE); give a file from Hubble's pipeline",
                assertThrows(BadInput.class, () -> HeaderScan.of(text, "SCI", 1))
                        .getMessage());
        Path odd = file(
                block(
                        "SIMPLE  =                    T",
                        "BITPIX  =                  odd",
                        "NAXIS   =  1",
                        "NAXIS1  =  1",
                        "END"),
                new byte[2880]);
        assertEquals(
                odd + ": is not a valid FITS file (For input string: \"odd\"); fetch it again or regenerate it",
                assertThrows(BadInput.class, () -> HeaderScan.of(odd, "SCI", 1)).getMessage());
        assertEquals(
                folder.resolve("no.fits") + ": no such file; check the path",
                assertThrows(BadInput.class, () -> HeaderScan.of(folder.resolve("no.fits"), "SCI", 1))
                        .getMessage());
    }

    @Test
    void aGzippedFileCutOffBehindTheExtensionIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(REAL);
        for (int left : new int[] {whole.length - 1, whole.length - 8, whole.length / 2}) {
            Path cut = Files.write(folder.resolve(left + ".fits.gz"), Arrays.copyOf(whole, left));
            assertEquals(
                    cut + ": is truncated: it is shorter than its headers state; fetch it again or regenerate it",
                    assertThrows(BadInput.class, () -> HeaderScan.of(cut, "SCI", 1))
                            .getMessage());
        }
    }
}
