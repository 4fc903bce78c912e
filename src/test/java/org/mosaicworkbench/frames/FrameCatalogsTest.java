package org.mosaicworkbench.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameCatalogsTest {

    @Test
    void gaiaGoesBeforeGscAndTheNewestFirst() {
        List<String> best = List.of(
                "GAIADR3", "GAIAeDR3", "GAIADR2", "GAIADR1", "GAIA", "GSC243", "GSC242", "GSC240", "GSC23", "GX");
        List<Path> wanted = best.stream().map(FrameCatalogsTest::catalog).toList();
        List<Path> found = new ArrayList<>(wanted);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(found, new Random(seed));
            assertEquals(
                    wanted,
                    found.stream().sorted(ReferenceCatalogs.BY_PREFERENCE).toList(),
                    "seed " + seed);
        }
    }

    @Test
    void theFileNameDecidesBetweenCatalogsOfOneKind() {
        Path first = Path.of("z/12286_ir_ibl738_GAIAeDR3_ref_cat.ecsv");
        Path second = Path.of("a/12286_ir_ibl739_GAIAeDR3_ref_cat.ecsv");
        assertEquals(first, Collections.min(List.of(second, first), ReferenceCatalogs.BY_PREFERENCE));
    }

    private static Path catalog(String name) {
        return Path.of("visit", "12286_ir_ibl738_" + name + "_ref_cat.ecsv");
    }
}
