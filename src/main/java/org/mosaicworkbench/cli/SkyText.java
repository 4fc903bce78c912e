package org.mosaicworkbench.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;

/** A position on the sky as users type it. */
final class SkyText {

    private static final String NUMBER = "[+-]?\\d{1,3}(?:\\.\\d*)?";
    private static final Pattern DEGREES = Pattern.compile("(" + NUMBER + ")(?:\\s*,\\s*|\\s+)(" + NUMBER + ")");
    private static final String PARTS = "(\\d{1,2}):(\\d{1,2}):(\\d{1,2}(?:\\.\\d*)?)";
    private static final Pattern HOURS = Pattern.compile(PARTS + "(?:\\s*,\\s*|\\s+)([+-]?)" + PARTS);

    private SkyText() {}

    /**
     * Reads a position.
     *
     * @param text right ascension and declination, both in decimal degrees or both sexagesimal (hours and degrees)
     * @throws BadInput for any other format
     */
    static SkyPoint read(String text) {
        Matcher degrees = DEGREES.matcher(text.strip());
        if (degrees.matches()) {
            return new SkyPoint(Double.parseDouble(degrees.group(1)), Double.parseDouble(degrees.group(2)));
        }
        Matcher hours = HOURS.matcher(text.strip());
        if (hours.matches()) {
            return new SkyPoint(15 * parts(hours, 1), (hours.group(4).equals("-") ? -1 : 1) * parts(hours, 5));
        }
        throw new BadInput("the position is '" + text
                + "'; give right ascension and declination as '5.98 -72.08' or '0:23:55 -72:04:48'");
    }

    private static double parts(Matcher text, int first) {
        return Double.parseDouble(text.group(first))
                + Double.parseDouble(text.group(first + 1)) / 60
                + Double.parseDouble(text.group(first + 2)) / 3600;
    }
}
