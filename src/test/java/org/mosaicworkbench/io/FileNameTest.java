package org.mosaicworkbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    private static final Path FOLDER = Path.of("out");

    @ParameterizedTest
    @ValueSource(strings = {"hst_9019_06_acs_hrc_total_j8bt06", "f606w;clear2s", "M 31", "K\u00f6nig", "a..b", "x.png"})
    void namesOfTheFieldAreTaken(String name) {
        assertEquals(Path.of("out", name), FileName.in(FOLDER, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../x",
                "/etc/passwd",
                "a/b",
                "a\\b",
                ".hidden",
                "-rf",
                "a\nb",
                "a\u0000b",
                "a\u001b[2J",
                "a\u202egnp.exe",
                "a\u2028b"
            })
    void whatLeadsElsewhereOrHidesSomethingIsRefused(String name) {
        assertThrows(BadInput.class, () -> FileName.in(FOLDER, name));
        assertThrows(BadInput.class, () -> FileName.below(FOLDER, "a/" + name + "/../b"));
    }

    @Test
    void aNameLongerThanFileSystemsTakeIsRefused() {
        assertEquals(200, FileName.require("x", "a".repeat(200)).length());
        assertThrows(BadInput.class, () -> FileName.require("x", "a".repeat(201)));
        assertThrows(BadInput.class, () -> FileName.require("x", "\u00f6".repeat(101)));
    }

    @Test
    void foldersBelowAreTakenNameByName() {
        assertEquals(Path.of("out", "a", "b"), FileName.below(FOLDER, "a/b"));
    }

    @Test
    void messagesShowWhatDoesNotPrintAndCutWhatIsLong() {
        assertEquals(
                "t.csv: 'a\\u001b[31mb' is no number", new BadInput("t.csv: 'a\u001b[31mb' is no number").getMessage());
        assertEquals("'a\\u0000b'", new BadInput("'a\u0000b'").getMessage());
        assertEquals(
                "it has '" + "x".repeat(80) + "...', not 'y'; the visit's folder's",
                new BadInput("it has '" + "x".repeat(500) + "', not 'y'; the visit's folder's").getMessage());
    }
}
