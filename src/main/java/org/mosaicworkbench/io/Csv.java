package org.mosaicworkbench.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated text in the dialect of pandas: the shortest decimals that read back as the same number in Python's
 * notation, quotes only where a field needs them, an empty field for NaN and for null, lines that end with a line feed.
 */
public final class Csv {

    private static final int ALWAYS_EXACT_DIGITS = 17;
    private static final int NEVER_AMBIGUOUS_DIGITS = 15;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Csv() {}

    /**
     * One line with its line feed.
     *
     * @param fields text, numbers or null
     */
    public static String line(Collection<?> fields) {
        return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\n"));
    }

    /** @return one field: {@code Double} as {@link #number}, other values by {@code toString}, quoted where needed */
    public static String field(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return number(number);
        }
        String text = value.toString();
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * A number as Python's {@code repr} has it: {@code 0.1}, {@code 5.0}, {@code 1e-05}, {@code 1e+16}. Java's own
     * notation differs, and before Java 19 its digits are not always the shortest.
     *
     * @return an empty text for NaN, {@code inf} and {@code -inf} for infinities
     */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        if (value == 0) {
            return sign + "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        return sign + (exponent < -4 || exponent >= 16 ? scientific(digits, exponent) : plain(digits, exponent));
    }

    /**
     * Splits one line into its fields.
     *
     * @param line without its line feed; a quoted field may hold commas and doubled quotes, and the byte order mark
     *             that some programs begin a file with is no part of a field
     */
    public static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = line.startsWith(BYTE_ORDER_MARK) ? 1 : 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static BigDecimal shortest(double value) {
        BigDecimal javas = new BigDecimal(Double.toString(value));
        if (value >= Double.MIN_NORMAL && javas.precision() <= NEVER_AMBIGUOUS_DIGITS) {
            return javas;
        }
        BigDecimal exact = new BigDecimal(value);
        int fewest = value < Double.MIN_NORMAL ? 1 : NEVER_AMBIGUOUS_DIGITS;
        for (int digits = fewest; digits < ALWAYS_EXACT_DIGITS; digits++) {
            BigDecimal below = exact.round(new MathContext(digits, RoundingMode.FLOOR));
            BigDecimal above = exact.round(new MathContext(digits, RoundingMode.CEILING));
            boolean belowReads = below.doubleValue() == value;
            boolean aboveReads = above.doubleValue() == value;
            if (belowReads && aboveReads) {
                return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            }
            if (belowReads || aboveReads) {
                return belowReads ? below : above;
            }
        }
        return exact.round(new MathContext(ALWAYS_EXACT_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static String scientific(String digits, int exponent) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : String.valueOf(Math.abs(exponent));
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + size;
    }

    private static String plain(String digits, int exponent) {
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (digits.length() <= exponent + 1) {
            return digits + "0".repeat(exponent + 1 - digits.length()) + ".0";
        }
        return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }
}
