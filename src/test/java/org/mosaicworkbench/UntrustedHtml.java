package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of an output's HTML that front ends keep in an untrusted notebook. JupyterLab 4 and Notebook 7 keep the
 * elements, attributes and styles listed here; Notebook 6 drops every style. A style must therefore be in the list, and
 * a picture must have its size and description in attributes.
 */
public final class UntrustedHtml {

    private static final Set<String> ELEMENTS =
            Set.of("table", "thead", "tbody", "tr", "th", "td", "p", "b", "br", "img", "pre", "i");
    private static final Set<String> STYLES =
            Set.of("border", "border-bottom", "border-collapse", "font-size", "font-weight", "padding", "text-align");
    private static final Pattern TAG = Pattern.compile("</?([a-zA-Z][a-zA-Z0-9]*)([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z-]+)=\"([^\"]*)\"");

    private UntrustedHtml() {}

    /** Fails if anything would be lost. */
    public static void requireWhole(String html) {
        TAG.matcher(html).results().forEach(tag -> {
            assertTrue(ELEMENTS.contains(tag.group(1)), tag.group());
            Set<String> attributes = ATTRIBUTE
                    .matcher(tag.group(2))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .collect(Collectors.toSet());
            boolean isPicture = tag.group(1).equals("img");
            attributes.remove("style");
            assertEquals(isPicture ? Set.of("alt", "width", "height", "src") : Set.of(), attributes, tag.group());
            assertTrue(!isPicture || !tag.group(2).contains("style="), tag.group());
            assertTrue(!isPicture || tag.group(2).contains("src=\"data:image/png;base64,"), tag.group());
        });
        Pattern.compile("style=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .flatMap(found -> Pattern.compile(";").splitAsStream(found.group(1)))
                .forEach(style -> assertTrue(STYLES.contains(style.replaceAll(":.*", "")), style));
    }
}
