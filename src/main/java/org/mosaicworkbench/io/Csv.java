package org.mosaicworkbench.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comma-separated text in the dialect of pandas: the shortest decimals that read back as the same number, in Python's
 * notation; quotes only around fields that need them; an empty field for NaN and for null; and lines that end with a
 * line feed.
 */
public final class Csv {

    private static final int ALWAYS_EXACT_DIGITS = 17;
    private static final int NEVER_AMBIGUOUS_DIGITS = 15;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private Csv() {}

    /**
     * One line with its line feed.
     *
     * @param fields strings, numbers or null
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
     * Formats a number like Python's {@code repr}: {@code 0.1}, {@code 5.0}, {@code 1e-05}, {@code 1e+16}. Java's own
     * notation differs, and before Java 19 its digits are not always the shortest.
     *
     * @return an empty string for NaN, {@code inf} and {@code -inf} for infinities
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
     * Parses a field as a number: decimals, with or without an exponent, {@code inf} and {@code -inf}. Notations that
     * only Java accepts ({@code 1d}, {@code 0x1p3}) are rejected.
     *
     * @return the number; empty for any other string
     */
    public static OptionalDouble value(String field) {
        String text = field.strip();
        if (DECIMAL.matcher(text).matches()) {
            return OptionalDouble.of(Double.parseDouble(text));
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
        };
    }

    /**
     * Splits one line into its fields.
     *
     * @param line line without its line feed; a quoted field may contain commas and doubled quotes, and a leading byte
     *     order mark is ignored
     */
    public static List<String> fields(String line) {
        return records(line).stream().findFirst().map(Line::fields).orElse(List.of(""));
    }

    /**
     * One line of a table, or several if a quoted field contains line breaks.
     *
     * @param line number of the first of its lines, counted from 1
     * @param fields fields in order
     * @param closed false if a quote is still open at the end of the text
     */
    record Line(int line, List<String> fields, boolean closed) {}

    /** Splits text into lines, and the lines into fields; see {@link #fields}. Lines end with LF, CR or both. */
    static List<Line> records(String text) {
        List<Line> records = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int first = 1;
        int begin = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
        boolean pending = false;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean crlf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            boolean end = c == '\n' || (c == '\r' && !crlf);
            line += end ? 1 : 0;
            pending = true;
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && !end && !crlf)) {
                field.append(c);
            } else if (!crlf) {
                fields.add(field.toString());
                field.setLength(0);
                if (end) {
                    records.add(new Line(first, List.copyOf(fields), true));
                    fields.clear();
                    first = line;
                    pending = false;
                }
            }
        }
        if (pending) {
            fields.add(field.toString());
            records.add(new Line(first, List.copyOf(fields), !quoted));
        }
        return records;
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
