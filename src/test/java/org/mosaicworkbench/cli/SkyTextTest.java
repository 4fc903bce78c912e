package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;

class SkyTextTest {

    @Test
    void degreesAndHoursAreRead() {
        for (String text : List.of(
                "5.98 -72.08", "5.98,-72.08", " 5.98 , -72.08 ", "0:23:55.2 -72:04:48", "00:23:55.2, -72:04:48")) {
            SkyPoint place = SkyText.read(text);
            assertEquals(5.98, place.ra(), 1e-9, text);
            assertEquals(-72.08, place.dec(), 1e-9, text);
        }
        assertEquals(-0.5, SkyText.read("0:0:0 -0:30:0").dec(), 1e-12);
    }

    @Test
    void anythingElseIsNamed() {
        for (String text : List.of("", "5.98", "M31", "5.98 -72.08 0.1", "five and minus seventy")) {
            assertEquals(
                    "the position is '" + text
                            + "'; give right ascension and declination as '5.98 -72.08' or '0:23:55 -72:04:48'",
                    assertThrows(BadInput.class, () -> SkyText.read(text)).getMessage());
        }
    }
}
