package org.mosaicworkbench.report;

import java.awt.image.BufferedImage;
import java.util.Base64;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.TextTable;

/** Text as HTML that is also well-formed XML. */
final class Html {

    private static final int REPLACEMENT = 0xFFFD;

    private Html() {}

    /**
     * @return the text with HTML's special characters escaped, and characters that XML does not allow replaced by
     *     U+FFFD
     */
    static String escaped(String text) {
        return allowed(Display.Html.escaped(text).replace("'", "&#39;"));
    }

    private static String allowed(String text) {
        return text.codePoints()
                .map(c -> allowed(c) ? c : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Extensible Markup Language 1.0, section 2.2. */
    private static boolean allowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    static String paragraph(String type, String text) {
        return "<p" + (type.isEmpty() ? "" : " class=\"" + type + "\"") + ">"
                + escaped(text).replace("\n", "<br />") + "</p>\n";
    }

    static String table(TextTable rows) {
        return "<div class=\"wide\">" + allowed(rows.whole().html()) + "</div>\n";
    }

    static String image(BufferedImage image, String words) {
        return "<img alt=\"" + escaped(words) + "\" width=\"" + image.getWidth() + "\" height=\"" + image.getHeight()
                + "\" src=\"" + data(image) + "\" />";
    }

    static String data(BufferedImage image) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(Display.png(image));
    }
}
