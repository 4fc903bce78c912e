package org.mosaicworkbench.diagnose;

import java.util.Locale;
import org.mosaicworkbench.frames.measure.SecondImage;
import org.mosaicworkbench.io.Count;

/**
 * The misalignment that a combined image reveals on its own: the offset between the field and its ghost image. The
 * image alone does not show which of the two is correct, nor which exposure left the ghost image.
 *
 * @param dataset the image's name
 * @param second the ghost image, dx to the right (west) and dy upwards (north)
 * @param scale arcseconds per pixel of the image
 */
public record EchoShift(String dataset, SecondImage second, double scale) {

    private static final double SURE = 3;

    /** @return the size of the offset in pixels */
    public double size() {
        return Math.hypot(second.shift().dx(), second.shift().dy());
    }

    /** @return the verdict in words */
    public String verdict() {
        String light = Double.isNaN(second.evidence().share())
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; the fainter image has %.2f of the flux (%s)",
                        second.evidence().share(),
                        Count.of(second.evidence().sources(), "source"));
        boolean turned =
                Math.abs(second.turn().degrees()) > SURE * second.turn().error();
        return (second.evidence().inWeights()
                        ? "the field appears once, but weight is missing near its sources, as if the stars of a ghost"
                                + " image were rejected as cosmic rays: "
                        : "the field appears twice, ")
                + (turned
                        ? "rotated by "
                                + ErrorDigits.signed(
                                        second.turn().degrees(), second.turn().error()) + " +- "
                                + ErrorDigits.plain(
                                        second.turn().error(), second.turn().error())
                                + " deg about its centre, ("
                        : "(")
                + ErrorDigits.signed(second.shift().dx(), second.shift().error()) + ", "
                + ErrorDigits.signed(second.shift().dy(), second.shift().error()) + ") +- "
                + ErrorDigits.plain(second.shift().error(), second.shift().error()) + " px ("
                + ErrorDigits.arcsec(scale * size(), second.shift().error()) + ") apart" + light
                + "; the image alone shows neither the sign nor which exposure is misaligned";
    }
}
