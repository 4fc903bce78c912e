package org.mosaicworkbench.diagnose;

import java.util.Locale;

/**
 * Formats numbers with the number of decimals that their error justifies: one significant digit of the error, and at
 * least one decimal.
 */
final class ErrorDigits {

    private static final int MOST = 3;

    private ErrorDigits() {}

    static int decimals(double error) {
        return !(error > 0) ? MOST : Math.max(1, Math.min(MOST, (int) Math.ceil(-Math.log10(error))));
    }

    static String plain(double value, double error) {
        return unsignedZero(String.format(Locale.ROOT, "%." + decimals(error) + "f", value));
    }

    static String signed(double value, double error) {
        return unsignedZero(String.format(Locale.ROOT, "%+." + decimals(error) + "f", value));
    }

    /**
     * Formats arcseconds with one decimal more than pixels, since a pixel is a fraction of an arcsecond.
     *
     * @param error one-sigma error of the same quantity, pixels
     */
    static String arcsec(double seconds, double error) {
        return String.format(Locale.ROOT, "%." + (decimals(error) + 1) + "f\"", seconds);
    }

    /** Formats a pixel scale in arcseconds per pixel. */
    static String scale(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private static String unsignedZero(String text) {
        return text.matches("[-+]0\\.0*") ? text.substring(1) : text;
    }
}
