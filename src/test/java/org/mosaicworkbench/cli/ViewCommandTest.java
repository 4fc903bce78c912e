package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.View;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.view.Viewer;
import org.mosaicworkbench.view.ViewerImage;

/** A sample visit with one mispointed exposure, on the command line and in Java. */
@Slow
class ViewCommandTest {

    private static final Path VISIT = Path.of("data-samples/visits/jsrv01");
    private static final Path TOTAL = VISIT.resolve("hst_91003_01_acs_sbc_total_jsrv01_drz.fits.gz");
    /** From {@code truth.json}: the header of this exposure is wrong by 8.8 pixels. */
    private static final String OFF = "jsrv0117q";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return MosaicCommandLine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void aPageAndRegionsAreWritten() throws IOException {
        Path page = folder.resolve("view.html");
        Path regions = folder.resolve("jsrv01.reg");
        assertEquals(
                0,
                run("view", TOTAL.toString(), "-o", page.toString(), "--regions", regions.toString()),
                err::toString);
        String html = Files.readString(page);
        assertTrue(html.contains("<div class=\"mosaic-view\""), "no viewer");
        assertTrue(html.length() < 1_500_000, "1.5 MB a field at most");
        List<String> lines = Files.readAllLines(regions);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("circle(")), "no source");
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("# vector(") && line.contains("text={" + OFF)),
                "no arrow for the mispointed exposure");
        assertEquals(
                3, lines.stream().filter(line -> line.startsWith("polygon(")).count(), "outlines");
    }

    @Test
    void alignedExposuresLandOnEachOther() {
        Viewer viewer = View.of(TOTAL).viewer();
        ViewerImage right = image(viewer, "jsrv0114q");
        ViewerImage off = image(viewer, OFF);
        double asMeasured = difference(right.image(), off.image(), 0, 0);
        double aligned = difference(
                right.image(), off.image(), (int) Math.rint(off.aligned().dx()), (int)
                        Math.rint(off.aligned().dy()));
        assertTrue(aligned < 0.7 * asMeasured, aligned + " against " + asMeasured);
    }

    private static ViewerImage image(Viewer viewer, String name) {
        return viewer.images().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The mean absolute difference after shifting the second image. */
    private static double difference(FitsImage one, FitsImage two, int dx, int dy) {
        double sum = 0;
        int count = 0;
        for (int y = 21; y <= one.height() - 20; y++) {
            for (int x = 21; x <= one.width() - 20; x++) {
                float difference = one.at(x, y) - two.at(x - dx, y - dy);
                if (Float.isFinite(difference)) {
                    sum += Math.abs(difference);
                    count++;
                }
            }
        }
        return sum / count;
    }

    @Test
    void whatCannotBeWorkedWithIsOneLineAndCode2() {
        assertEquals(2, run("view", folder.resolve("none.fits").toString()));
        assertTrue(err.toString().startsWith(folder.resolve("none.fits") + ": "), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        err.getBuffer().setLength(0);
        assertEquals(2, run("view", TOTAL.toString(), "--at", "17:22"));
        assertTrue(err.toString().startsWith("the position is '17:22'; give "), err::toString);
        err.getBuffer().setLength(0);
        assertEquals(2, run("view", TOTAL.toString(), "--to", "xv"));
        assertTrue(err.toString().contains("'xv' is not one of ds9, aladin, topcat"), err::toString);
    }
}
