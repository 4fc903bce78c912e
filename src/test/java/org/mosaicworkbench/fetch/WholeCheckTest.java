package org.mosaicworkbench.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.archive.LocalVisit;

class WholeCheckTest {

    private static final int BLOCK = 2880;

    @TempDir
    Path folder;

    private Optional<String> fault(byte[] bytes, String name) throws IOException {
        return WholeCheck.fault(
                Files.write(folder.resolve(name + ".part"), bytes), new Product(name, "", Product.UNKNOWN, ""));
    }

    @Test
    void aFitsFileThatIsCutAnywhereIsNotComplete() throws IOException {
        byte[] whole = LocalVisit.image(folder, "seed", 3).bytes();
        assertEquals(Optional.empty(), fault(whole, "a.fits"));
        for (int block = 0; block <= whole.length; block += BLOCK) {
            for (int length : new int[] {block - 1, block, block + 1, block + BLOCK / 2}) {
                if (length >= 0 && length < whole.length) {
                    assertTrue(
                            fault(Arrays.copyOf(whole, length), "a.fits").isPresent(), length + " of " + whole.length);
                }
            }
        }
    }

    @Test
    void whereTheArchiveSaysTheSizeTheNumberOfExtensionsDoesNotDecide() throws IOException {
        byte[] bytes = LocalVisit.image(folder, "seed", 1).bytes();
        System.arraycopy(LocalVisit.image(folder, "seed", 2).bytes(), 0, bytes, 0, BLOCK);
        Path file = Files.write(folder.resolve("a.part"), bytes);
        assertEquals(
                Optional.of("it has 1 of 2 extensions"),
                WholeCheck.fault(file, new Product("a.fits", "", Product.UNKNOWN, "")));
        assertEquals(Optional.empty(), WholeCheck.fault(file, new Product("a.fits", "", bytes.length, "")));
        assertEquals(
                Optional.of("it has " + bytes.length + " bytes, but the archive lists 7"),
                WholeCheck.fault(file, new Product("a.fits", "", 7, "")));
    }

    @Test
    void aPackedFitsFileIsReadToItsEnd() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(LocalVisit.image(folder, "seed", 3).bytes());
        }
        byte[] whole = packed.toByteArray();
        assertEquals(Optional.empty(), fault(whole, "a.fits.gz"));
        for (int length = 0; length < whole.length; length += 37) {
            assertTrue(fault(Arrays.copyOf(whole, length), "a.fits.gz").isPresent(), length + " of " + whole.length);
        }
    }

    @Test
    void pagesAreNoTablesAndNoTexts() throws IOException {
        byte[] page = "\n<!DOCTYPE html><html>log in</html>".getBytes(StandardCharsets.UTF_8);
        assertEquals(Optional.of("it is an HTML page"), fault(page, "a_trl.txt"));
        assertEquals(Optional.of("it is not an ECSV table"), fault(page, "a_point-cat.ecsv"));
        assertEquals(Optional.of("it is not a complete FITS file"), fault(page, "a.fits"));
        assertEquals(Optional.empty(), fault("<log>".getBytes(StandardCharsets.UTF_8), "a_trl.txt"));
        assertEquals(Optional.empty(), fault(LocalVisit.catalog("1").bytes(), "a_point-cat.ecsv"));
    }
}
