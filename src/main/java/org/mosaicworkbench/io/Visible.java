package org.mosaicworkbench.io;

import java.util.regex.Pattern;

/**
 * Makes input strings safe to print in a terminal: the result moves no cursor, changes no colour, and hides nothing.
 */
public final class Visible {

    /** Control characters, and characters that change the writing direction or are invisible. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

    private Visible() {}

    /** @return the text with unprintable characters as Java escapes; line breaks and tabs are kept */
    public static String text(String text) {
        return HIDDEN.matcher(text)
                .replaceAll(hidden -> String.format("\\\\u%04x", hidden.group().codePointAt(0)));
    }
}
