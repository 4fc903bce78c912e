package org.mosaicworkbench.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

/**
 * One point in the search space: a value for every parameter that applies.
 *
 * @param values values by parameter name, in the order of the search space: strings, numbers ({@code Double}),
 *     booleans, or lists of these
 */
public record Settings(Map<String, Object> values) {

    private static final double LARGEST_WHOLE = 1e15;

    /** @throws BadInput if a value has an unsupported type */
    public Settings {
        Map<String, Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, plain(name, value)));
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads settings from a JSON object with one member per setting.
     *
     * @throws BadInput if it is not an object, or a member is not a valid value
     */
    public static Settings of(JsonValue json) {
        return SpaceJson.settings(json);
    }

    /** Creates empty settings. */
    public static Settings none() {
        return new Settings(Map.of());
    }

    /**
     * Converts every number to a {@code Double}, so that 32 and 32.0 are the same, and every enum constant to its name.
     */
    static Object plain(String name, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(one -> plain(name, one)).toList();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof String || value instanceof Boolean) {
            return value;
        }
        throw new BadInput("a value of " + name + " is " + value
                + "; it must be a string, a number, true or false, or a list of these");
    }

    /** @return whether this parameter has a value */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** @return the value of a parameter */
    public Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new BadInput("there is no setting '" + name + "' among " + values.keySet());
        }
        return value;
    }

    /** @return the value of a numeric parameter */
    public double number(String name) {
        if (value(name) instanceof Double number) {
            return number;
        }
        throw new BadInput("setting " + name + " is '" + words(value(name)) + "'; it must be a number");
    }

    /** @return the value of a parameter as a string */
    public String text(String name) {
        return words(value(name));
    }

    /** @return a copy of these settings with one value added or changed */
    public Settings with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Settings(more);
    }

    /** @return a value as a string, with whole numbers written without a decimal point */
    public static String words(Object value) {
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE
                    ? String.valueOf(number.longValue())
                    : number.toString();
        }
        return value instanceof List<?> list
                ? list.stream().map(Settings::words).collect(Collectors.joining("-"))
                : String.valueOf(value);
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + words(entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
