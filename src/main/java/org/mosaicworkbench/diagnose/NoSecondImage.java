package org.mosaicworkbench.diagnose;

import java.util.Locale;

/**
 * A combined image in which no ghost image of the field was detected.
 *
 * @param dataset the image's name
 * @param faintest the faintest detectable ghost image, as a fraction of the field's flux
 * @param scale arcseconds per pixel of the image
 * @param reason what the image shows instead, in words
 * @param doubt evidence of a misaligned exposure even though no ghost image was detected, in words; may be empty
 */
public record NoSecondImage(String dataset, double faintest, double scale, String reason, String doubt) {

    /** @return the verdict in words */
    public String verdict() {
        String before = doubt.isEmpty() ? "" : "suspicious: " + doubt + ", so there is no ghost image to measure; ";
        return before
                + String.format(
                        Locale.ROOT,
                        "no ghost image of the field was found, down to about %.2f of the flux of the first: %s; "
                                + "1 pixel of the image is %s\"; compare the visit's exposures to learn more",
                        faintest,
                        reason,
                        ErrorDigits.scale(scale));
    }
}
