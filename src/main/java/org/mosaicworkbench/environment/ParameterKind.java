package org.mosaicworkbench.environment;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The type of a notebook parameter: its Java syntax, and the conversion of user input. */
enum ParameterKind {
    TRUTH("true|false", "true|false", "true or false"),
    FRACTION(
            "[-+]?(\\d[\\d_]*\\.\\d*|\\.\\d+|\\d[\\d_]*(?=[eEdD]))([eE][-+]?\\d+)?[dD]?",
            "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?",
            "a number"),
    NUMBER("[-+]?\\d[\\d_]*[lL]?", "[-+]?\\d+", "a whole number"),
    PATH("Path\\.of\\(\"[^\"]*\"\\)", ".+", "a file or folder"),
    TEXT("\"([^\"\\\\]|\\\\.)*\"", "(?s).*", "a string"),
    CONSTANT("([A-Za-z]\\w*\\.)+[A-Z][A-Z0-9_]*", "[A-Za-z][-\\w]*", "the name of a constant");

    private final Pattern java;
    private final Pattern given;
    private final String words;

    ParameterKind(String java, String given, String words) {
        this.java = Pattern.compile(java);
        this.given = Pattern.compile(given);
        this.words = words;
    }

    /** The kind of a value; empty for an expression that only a programmer should change. */
    static Optional<ParameterKind> of(String type, String value) {
        Optional<ParameterKind> kind = Arrays.stream(values())
                .filter(one -> one.java.matcher(value).matches())
                .findFirst();
        return kind.filter(one -> one == NUMBER && type.equals("double")).isPresent() ? Optional.of(FRACTION) : kind;
    }

    /** The accepted input, in words. */
    String words() {
        return words;
    }

    boolean takes(String value) {
        return given.matcher(value).matches();
    }

    /**
     * Checks whether Java can represent a value.
     *
     * @param type type of the parameter
     * @param value a value accepted by {@link #takes}
     * @param old current value
     * @return what the value must be instead; empty if it is valid
     */
    Optional<String> unfit(String type, String value, String old) {
        boolean holds = switch (this) {
            case NUMBER -> new BigInteger(value).bitLength() < (isLong(type, old) ? Long.SIZE : Integer.SIZE);
            case FRACTION -> Double.isFinite(Double.parseDouble(value));
            default -> true;
        };
        String most = this == FRACTION ? "1.7e308" : isLong(type, old) ? "9223372036854775807" : "2147483647";
        return holds ? Optional.empty() : Optional.of(words + " of at most " + most);
    }

    private static boolean isLong(String type, String old) {
        return type.equals("long") || old.matches(".*[lL]");
    }

    /**
     * Converts user input to Java. Numbers are decimal, and leading zeros are ignored.
     *
     * @param type type of the parameter
     * @param value a value accepted by {@link #takes}
     * @param old current value
     * @param base folder against which relative paths are resolved
     */
    String java(String type, String value, String old, Path base) {
        return switch (this) {
            case TRUTH -> value;
            case NUMBER -> new BigInteger(value) + (isLong(type, old) ? "L" : "");
            case FRACTION -> value.matches("[-+]?\\d+") ? new BigInteger(value) + ".0" : value;
            case PATH -> "Path.of(" + quoted(base.resolve(value).normalize().toString()) + ")";
            case TEXT -> quoted(value);
            case CONSTANT ->
                old.substring(0, old.lastIndexOf('.') + 1)
                        + value.toUpperCase(Locale.ROOT).replace('-', '_');
        };
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "\"";
    }
}
