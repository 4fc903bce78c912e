package org.mosaicworkbench.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private static final TextTable STARS =
            TextTable.of("name", "flux").with("A <1>", 12.5).with("B & C", null).with(null, 1234567.0);

    @Test
    void textAlignsNumbersRightAndTheRestLeft() {
        assertEquals("""
                name      flux
                A <1>     12.5
                B & C
                       1234567\
                """, STARS.toString());
    }

    @Test
    void markdownAndLatexEscapeWhatTheyTakeForMarks() {
        TextTable table = TextTable.of("index", "x (px)").with("hst_1|2 & 3 %", 1.5);

        assertEquals("""
                | index | x (px) |
                | --- | ---: |
                | hst_1\\|2 & 3 % | 1.5 |
                """, table.markdown());
        assertEquals("""
                \\begin{tabular}{lr}
                \\hline
                index & x (px) \\\\
                \\hline
                hst\\_1|2 \\& 3 \\% & 1.5 \\\\
                \\hline
                \\end{tabular}
                """, table.latex());
    }

    @Test
    void htmlHoldsTheCellsEscaped() {
        String html = STARS.display().bundle().get("text/html");

        assertEquals(List.of("name", "flux"), cells(html, "th"));
        assertEquals(List.of("A &lt;1&gt;", "12.5", "B &amp; C", "", "", "1234567"), cells(html, "td"));
        assertTrue(html.contains("text-align:right\">12.5<"), html);
        assertEquals(STARS.toString(), STARS.display().bundle().get("text/plain"));
    }

    @Test
    void numbersAreShortAndKeepSixDigits() {
        TextTable numbers = TextTable.of("x")
                .with(0.1 + 0.2)
                .with(1.0 / 3)
                .with(1e-7)
                .with(100.0)
                .with(0.0)
                .with(-5.74321987)
                .with(Double.NaN)
                .with(7)
                .with(2.5e12)
                .with(99999.96f);

        assertEquals(
                List.of("0.3", "0.333333", "1.000e-07", "100", "0", "-5.74322", "NaN", "7", "2.500e+12", "100000"),
                cells(numbers.display().bundle().get("text/html"), "td"));
    }

    @Test
    void longTablesSayHowMuchIsNotShown() {
        TextTable many = TextTable.of("n");
        for (int i = 0; i < TextTable.SHOWN + 3; i++) {
            many = many.with(i);
        }

        assertTrue(many.toString().endsWith("\n49\nand 3 more rows"), many.toString());
        assertEquals(
                TextTable.SHOWN,
                cells(many.display().bundle().get("text/html"), "td").size());
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertEquals(
                "row 2 has 1 values for 2 columns (a, b)",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new TextTable(List.of("a", "b"), List.of(Arrays.asList(1, null), List.of(3))))
                        .getMessage());
    }

    private static List<String> cells(String html, String tag) {
        return Pattern.compile("<" + tag + " [^>]*>(.*?)</" + tag + ">")
                .matcher(html)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
