package org.mosaicworkbench.io;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data in decimal units, as used by file systems and archives: 1 GB is 1,000,000,000 bytes.
 *
 * @param bytes number of bytes, 0 or more
 */
public record DataSize(long bytes) {

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final int STEP = 1000;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?) ?(B|kB|KB|MB|GB|TB)?");

    /**
     * Parses an amount of data.
     *
     * @param what the option's name
     * @param text a number and B, kB, MB, GB or TB; bytes without a unit
     * @throws BadInput for any other string
     */
    public static DataSize of(String what, String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new BadInput(
                    what + " is '" + text + "'; it must be a number and a unit, such as 500 MB, 20 GB or 1.5 TB");
        }
        String unit = parts.group(2) == null ? "B" : parts.group(2).replace("KB", "kB");
        return new DataSize((long) (Double.parseDouble(parts.group(1)) * Math.pow(STEP, UNITS.indexOf(unit))));
    }

    /** @return the amount with up to three digits and a unit: {@code 2.35 GB}, {@code 20 GB}, {@code 999 B} */
    @Override
    public String toString() {
        int unit = 0;
        double value = bytes;
        while (value >= STEP - 0.5 && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        String digits = value >= 99.95 || unit == 0 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
        String number = String.format(Locale.ROOT, digits, value);
        return (number.contains(".") ? number.replaceFirst("\\.?0+$", "") : number) + " " + UNITS.get(unit);
    }
}
