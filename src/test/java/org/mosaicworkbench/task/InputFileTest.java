package org.mosaicworkbench.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.Sha256;

class InputFileTest {

    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void aFileHasItsDigestAndAChangedByteShows(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "abc");
        InputFile input = InputFile.of("csv", file);
        assertEquals(new InputFile("csv", file, OF_ABC, Map.of(), InputFile.Extent.WHOLE), input);
        assertEquals(List.of(), input.changes());

        Files.writeString(file, "abd");
        assertEquals(List.of(file + " has the SHA-256 " + Sha256.of(file) + ", not " + OF_ABC), input.changes());
    }

    @Test
    void ofAFolderTheChangedFileIsNamed(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("0/x"));
        Files.writeString(folder.resolve("0/x/x.png"), "abc");
        Files.writeString(folder.resolve("b.png"), "abc");
        InputFile input = InputFile.of("img", folder);
        assertEquals(Map.of("0/x/x.png", OF_ABC.substring(0, 16), "b.png", OF_ABC.substring(0, 16)), input.files());

        Files.writeString(folder.resolve("0/x/x.png"), "abcd");
        Files.writeString(folder.resolve("new.png"), "");
        Files.delete(folder.resolve("b.png"));
        assertEquals(
                List.of(
                        folder.resolve("0/x/x.png") + " has changed",
                        folder.resolve("b.png") + " is missing",
                        folder.resolve("new.png") + " is new"),
                input.changes());
    }

    /** Frames are read through links too. */
    @Test
    void aLinkToAFolderHasTheFilesOfTheFolder(@TempDir Path folder) throws IOException {
        Path img = Files.createDirectories(folder.resolve("img"));
        Files.writeString(Files.createDirectories(folder.resolve("elsewhere")).resolve("x.png"), "abc");
        Files.createSymbolicLink(img.resolve("x"), folder.resolve("elsewhere"));
        InputFile input = InputFile.of("img", Files.createSymbolicLink(folder.resolve("link"), img));
        assertEquals(Map.of("x/x.png", OF_ABC.substring(0, 16)), input.files());
        assertEquals(InputFile.of("img", img).sha256(), input.sha256());

        Files.createSymbolicLink(img.resolve("back"), img);
        assertTrue(assertThrows(BadInput.class, () -> InputFile.of("img", img))
                .getMessage()
                .endsWith("cannot be listed; check the disk it is on, and that no link in it leads back to it"));
    }

    @Test
    void ofChosenFilesOnlyTheyCount(@TempDir Path folder) throws IOException {
        Path one =
                Files.writeString(Files.createDirectories(folder.resolve("v")).resolve("a.json"), "abc");
        Path other = Files.writeString(folder.resolve("v/b.json"), "abc");
        InputFile input = InputFile.chosen("visits", folder, List.of(one, other));
        assertEquals(
                InputFile.chosen("visits", folder, new TreeMap<>(Map.of("v/a.json", OF_ABC, "v/b.json", OF_ABC))),
                input);
        assertEquals(InputFile.of("visits", folder).sha256(), input.sha256());

        Files.writeString(folder.resolve("v/image.fits"), "");
        assertEquals(List.of(), input.changes());
        Files.writeString(one, "abd");
        Files.delete(other);
        assertEquals(List.of(one + " has changed", other + " is missing"), input.changes());
        assertEquals(
                input,
                InputFile.of(JsonValue.of(input.json(folder.resolve("page")), "page", ""), folder.resolve("page")));
    }

    @Test
    void pathsAreWrittenFromTheFolderOfThePage(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                Files.createDirectories(folder.resolve("data")).resolve("a.csv"), "abc");
        Provenance making = Provenance.of("train", Map.of("seed", 7), List.of(InputFile.of("csv", file)));
        making.write(folder.resolve("out/results"));

        assertEquals("../data/a.csv", making.inputs().get(0).from(folder.resolve("page")));
        assertEquals(making, Provenance.read(folder.resolve("out/results")));
        assertEquals(
                folder.resolve("b.csv"),
                making.at(Map.of("csv", folder.resolve("b.csv"))).needed("csv"));
        assertEquals(
                "the options of train: has no epochs (a whole number of at most 2147483647); use the original report",
                assertThrows(BadInput.class, () -> making.option("epochs", Integer.class))
                        .getMessage());
    }
}
