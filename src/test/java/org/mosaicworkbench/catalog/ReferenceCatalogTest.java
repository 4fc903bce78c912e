package org.mosaicworkbench.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceCatalogTest {

    private static final double J2016 = 51544.5 + 16 * 365.25;

    @TempDir
    Path folder;

    @Test
    void starsMoveFromTheEpochOfTheHeader() throws IOException {
        ReferenceCatalog catalog = read("pmra pmdec", "# meta: {epoch_mjd: 57388.5}\n", "100 -200", "3.5 0");
        ReferenceCatalog.Star moved =
                catalog.at(OptionalDouble.of(57388.5 - 10 * 365.25)).stars().get(0);
        // Ten years earlier: 1 arcsec to the west, which is 2 in right ascension at a declination of 60 degrees, and 2
        // to the north.
        assertEquals(150.0 - 2 / 3600.0, moved.ra(), 1e-9);
        assertEquals(60.0 + 2 / 3600.0, moved.dec(), 1e-9);
        assertEquals(17, moved.mag());
        assertEquals(catalog, catalog.at(OptionalDouble.of(57388.5)));
        assertSame(catalog, catalog.at(OptionalDouble.empty()));
    }

    @Test
    void theEpochOfEachStarGoesBeforeThatOfTheHeader() throws IOException {
        ReferenceCatalog catalog =
                read("pmra pmdec ref_epoch", "# meta: {epoch_mjd: 1}\n", "0 36 2016.0", "0 36 2015.0");
        List<ReferenceCatalog.Star> moved =
                catalog.at(OptionalDouble.of(J2016 + 3652.5)).stars();
        assertEquals(60 + 0.36 / 3600, moved.get(0).dec(), 1e-9);
        assertEquals(60 + 0.396 / 3600, moved.get(1).dec(), 1e-9);
    }

    /** The archive's catalogs have neither: their positions refer to the exposures' epoch. */
    @Test
    void starsWithoutMotionOrEpochStay() throws IOException {
        ReferenceCatalog none = read("", "", "", "");
        assertEquals(none, none.at(OptionalDouble.of(50_000)));
        assertEquals(ReferenceCatalog.Motion.UNKNOWN, none.stars().get(0).motion());
        ReferenceCatalog noEpoch = read("pmra pmdec", "", "100 100", "\"\" 5");
        assertEquals(noEpoch, noEpoch.at(OptionalDouble.of(50_000)));
        ReferenceCatalog oneUnknown = read("pmra pmdec", "# meta: {epoch_mjd: 57388.5}\n", "100 100", "\"\" 5");
        assertEquals(
                oneUnknown.stars().get(1),
                oneUnknown.at(OptionalDouble.of(50_000)).stars().get(1));
    }

    private ReferenceCatalog read(String columns, String meta, String first, String second) throws IOException {
        StringBuilder text = new StringBuilder("# " + '%' + "ECSV 1.0\n# ---\n# datatype:\n");
        String names = ("RA DEC mag " + columns).trim();
        for (String name : names.split(" ", 0)) {
            text.append("# - {name: ").append(name).append(", datatype: float64}\n");
        }
        text.append(meta).append(names).append('\n');
        text.append(("150.0 60.0 17 " + first).trim()).append('\n');
        text.append(("150.0 60.0 18 " + second).trim()).append('\n');
        return ReferenceCatalog.read(Files.writeString(folder.resolve("x_ref_cat.ecsv"), text.toString()));
    }
}
