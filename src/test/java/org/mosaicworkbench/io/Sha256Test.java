package org.mosaicworkbench.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digests of the examples in FIPS 180-4. */
class Sha256Test {

    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    private Path folder;

    @Test
    void textsAndFilesHaveTheStandardsDigests() throws IOException {
        Path file = Files.writeString(folder.resolve("abc"), "abc");
        assertEquals(OF_ABC, Sha256.of("abc"));
        assertEquals(OF_ABC, Sha256.of(file));
        assertEquals(OF_NOTHING, Sha256.of(""));
        assertArrayEquals(Sha256.ofBytes("abc"), Sha256.ofBytes(file));
    }

    @Test
    void piecesGiveTheDigestOfTheWhole() {
        MessageDigest running = Sha256.running();
        running.update((byte) 'a');
        running.update(new byte[] {'b', 'c'});
        assertEquals(OF_ABC, Sha256.hex(running.digest()));
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        Path missing = folder.resolve("gone.csv");
        assertEquals(missing + ": there is no such file; restore it, or give its current path", message(missing));
        assertEquals(folder + ": cannot be read; check its permissions and the disk it is on", message(folder));
    }

    private static String message(Path file) {
        return assertThrows(BadInput.class, () -> Sha256.of(file)).getMessage();
    }
}
