package org.mosaicworkbench.mosaic.drizzle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.mosaic.drizzle.RejectionLimits.Combine;
import org.mosaicworkbench.mosaic.drizzle.RejectionLimits.Limit;
import org.mosaicworkbench.visit.Detector;

class RejectionLimitsTest {

    /** From drizzlepac's files {@code <instrument>_<detector>_astrodrizzle_any_n<N>.json}. */
    @ParameterizedTest
    @CsvSource({
        "HRC, f606w, 2, 1.5, 3.5, 1.2, 3, MINMED",
        "HRC, f606w, 5, 1.5, 3.5, 1.2, 3, MINMED",
        "HRC, f606w, 6, 1.2, 3.5, 0.7, 3, MEDIAN",
        "WFC, f814w, 2, 1.5, 3.5, 1.2, 3, MINMED",
        "WFC, f814w, 40, 1.2, 3.5, 0.7, 3, MEDIAN",
        "UVIS, f275w, 5, 1.5, 3.5, 1.2, 3, MINMED",
        "UVIS, f275w, 6, 1.2, 3.5, 0.7, 3, MEDIAN",
        "IR, f160w, 2, 3, 5, 2.4, 4, MINMED",
        "IR, f160w, 3, 3, 5, 2.4, 4, MINMED",
        "IR, f160w, 4, 3, 5, 2.4, 4, MEDIAN"
    })
    void theObservatorysNumbers(
            Detector detector,
            String filter,
            int exposures,
            double scale,
            double snr,
            double besideScale,
            double besideSnr,
            Combine combine) {
        assertEquals(
                new RejectionLimits(new Limit(scale, snr), new Limit(besideScale, besideSnr), combine),
                RejectionLimits.of(detector, filter, exposures).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"HRC, f606w, 1", "IR, f160w, 1", "SBC, f125lp, 8", "IR, g102, 4", "IR, g141, 2"})
    void whatIsNotCompared(Detector detector, String filter, int exposures) {
        assertTrue(RejectionLimits.of(detector, filter, exposures).isEmpty());
    }
}
