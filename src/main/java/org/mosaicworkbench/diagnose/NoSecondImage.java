package org.mosaicworkbench.diagnose;

import java.util.Locale;

/**
 * A combined image in which no ghost image of the field was detected.
 *
 * @param dataset  the image's name
 * @param faintest a second image with this share of the first one's light would have been found
 * @param scale    arcseconds per pixel of the image
 * @param reason   what there is instead, in words
 * @param doubt    what speaks for a misplaced exposure all the same, in words; empty if nothing does
 */
public record NoSecondImage(String dataset, double faintest, double scale, String reason, String doubt) {

    /** @return in words */
    public String verdict() {
        String before =
                doubt.isEmpty() ? "" : "suspicious: " + doubt + ", and then there is none left to be measured; ";
        return before
                + String.format(
                        Locale.ROOT,
                        "no second image of the field is found, down to about %.2f of the first one's light: %s; "
                                + "1 pixel of the image is %s\"; the visit's exposures tell more",
                        faintest,
                        reason,
                        ErrorDigits.scale(scale));
    }
}
