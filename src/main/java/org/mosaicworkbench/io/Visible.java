package org.mosaicworkbench.io;

import java.util.regex.Pattern;

/** Text from input as a terminal may have it: it moves no cursor, changes no colour, and hides nothing. */
public final class Visible {

    /** Control characters, and those that change the direction of writing or do not show. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

    private Visible() {}

    /** @return the text with characters that do not print as the escapes of Java; line ends and tabs stay */
    public static String text(String text) {
        return HIDDEN.matcher(text)
                .replaceAll(hidden -> String.format("\\\\u%04x", hidden.group().codePointAt(0)));
    }
}
