package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    Path folder;

    private String refused(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = MosaicCommandLine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        assertEquals(2, code, err::toString);
        assertEquals("", out.toString());
        assertEquals(1, err.toString().lines().count(), err::toString);
        return err.toString().strip();
    }

    @Test
    void whatCannotBeCheckedIsOneLine() throws IOException {
        String out = folder.resolve("out").toString();
        assertEquals(
                "there is nothing to check; give a folder of products or exposures, or a visit (j8bt06)",
                refused("check", "-o", out));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(
                empty
                        + ": contains no total image or exposure, neither directly nor one level down; give the folder"
                        + " of a visit, or of the visits' folders",
                refused("check", empty.toString(), "-o", out));
        Path nowhere = folder.resolve("nowhere");
        assertEquals(
                nowhere + ": no such file or folder; check the path", refused("check", nowhere.toString(), "-o", out));
        assertEquals(
                "'nowhere' is not a folder or file here, and is not a name in Hubble's archive; give an existing"
                        + " folder, total image or list file, or a visit (j8bt06 or hst_9019_06), an exposure, a"
                        + " product or a proposal number",
                refused("check", "nowhere", "-o", out));
        assertTrue(
                refused("check", "jw01234001001", "-o", out).contains("only Hubble images are judged"),
                "a name of another telescope");
        Path exposure = Files.writeString(folder.resolve("j8zz01eaq_flt.fits"), "");
        assertEquals(
                exposure + ": is not a total image; give a total image, or the folder that contains its visit",
                refused("check", exposure.toString(), "-o", out));
        assertTrue(refused("check", empty.toString(), "--larger-than", "0").contains("it must be above 0"));
        assertFalse(Files.exists(folder.resolve("out/check.csv")));
    }

    @Test
    void foreignFilesInTheFolderOfProductsStay() throws IOException {
        Path visit = Files.createDirectories(folder.resolve("j8zz01"));
        Files.writeString(visit.resolve("hst_9999_01_acs_hrc_total_j8zz01_drz.fits"), "");
        Path own = Files.createDirectories(folder.resolve("out/products/mine"));
        assertEquals(
                own + ": already exists and was not created by check; choose another output folder",
                refused("check", visit.toString(), "-o", folder.resolve("out").toString()));
        assertTrue(Files.isDirectory(own));
    }

    @Test
    void theHelpHasExamples() {
        StringWriter out = new StringWriter();
        assertEquals(
                0, MosaicCommandLine.commandLine().setOut(new PrintWriter(out)).execute("check", "-h"));
        assertTrue(out.toString().contains("environment/mosaic check data-samples/visits -o out"), out::toString);
    }
}
