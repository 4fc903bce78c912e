package org.mosaicworkbench.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sweep.ParameterValues.Choices;
import org.mosaicworkbench.sweep.ParameterValues.Range;

/** {@link Space} and {@link Settings} as JSON. */
final class SpaceJson {

    private static final Set<String> KEYS = Set.of("choices", "from", "to", "scale", "whole", "steps", "when");
    private static final String REMEDY =
            "give a list of choices, one value, or an object with from and to " + "(and scale, whole, steps, when)";

    private SpaceJson() {}

    static Space read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw BadInput.unread(file, "cannot be read", "name a JSON file of a space");
        }
    }

    static Space parse(String json, String where) {
        try {
            return of(JsonParser.parseString(json));
        } catch (JsonParseException e) {
            throw new BadInput(where + ": is no JSON (" + e.getMessage() + "); name a JSON file of a space", e);
        } catch (BadInput e) {
            throw new BadInput(where + ": " + e.getMessage(), e);
        }
    }

    static Space of(JsonElement json) {
        if (!json.isJsonObject()) {
            throw new BadInput("a space is an object with a parameter each, not " + json);
        }
        List<Parameter> parameters = new ArrayList<>();
        json.getAsJsonObject().entrySet().forEach(entry -> parameters.add(parameter(entry.getKey(), entry.getValue())));
        return new Space(parameters);
    }

    private static Parameter parameter(String name, JsonElement json) {
        try {
            if (!json.isJsonObject()) {
                return new Parameter(
                        name, new Choices(json.isJsonArray() ? values(json) : List.of(value(json))), Map.of());
            }
            JsonObject object = json.getAsJsonObject();
            for (String key : object.keySet()) {
                if (!KEYS.contains(key)) {
                    throw new BadInput("'" + key + "' means nothing; " + REMEDY);
                }
            }
            return new Parameter(
                    name,
                    object.has("choices") ? new Choices(values(object.get("choices"))) : range(object),
                    when(object.get("when")));
        } catch (BadInput | IllegalStateException | NumberFormatException | UnsupportedOperationException e) {
            throw new BadInput(
                    "the parameter " + name + ": " + e.getMessage() + (e instanceof BadInput ? "" : "; " + REMEDY), e);
        }
    }

    private static Range range(JsonObject object) {
        if (!object.has("from") || !object.has("to")) {
            throw new BadInput("it has neither choices nor from and to; " + REMEDY);
        }
        String scale = object.has("scale") ? object.get("scale").getAsString() : "linear";
        if (!Set.of("linear", "log").contains(scale)) {
            throw new BadInput("the scale is '" + scale + "'; it must be linear or log");
        }
        return new Range(
                object.get("from").getAsDouble(),
                object.get("to").getAsDouble(),
                scale.equals("log") ? Range.Scale.LOG : Range.Scale.LINEAR,
                object.has("whole") && object.get("whole").getAsBoolean(),
                object.has("steps") ? object.get("steps").getAsInt() : Range.STEPS);
    }

    private static Map<String, List<Object>> when(JsonElement json) {
        Map<String, List<Object>> conditions = new LinkedHashMap<>();
        if (json != null) {
            json.getAsJsonObject()
                    .entrySet()
                    .forEach(entry -> conditions.put(
                            entry.getKey(),
                            entry.getValue().isJsonArray()
                                    ? values(entry.getValue())
                                    : List.of(value(entry.getValue()))));
        }
        return conditions;
    }

    private static List<Object> values(JsonElement array) {
        List<Object> values = new ArrayList<>();
        array.getAsJsonArray().forEach(element -> values.add(value(element)));
        return values;
    }

    static Object value(JsonElement json) {
        if (json.isJsonArray()) {
            return values(json);
        }
        if (!json.isJsonPrimitive()) {
            throw new BadInput(json + " is no value; a value is a text, a number, true or false, or a list of these");
        }
        JsonPrimitive primitive = json.getAsJsonPrimitive();
        return primitive.isBoolean()
                ? (Object) primitive.getAsBoolean()
                : primitive.isNumber() ? (Object) primitive.getAsDouble() : primitive.getAsString();
    }

    static Settings settings(JsonObject json) {
        Map<String, Object> values = new LinkedHashMap<>();
        json.entrySet().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return new Settings(values);
    }

    static JsonObject write(Settings settings) {
        JsonObject json = new JsonObject();
        settings.values().forEach((name, value) -> json.add(name, write(value)));
        return json;
    }

    static JsonObject write(Space space) {
        JsonObject json = new JsonObject();
        space.parameters().forEach(parameter -> json.add(parameter.name(), write(parameter)));
        return json;
    }

    private static JsonObject write(Parameter parameter) {
        JsonObject json = new JsonObject();
        if (parameter.values() instanceof Range range) {
            json.add("from", write(range.from()));
            json.add("to", write(range.to()));
            json.addProperty("scale", range.scale() == Range.Scale.LOG ? "log" : "linear");
            json.addProperty("whole", range.whole());
            json.addProperty("steps", range.steps());
        } else {
            json.add("choices", write(parameter.values().points()));
        }
        if (!parameter.when().isEmpty()) {
            JsonObject when = new JsonObject();
            parameter.when().forEach((other, allowed) -> when.add(other, write(allowed)));
            json.add("when", when);
        }
        return json;
    }

    private static JsonElement write(Object value) {
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(one -> array.add(write(one)));
            return array;
        }
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? new JsonPrimitive(number.longValue())
                    : new JsonPrimitive(number);
        }
        return value instanceof Boolean truth ? new JsonPrimitive(truth) : new JsonPrimitive((String) value);
    }
}
