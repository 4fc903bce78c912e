package org.mosaicworkbench.prep;

/** Parses numbers; those without a decimal point or exponent stay integers. */
final class CellNumbers {

    private CellNumbers() {}

    /**
     * Parses a number.
     *
     * @param text a decimal number, possibly in FITS notation with a D exponent
     * @return a {@code Long} or a {@code Double}
     * @throws NumberFormatException if it is not a number
     */
    static Number of(String text) {
        String plain = text.strip();
        if (plain.matches("[+-]?\\d{1,18}")) {
            return Long.valueOf(plain);
        }
        return Double.valueOf(plain.replace('D', 'E').replace('d', 'e'));
    }
}
