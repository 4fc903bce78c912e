package org.mosaicworkbench.mosaic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.mosaic.detect.SourceCatalog;
import org.mosaicworkbench.visit.Detector;

class CatalogCountTest {

    private static SourceCatalog.FilterImage filter(double exptime, double longest) {
        return new SourceCatalog.FilterImage("f606w", new float[0], exptime, longest, 25, new BitSet());
    }

    private static CatalogCount.Sources counted(Detector detector, int clean, SourceCatalog.FilterImage... filters) {
        return new CatalogCount(detector, List.of(filters))
                .of(new SourceCatalog.Count(900, 800, clean), new SourceCatalog.Count(700, 600, clean));
    }

    @Test
    void sourcesThatAreSoundInOneFilterCount() {
        assertEquals(new CatalogCount.Sources(800, 600), counted(Detector.WFC, 500, filter(200, 100)));
    }

    @Test
    void singleExposuresOfACcdCountOnlyWhereCosmicRaysCannotOutnumberThem() {
        assertEquals(
                new CatalogCount.Sources(0, 0),
                counted(Detector.WFC, 500, filter(100, 100), filter(50, 50)),
                "300 a second are 45,000");
        assertEquals(new CatalogCount.Sources(800, 600), counted(Detector.WFC, 500, filter(1, 1)));
        assertEquals(new CatalogCount.Sources(0, 0), counted(Detector.HRC, 500, filter(14, 14)));
        assertEquals(new CatalogCount.Sources(800, 600), counted(Detector.HRC, 500, filter(13, 13)));
        assertEquals(
                new CatalogCount.Sources(800, 600),
                counted(Detector.WFC, 500, filter(100, 100), filter(200, 100)),
                "one filter has two exposures");
        assertEquals(new CatalogCount.Sources(800, 600), counted(Detector.IR, 500, filter(100, 100)));
        assertEquals(new CatalogCount.Sources(800, 600), counted(Detector.WFC, 0, filter(100, 100)), "nothing clean");
    }
}
