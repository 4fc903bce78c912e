package org.mosaicworkbench.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.io.Keywords;

/** Positions of pixel (10, 70) from astropy 5.2.1's {@code all_pix2world}. */
class TanKeywordsTest {

    private static final double DEGREES = 1e-11;
    private static final String CDELT = "CDELT1=-2e-5 CDELT2=1e-5 ";
    private static final String CD = "CD1_1=-2e-5 CD1_2=1e-6 CD2_1=2e-6 CD2_2=1e-5 ";

    @ParameterizedTest
    @CsvSource({
        CDELT + ", 150.000851343840, 20.000299997967",
        CDELT + "CROTA2=30, 150.000577659743, 20.000659806685",
        CDELT + "CROTA1=30, 150.000851343840, 20.000299997967",
        CDELT + "CROTA2=30 PC1_1=1 PC2_2=1, 150.000851343840, 20.000299997967",
        CDELT + "CROTA2=30 PC1_2=0.1, 150.000787493052, 20.000299998261",
        CD + ", 150.000883268785, 20.000219997812",
        CD + "CROTA2=30, 150.000883268785, 20.000219997812",
        CD + "PV1_1=0 PV1_2=90 PV1_3=180 PV1_4=90 PV2_1=0, 150.000883268785, 20.000219997812",
        CD + "A_ORDER=1 A_1_0=1e-3 B_ORDER=1, 150.000883268785, 20.000219997812",
        CD + "A_ORDER=2 A_2_0=1e-5 B_ORDER=2 B_2_0=1e-5, 150.000882945276, 20.000220189813",
        CD + "LATPOLE=10 CUNIT1=deg CUNIT2=DEG, 150.000883268785, 20.000219997812"
    })
    void whatIsThereIsUsedAsAstropyUsesIt(String keywords, double ra, double dec) {
        SkyPoint sky = Wcs.of(header(keywords)).toSky(10, 70);
        assertEquals(ra, sky.ra(), DEGREES);
        assertEquals(dec, sky.dec(), DEGREES);
    }

    @ParameterizedTest
    @CsvSource({
        "A_ORDER=2 A_2_0=1e-5, its A_ORDER is 2 and its B_ORDER missing; a SIP distortion has both polynomials",
        "B_ORDER=3, its A_ORDER is missing and its B_ORDER 3; a SIP distortion has both polynomials",
        "A_ORDER=2 B_ORDER=0, its A_ORDER is 2 and its B_ORDER 0; a SIP distortion has both polynomials",
        "PV1_0=0 PV1_1=1 PV2_1=1, its PV1_1 is 1.0; a TAN projection with PV is not supported",
        "PV2_7=0.1, its PV2_7 is 0.1; a TAN projection with PV is not supported",
        "PV1_3=90, its PV1_3 is 90.0; a TAN projection with PV is not supported",
        "CQDIS1=LOOKUP, its CQDIS1 is 'LOOKUP'; that distortion is not supported",
        "CUNIT2=arcmin, its CUNIT2 is 'arcmin'; only deg is supported",
        "A_ORDER=2 B_ORDER=2 B_0_2=none, 'its B_0_2 is ''none'', not a number'",
        "A_ORDER=two B_ORDER=2, 'its A_ORDER is ''two'', not a number'",
        "LONPOLE=none, 'its LONPOLE is ''none'', not a number'",
        "CD1_2=none, 'its CD1_2 is ''none'', not a number'",
        "PV2_1=none, 'its PV2_1 is ''none'', not a number'",
        "CTYPE1=DEC--TAN CTYPE2=RA---TAN, 'its axes are ''DEC--TAN'' and ''RA---TAN''; only RA---TAN and DEC--TAN,"
                + " plain or -SIP, are supported'",
        "PC1_1=0.5, its header has both a CD and a PC matrix"
    })
    void whatWouldMovePositionsAndIsNotKnownIsRefused(String keywords, String wrong) {
        assertEquals(
                wrong,
                assertThrows(NoWcs.class, () -> Wcs.of(header(CD + keywords))).getMessage());
    }

    @Test
    void anEvenTurnKeepsTheScale() {
        assertEquals(2e-5, Wcs.of(header("CDELT1=-2e-5 CDELT2=2e-5 CROTA2=-47")).pixelScale(), 1e-15);
    }

    private static Keywords header(String keywords) {
        Map<String, String> cards = new HashMap<>(Map.of(
                "CTYPE1",
                "RA---TAN",
                "CTYPE2",
                "DEC--TAN",
                "NAXIS1",
                "100",
                "NAXIS2",
                "80",
                "CRPIX1",
                "50",
                "CRPIX2",
                "40",
                "CRVAL1",
                "150",
                "CRVAL2",
                "20"));
        for (String card : keywords.strip().split("\\s+", -1)) {
            cards.put(card.substring(0, card.indexOf('=')), card.substring(card.indexOf('=') + 1));
        }
        return new Keywords() {
            @Override
            public OptionalDouble number(String keyword) {
                String text = text(keyword);
                return text.matches("[-+.\\d].*")
                        ? OptionalDouble.of(Double.parseDouble(text))
                        : OptionalDouble.empty();
            }

            @Override
            public String text(String keyword) {
                return cards.getOrDefault(keyword, "");
            }
        };
    }
}
