package org.mosaicworkbench.diagnose;

import java.util.Locale;

/** Numbers with as many decimals as their error allows: one significant digit of it, at least one decimal. */
final class Numbers {

    private static final int MOST = 3;

    private Numbers() {
    }

    static int decimals(double error) {
        return !(error > 0) ? MOST : Math.max(1, Math.min(MOST, (int) Math.ceil(-Math.log10(error))));
    }

    static String plain(double value, double error) {
        return unsignedZero(String.format(Locale.ROOT, "%." + decimals(error) + "f", value));
    }

    static String signed(double value, double error) {
        return unsignedZero(String.format(Locale.ROOT, "%+." + decimals(error) + "f", value));
    }

    private static String unsignedZero(String text) {
        return text.matches("[-+]0\\.0*") ? text.substring(1) : text;
    }
}
