package org.mosaicworkbench.io;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A value in a JSON document that knows its location. Error messages give the file, the location in the document, the
 * actual content and the expected content. All JSON except streamed JSON is read through this class.
 *
 * <pre>{@code
 * JsonValue card = JsonValue.read(file, "train it again");
 * double threshold = card.at("decision").at("threshold").number();
 * // model/card.json: decision.threshold is '"high"', not a number; train it again
 * }</pre>
 */
public final class JsonValue {

    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");
    private static final int SHOWN = 80;

    private final String source;
    private final String remedy;
    private final String place;
    private final JsonElement element;

    /** @param element null if there is no value at that location */
    private JsonValue(String source, String remedy, String place, JsonElement element) {
        this.source = source;
        this.remedy = remedy;
        this.place = place;
        this.element = element;
    }

    /**
     * Reads a file.
     *
     * @param remedy advice for any problem with the file
     * @throws BadInput if it is missing, cannot be read, or is not JSON
     */
    public static JsonValue read(Path file, String remedy) {
        try {
            return parse(Files.readString(file), file.toString(), remedy);
        } catch (IOException e) {
            throw BadInput.unread(file, "cannot be read as text", remedy);
        }
    }

    /**
     * Parses text.
     *
     * @param source name of the source in messages: a file, or a line of a file
     * @param remedy advice for any problem with the text
     * @throws BadInput if it is not JSON
     */
    public static JsonValue parse(String text, String source, String remedy) {
        try {
            // JsonParser.parseString requires a newer Gson than the one that IJava puts before ours on the class path.
            JsonElement element = new Gson().fromJson(text, JsonElement.class);
            return of(element == null ? JsonNull.INSTANCE : element, source, remedy);
        } catch (JsonParseException e) {
            throw new BadInput(source + ": is not valid JSON; " + remedy, e);
        }
    }

    /** Wraps a value that was already parsed. */
    public static JsonValue of(JsonElement element, String source, String remedy) {
        return new JsonValue(source, remedy, "", element);
    }

    /** @return whether a value exists here and is not null */
    public boolean isThere() {
        return element != null && !element.isJsonNull();
    }

    /** @return whether the value is an object */
    public boolean isObject() {
        return element instanceof JsonObject;
    }

    /** @return whether the value is a list */
    public boolean isList() {
        return element instanceof JsonArray;
    }

    /**
     * A member of an object. A missing member is reported when its value is requested.
     *
     * @throws BadInput if this is not an object
     */
    public JsonValue at(String name) {
        return new JsonValue(source, remedy, place.isEmpty() ? name : place + "." + name, object().get(name));
    }

    /**
     * A member of an object.
     *
     * @return empty if the member is missing or null
     * @throws BadInput if this is not an object
     */
    public Optional<JsonValue> find(String name) {
        return Optional.of(at(name)).filter(JsonValue::isThere);
    }

    /**
     * The members of an object, in order.
     *
     * @throws BadInput if this is not an object
     */
    public Map<String, JsonValue> members() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object().keySet().forEach(name -> members.put(name, at(name)));
        return members;
    }

    /**
     * The members of an object whose values are strings, in order.
     *
     * @throws BadInput if this is not an object or a member is not a string, number or boolean
     */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        members().forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    /**
     * The values of a list.
     *
     * @throws BadInput if this is not a list
     */
    public List<JsonValue> items() {
        if (!(element instanceof JsonArray array)) {
            throw wrong("a list");
        }
        List<JsonValue> items = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(new JsonValue(source, remedy, place + "[" + i + "]", array.get(i)));
        }
        return items;
    }

    /**
     * The values of a list of a known length.
     *
     * @throws BadInput if this is not a list, or has a different length
     */
    public List<JsonValue> items(int count) {
        List<JsonValue> items = items();
        if (items.size() != count) {
            throw wrong("a list of " + count);
        }
        return items;
    }

    /**
     * The numbers in a list.
     *
     * @throws BadInput if this is not a list, or contains anything else
     */
    public double[] numbers() {
        return items().stream().mapToDouble(JsonValue::number).toArray();
    }

    /**
     * The value as a string; a number or boolean is returned as written.
     *
     * @throws BadInput for anything else
     */
    public String text() {
        if (element == null || !element.isJsonPrimitive()) {
            throw wrong("a string");
        }
        return element.getAsString();
    }

    /**
     * The value as a number; NaN and the infinities are written as strings.
     *
     * @throws BadInput for anything else
     */
    public double number() {
        if (isNumber()) {
            return element.getAsDouble();
        }
        if (element != null && element.isJsonPrimitive() && NOT_FINITE.contains(element.getAsString())) {
            return Double.parseDouble(element.getAsString());
        }
        throw wrong("a number");
    }

    /** @return the value as a number; NaN for null */
    public double numberOrNaN() {
        return element instanceof JsonNull ? Double.NaN : number();
    }

    /**
     * The value as a finite number.
     *
     * @throws BadInput for anything else
     */
    public double finite() {
        double number = number();
        if (!Double.isFinite(number)) {
            throw wrong("a finite number");
        }
        return number;
    }

    /**
     * The value as a 32-bit integer.
     *
     * @throws BadInput for anything else
     */
    public int integer() {
        double number = isNumber() ? element.getAsDouble() : Double.NaN;
        if (number != (int) number) {
            throw wrong("a whole number of at most " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    /**
     * The value as a 64-bit integer, exact to the last digit.
     *
     * @throws BadInput for anything else
     */
    public long whole() {
        try {
            return isNumber() && element.getAsString().matches("-?\\d{1,19}")
                    ? Long.parseLong(element.getAsString())
                    : integer();
        } catch (NumberFormatException e) {
            throw wrong("a whole number that fits into 64 bits");
        }
    }

    /**
     * The value as a boolean.
     *
     * @throws BadInput for anything else
     */
    public boolean truth() {
        if (element == null
                || !element.isJsonPrimitive()
                || !element.getAsJsonPrimitive().isBoolean()) {
            throw wrong("true or false");
        }
        return element.getAsBoolean();
    }

    /**
     * The value as an enum constant, by its name or its {@code toString}, in upper or lower case.
     *
     * @throws BadInput for anything else
     */
    public <E extends Enum<E>> E constant(Class<E> type) {
        return type.cast(oneOf(type));
    }

    private Object oneOf(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> element != null
                        && element.isJsonPrimitive()
                        && (((Enum<?>) constant).name().equalsIgnoreCase(element.getAsString())
                                || constant.toString().equalsIgnoreCase(element.getAsString())))
                .findFirst()
                .orElseThrow(() -> wrong("one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Object::toString)
                                .collect(Collectors.joining(", "))));
    }

    /**
     * The value as an instance of a class: a string, a number, a boolean, an enum constant, a record, an array of
     * these, or raw JSON.
     *
     * @throws BadInput if it is not such a value
     */
    public <T> T as(Class<T> type) {
        return type.cast(value(type));
    }

    Object value(Class<?> type) {
        if (type == Integer.class || type == int.class) {
            return integer();
        } else if (type == Long.class || type == long.class) {
            return whole();
        } else if (type == Double.class || type == double.class) {
            return number();
        } else if (type == Boolean.class || type == boolean.class) {
            return truth();
        } else if (type == String.class) {
            return text();
        } else if (type == JsonObject.class) {
            return object().deepCopy();
        } else if (type.isEnum()) {
            return oneOf(type);
        } else if (type.isRecord()) {
            return FlatRecord.read(type.asSubclass(Record.class), this);
        } else if (type.isArray()) {
            return array(type.getComponentType());
        }
        throw new IllegalArgumentException("JSON holds no " + type);
    }

    private Object array(Class<?> type) {
        List<JsonValue> items = items();
        Object array = Array.newInstance(type, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, items.get(i).value(type));
        }
        return array;
    }

    /** @return the raw JSON; null if there is none */
    public JsonElement json() {
        return element;
    }

    /**
     * The raw JSON object.
     *
     * @throws BadInput if this is not an object
     */
    public JsonObject object() {
        if (!(element instanceof JsonObject object)) {
            throw wrong("an object");
        }
        return object;
    }

    /** @return an error stating which value was expected here */
    public BadInput wrong(String wanted) {
        String what = place.isEmpty() ? "" : place + " ";
        if (element == null) {
            return new BadInput(source + ": has no " + what + "(" + wanted + "); " + remedy);
        }
        String text = element.isJsonArray() || element.isJsonObject() ? kind() : "'" + cut(element.toString()) + "'";
        return new BadInput(source + ": " + what + "is " + text + ", not " + wanted + "; " + remedy);
    }

    /** @return an error stating why this value was rejected, with its location unless the reason already contains it */
    public BadInput refused(BadInput reason) {
        if (reason.getMessage().startsWith(source)) {
            return reason;
        }
        return new BadInput(source + ": " + (place.isEmpty() ? "" : place + ": ") + reason.getMessage(), reason);
    }

    private String kind() {
        return element instanceof JsonArray array ? "a list of " + array.size() : "an object";
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private boolean isNumber() {
        return element != null
                && element.isJsonPrimitive()
                && element.getAsJsonPrimitive().isNumber();
    }

    @Override
    public String toString() {
        return source + (place.isEmpty() ? "" : ": " + place);
    }
}
