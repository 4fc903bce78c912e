package org.mosaicworkbench.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.View;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;

/** The lines of a region file; DS9 measures the angle of a vector from the west towards the north. */
class RegionsTest {

    private static final double ARCSEC = 1 / 3600.0;

    @Test
    void sourcesAreCircles() {
        assertEquals(
                """
                # Region file format: DS9 version 4.1
                global color=green width=1 font="helvetica 10 normal roman"
                icrs
                circle(5.9800000,-72.0800000,0.200") # color=orange
                """,
                new Regions()
                        .circles(List.of(new SkyPoint(5.98, -72.08)), 0.2, "orange")
                        .text());
    }

    @Test
    void offsetsAreArrows() {
        assertEquals(
                "# vector(10.0000000,60.0000000,2.0000\",90.000) vector=1 color=red text={north}",
                last(new SkyPoint(10, 60), new SkyPoint(10, 60 + 2 * ARCSEC), "{north}"));
        // At 60 degrees a step in right ascension is half as long; east is to the left, also across zero right
        // ascension.
        assertEquals(
                "# vector(359.9999722,60.0000000,0.1000\",180.000) vector=1 color=red text={east}",
                last(new SkyPoint(360 - 0.1 * ARCSEC, 60), new SkyPoint(0.1 * ARCSEC, 60), "east"));
    }

    @Test
    void onlyARegionFileOfOursIsReplaced(@TempDir Path folder) throws IOException {
        Regions regions = new Regions().circles(List.of(new SkyPoint(5.98, -72.08)), 0.2, "orange");
        Path file = regions.write(folder.resolve("a.reg"));
        assertEquals(new Regions().text(), Files.readString(new Regions().write(file)));
        Files.writeString(file, "# Region file format: DS9 version 4.1\nglobal color=red\nphysical\ncircle(1,2,3)\n");
        assertEquals(
                file + ": exists and is not a region file that view wrote; give another file",
                assertThrows(BadInput.class, () -> regions.write(file)).getMessage());
        assertEquals("circle(1,2,3)", Files.readAllLines(file).get(3));
        Path fits = Files.writeString(folder.resolve("victim.fits.gz"), "SIMPLE");
        assertEquals(
                fits + ": is not a valid name for a region file; give one that ends in .reg",
                assertThrows(
                                BadInput.class,
                                () -> View.of(folder.resolve("none_drz.fits")).regions(fits))
                        .getMessage());
        assertEquals("SIMPLE", Files.readString(fits));
    }

    private static String last(SkyPoint from, SkyPoint to, String words) {
        List<String> lines =
                new Regions().vector(from, to, words, "red").text().lines().toList();
        return lines.get(lines.size() - 1);
    }

    @Test
    void exposuresAreOutlines() {
        String text = new Regions()
                .outline(List.of(new SkyPoint(1, 2), new SkyPoint(3, 2), new SkyPoint(3, 4)), "j8bt06nyq", "yellow")
                .text();
        assertEquals(
                "polygon(1.0000000,2.0000000,3.0000000,2.0000000,3.0000000,4.0000000) # color=yellow text={j8bt06nyq}",
                text.lines().toList().get(3));
    }
}
