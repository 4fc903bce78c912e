package org.mosaicworkbench.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosaicworkbench.features.CodedColumn;
import org.mosaicworkbench.features.FeatureCodes;
import org.mosaicworkbench.io.BadInput;

class DetectorTest {

    @ParameterizedTest
    @CsvSource({
        "HRC,  hrc,  ACS,  j, 1, flt, true",
        "SBC,  sbc,  ACS,  j, 1, flt, false",
        "WFC,  wfc,  ACS,  j, 2, flc, true",
        "UVIS, uvis, WFC3, i, 2, flc, true",
        "IR,   ir,   WFC3, i, 1, flt, false"
    })
    void aDetectorIsWhatTheHandbooksSay(
            Detector detector,
            String label,
            Detector.Instrument instrument,
            String letter,
            int chips,
            String suffix,
            boolean cosmicRays) {
        assertEquals(label, detector.label());
        assertEquals(instrument, detector.instrument());
        assertEquals(letter, instrument.letter());
        assertEquals(chips, detector.chips());
        assertEquals(suffix, detector.exposureSuffix());
        assertEquals(cosmicRays, detector.cosmicRays());
    }

    /**
     * Nyquist sampling: a star is 1.5 to 3 pixels wide, and a product's pixel is about as large as the detector's own.
     */
    @ParameterizedTest
    @EnumSource
    void itsNumbersBelongTogether(Detector detector) {
        assertTrue(detector.starWidth() >= 1.5 && detector.starWidth() <= 3, "star width");
        assertEquals(1, detector.productScale() / detector.nominalScale(), 0.02);
        assertTrue(detector.smallAperture() < detector.largeAperture(), "apertures");
        assertEquals(0, detector.goodBits() & Detector.COSMIC_RAY, "a cosmic ray is no good pixel");
        assertEquals(detector.cosmicRays(), Double.isFinite(detector.fullWell()));
    }

    /** The codes that models were trained with, in alphabetical order. */
    @Test
    void eachHasItsCode() {
        FeatureCodes codes = FeatureCodes.of(CodedColumn.DET);
        assertEquals(
                Stream.of("HRC 0", "IR 1", "SBC 2", "UVIS 3", "WFC 4").toList(),
                Stream.of(Detector.values())
                        .map(d -> d + " " + codes.code(d.label(), "any"))
                        .sorted()
                        .toList());
        assertEquals(0, codes.warnings().size());
    }

    @Test
    void namesAreReadInAnyCase() {
        assertEquals(Detector.UVIS, Detector.of("uvis"));
        assertEquals(Detector.UVIS, Detector.of(" UVIS "));
        assertEquals(Optional.empty(), Detector.named("wfpc2"));
        assertEquals(
                "the detector 'wfpc2' is not one of hrc, sbc, wfc, uvis, ir",
                assertThrows(BadInput.class, () -> Detector.of("wfpc2")).getMessage());
    }
}
