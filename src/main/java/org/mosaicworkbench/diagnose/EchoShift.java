package org.mosaicworkbench.diagnose;

import java.util.Locale;
import org.mosaicworkbench.io.Count;

/**
 * What a combined image alone tells of its exposures' pointing: how far a second image of the field is from the first.
 * An image does not tell which of both is the right one, nor which exposure left it.
 *
 * @param dataset  the image's name
 * @param dx       pixels to the right (west), of the one from the other; (-dx, -dy) is as good
 * @param dy       pixels upwards (north)
 * @param error    one-sigma error of each
 * @param share    the light of the fainter one by that of the brighter one; NaN where it could not be measured
 * @param sources  how many sources were measured; 0 where only the echo of the whole image was
 * @param turn     of the one against the other about the sources' middle, degrees counterclockwise; 0 where they are
 *                 not turned
 * @param turnError one-sigma error of the turn; NaN where they are not turned
 * @param inWeights true where it was seen in the weights alone: the stars of one image were taken for cosmic rays
 * @param scale    arcseconds a pixel of the image
 */
public record EchoShift(
        String dataset,
        double dx,
        double dy,
        double error,
        double share,
        int sources,
        double turn,
        double turnError,
        boolean inWeights,
        double scale) {

    private static final double SURE = 3;

    /** @return pixels */
    public double size() {
        return Math.hypot(dx, dy);
    }

    /** @return in words */
    public String verdict() {
        String light = Double.isNaN(share)
                ? ""
                : String.format(
                        Locale.ROOT, "; the fainter has %.2f of the light (%s)", share, Count.of(sources, "source"));
        boolean turned = Math.abs(turn) > SURE * turnError;
        return (inWeights
                        ? "the field is there once, but beside its sources weight is missing, as where the stars of a second image "
                                + "were taken for cosmic rays: "
                        : "the field is there twice, ")
                + (turned
                        ? "turned by " + Numbers.signed(turn, turnError) + " +- " + Numbers.plain(turnError, turnError)
                                + " deg, and in its middle ("
                        : "(")
                + Numbers.signed(dx, error) + ", " + Numbers.signed(dy, error) + ") +- "
                + Numbers.plain(error, error) + " px (" + Numbers.arcsec(scale * size(), error) + ") apart" + light
                + "; from the image alone the sign is not known, nor which exposure is off";
    }
}
