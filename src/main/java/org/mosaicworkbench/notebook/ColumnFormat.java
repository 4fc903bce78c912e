package org.mosaicworkbench.notebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.mosaicworkbench.io.Visible;

/**
 * The number format of a table column: all numbers have the same number of decimals. Numbers that were rounded to at
 * most four decimals keep them. Otherwise the smallest number shows three significant digits, and the largest at most
 * five. A number below 1 is written as 1 only if six decimals are not enough, because a probability of 0.9996 is not
 * certainty. If the largest number is over 10,000 times the smallest, as in a column of different quantities, the
 * number of decimals is chosen for each number. All numbers are in scientific notation if one is below 0.00001 or at
 * least a billion, or if one is below 0.0001 and all are below 0.01. Numbers of an integer type have no decimals, and a
 * {@link BigDecimal} keeps its scale.
 */
final class ColumnFormat {

    private static final int ROUNDED = 4;
    private static final int SIGNIFICANT = 3;
    private static final int LONGEST = 5;
    private static final int MOST = 6;
    /** Numbers smaller than this would lose too many digits even with the maximum number of decimals. */
    private static final double TINY = 1e-5;

    private static final double HUGE = 1e9;
    /**
     * A column with a number below {@link #SMALLER} is in scientific notation only if all its numbers are below this
     * value.
     */
    private static final double SMALL = 1e-2;
    /** Numbers below this are shown with the maximum number of decimals. */
    private static final double SMALLER = 1e-4;

    private static final int EACH_ITS_OWN = -1;
    private static final int SCIENTIFIC = -2;
    private static final double SPREAD = 1e4;

    private final int decimals;

    private ColumnFormat(int decimals) {
        this.decimals = decimals;
    }

    /** @param column values of the column, null for an empty cell */
    static ColumnFormat of(List<Object> column) {
        List<BigDecimal> numbers = column.stream()
                .filter(ColumnFormat::isFraction)
                .map(ColumnFormat::exact)
                .toList();
        DoubleSummaryStatistics sizes = numbers.stream()
                .filter(number -> number.signum() != 0)
                .mapToDouble(number -> number.abs().doubleValue())
                .summaryStatistics();
        if (isScientific(sizes)) {
            return new ColumnFormat(SCIENTIFIC);
        }
        if (sizes.getMax() > SPREAD * sizes.getMin()) {
            return new ColumnFormat(EACH_ITS_OWN);
        }
        return new ColumnFormat(sizes.getMin() < SMALLER ? MOST : decimals(numbers));
    }

    /** Whether the column is in scientific notation, given the absolute values of its nonzero numbers. */
    private static boolean isScientific(DoubleSummaryStatistics sizes) {
        return sizes.getCount() > 0
                && (sizes.getMin() < TINY
                        || sizes.getMax() >= HUGE
                        || (sizes.getMin() < SMALLER && sizes.getMax() < SMALL));
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

    /** Whether the format of the column applies to a value: a finite floating-point number. */
    private static boolean isFraction(Object value) {
        return (value instanceof Double || value instanceof Float) && Double.isFinite(((Number) value).doubleValue());
    }

    /** @return the value as shown in a cell */
    String words(Object value) {
        if (value == null) {
            return "";
        }
        if (!isFraction(value)) {
            return Visible.text(value.toString());
        }
        BigDecimal exact = exact(value);
        if (decimals == SCIENTIFIC) {
            return exact.signum() == 0 ? "0" : String.format(Locale.ROOT, "%.2e", exact);
        }
        String fixed = exact.setScale(
                        decimals == EACH_ITS_OWN ? decimals(List.of(exact)) : decimals, RoundingMode.HALF_UP)
                .toPlainString();
        return fixed.matches("-0(\\.0+)?") ? fixed.substring(1) : fixed;
    }
}
