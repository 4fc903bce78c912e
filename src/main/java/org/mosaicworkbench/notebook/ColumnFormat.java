package org.mosaicworkbench.notebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.mosaicworkbench.io.Visible;

/**
 * The number format of a table column: all numbers have the same decimals. Numbers that were rounded to at most four
 * decimals keep them. Otherwise the smallest shows three significant digits, and the largest at most five. A number
 * below 1 is written as 1 only if six decimals are not enough, because a probability of 0.9996 is not certainty. If the
 * largest is over 10,000 times the smallest, as in a column of different quantities, each number has its own decimals.
 * Numbers of an integer type have none.
 */
final class ColumnFormat {

    private static final int ROUNDED = 4;
    private static final int SIGNIFICANT = 3;
    private static final int LONGEST = 5;
    private static final int MOST = 6;
    private static final double TINY = 1e-4;
    private static final double HUGE = 1e9;
    private static final int EACH_ITS_OWN = -1;
    private static final double SPREAD = 1e4;

    private final int decimals;

    private ColumnFormat(int decimals) {
        this.decimals = decimals;
    }

    /** @param column values of the column, null for an empty cell */
    static ColumnFormat of(List<Object> column) {
        List<BigDecimal> numbers = column.stream()
                .filter(ColumnFormat::isPlain)
                .map(ColumnFormat::exact)
                .toList();
        DoubleSummaryStatistics sizes = numbers.stream()
                .filter(number -> number.signum() != 0)
                .mapToDouble(number -> number.abs().doubleValue())
                .summaryStatistics();
        return new ColumnFormat(sizes.getMax() > SPREAD * sizes.getMin() ? EACH_ITS_OWN : decimals(numbers));
    }

    private static int decimals(List<BigDecimal> numbers) {
        int given = numbers.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        if (given <= ROUNDED) {
            return Math.max(0, given);
        }
        int wanted = numbers.stream()
                .filter(number -> number.signum() != 0)
                .mapToInt(number -> SIGNIFICANT - number.precision() + number.scale())
                .max()
                .orElse(0);
        Predicate<BigDecimal> isBelowOne = number -> number.compareTo(BigDecimal.ONE) < 0;
        List<BigDecimal> below = numbers.stream().filter(isBelowOne).toList();
        int largest = numbers.stream()
                .mapToInt(number -> number.precision() - number.scale())
                .max()
                .orElse(0);
        int decimals = Math.max(0, Math.min(Math.min(MOST, wanted), LONGEST - largest));
        while (decimals < MOST && !rounded(below, decimals).stream().allMatch(isBelowOne)) {
            decimals++;
        }
        return decimals;
    }

    private static BigDecimal exact(Object value) {
        return new BigDecimal(value.toString()).stripTrailingZeros();
    }

    private static List<BigDecimal> rounded(List<BigDecimal> numbers, int decimals) {
        return numbers.stream()
                .map(number -> number.setScale(decimals, RoundingMode.HALF_UP))
                .toList();
    }

    /** Whether a value is written with decimals: a finite floating-point number, neither tiny nor huge. */
    private static boolean isPlain(Object value) {
        if (!(value instanceof Double || value instanceof Float)) {
            return false;
        }
        double size = Math.abs(((Number) value).doubleValue());
        return size == 0 || (size >= TINY && size < HUGE);
    }

    /** @return the value as shown in a cell */
    String words(Object value) {
        if (value == null) {
            return "";
        }
        if (isPlain(value)) {
            BigDecimal exact = exact(value);
            String fixed = exact.setScale(
                            decimals == EACH_ITS_OWN ? decimals(List.of(exact)) : decimals, RoundingMode.HALF_UP)
                    .toPlainString();
            return fixed.matches("-0(\\.0+)?") ? fixed.substring(1) : fixed;
        }
        boolean isTinyOrHuge =
                (value instanceof Double || value instanceof Float) && Double.isFinite(((Number) value).doubleValue());
        return isTinyOrHuge
                ? String.format(Locale.ROOT, "%.2e", ((Number) value).doubleValue())
                : Visible.text(value.toString());
    }
}
