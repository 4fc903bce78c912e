package org.mosaicworkbench.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
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
    void numbersOfAColumnHaveTheSameDecimals() {
        assertEquals(List.of("0.000", "1.694", "-5.170"), column(0.0, 1.694, -5.17), "rounded by their maker");
        assertEquals(List.of("0.0333", "0.3000", "-5.7432"), column(0.1 / 3, 0.1 + 0.2, -5.74321987));
        assertEquals(List.of("15.048", "0.005"), column(15.0482345, 0.0050164));
        assertEquals(List.of("285", "212", "7"), column(284.98312, 212.06123f, 7));
        assertEquals(List.of("0.9996", "0.1234"), column(0.99961234, 0.12341234), "not 1");
        assertEquals(List.of("1.000000", "0.500000"), column(0.99999987, 0.5));
        assertEquals(List.of("-5.170", "0.000"), column(new BigDecimal("-5.170"), new BigDecimal("0.000")));
    }

    @Test
    void numbersOfOtherSizesHaveTheirOwn() {
        assertEquals(List.of("1202.5", "0.000313", "0.9999"), column(1202.5, 0.00031312, 0.9999));
        assertEquals(List.of("44", "-0.000057", "7.51", "0"), column(44.0, -5.651e-5, 7.51148, 0.0));
    }

    @Test
    void numbersOfAColumnAreAllScientificOrNone() {
        assertEquals(
                List.of("1.00e-07", "2.50e+12", "NaN", "3.33e-01", "7"), column(1e-7, 2.5e12, Double.NaN, 1.0 / 3, 7));
        assertEquals(List.of("5.65e-05", "8.20e-03", "0"), column(5.65e-5, 0.0082, 0.0));
        assertEquals(List.of("5.65e-06", "4.40e+01"), column(5.65e-6, 44.0));
        assertEquals(List.of("0.000057", "0.121400"), column(5.651e-5, 0.1214));
        assertEquals(List.of("999999999", "0.5"), column(999_999_999.0, 0.5));
    }

    private static List<String> column(Object... values) {
        TextTable numbers = TextTable.of("x");
        for (Object value : values) {
            numbers = numbers.with(value);
        }
        return cells(numbers.display().bundle().get("text/html"), "td");
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
