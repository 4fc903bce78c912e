package org.mosaicworkbench.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.sweep.ParameterValues.Choices;
import org.mosaicworkbench.sweep.ParameterValues.Range;

/** Reads and writes {@link Space} and {@link Settings} as JSON. */
final class SpaceJson {

    private static final Set<String> KEYS = Set.of("choices", "from", "to", "scale", "whole", "steps", "when");
    private static final String REMEDY =
            "give a list of choices, one value, or an object with from and to " + "(and scale, whole, steps, when)";

    private static final String WHAT = "give a JSON file with a space, an object with one member per parameter";

    private SpaceJson() {}

    static Space read(Path file) {
        return of(JsonValue.read(file, WHAT));
    }

    static Space parse(String json, String where) {
        return of(JsonValue.parse(json, where, WHAT));
    }

    static Space of(JsonValue json) {
        List<Parameter> parameters = new ArrayList<>();
        json.members().forEach((name, value) -> parameters.add(parameter(name, value)));
        try {
            return new Space(parameters);
        } catch (BadInput e) {
            throw json.refused(e);
        }
    }

    private static Parameter parameter(String name, JsonValue json) {
        try {
            if (!json.isObject()) {
                return new Parameter(name, new Choices(json.isList() ? values(json) : List.of(value(json))), Map.of());
            }
            for (String key : json.members().keySet()) {
                if (!KEYS.contains(key)) {
                    throw new BadInput("'" + key + "' is unknown; " + REMEDY);
                }
            }
            return new Parameter(
                    name,
                    json.find("choices")
                            .<ParameterValues>map(choices -> new Choices(values(choices)))
                            .orElseGet(() -> range(json)),
                    when(json.at("when")));
        } catch (BadInput e) {
            throw json.refused(e);
        }
    }

    private static Range range(JsonValue json) {
        if (json.find("from").isEmpty() || json.find("to").isEmpty()) {
            throw new BadInput("it has neither choices nor from and to; " + REMEDY);
        }
        String scale = json.find("scale").map(JsonValue::text).orElse("linear");
        if (!Set.of("linear", "log").contains(scale)) {
            throw new BadInput("scale is '" + scale + "'; it must be linear or log");
        }
        return new Range(
                json.at("from").finite(),
                json.at("to").finite(),
                scale.equals("log") ? Range.Scale.LOG : Range.Scale.LINEAR,
                json.find("whole").map(JsonValue::truth).orElse(false),
                json.find("steps").map(JsonValue::integer).orElse(Range.STEPS));
    }

    private static Map<String, List<Object>> when(JsonValue json) {
        Map<String, List<Object>> conditions = new LinkedHashMap<>();
        if (json.isThere()) {
            json.members()
                    .forEach((other, allowed) ->
                            conditions.put(other, allowed.isList() ? values(allowed) : List.of(value(allowed))));
        }
        return conditions;
    }

    private static List<Object> values(JsonValue list) {
        return list.items().stream().map(SpaceJson::value).toList();
    }

    private static Object value(JsonValue json) {
        if (json.isList()) {
            return values(json);
        }
        if (!(json.json() instanceof JsonPrimitive primitive)) {
            throw json.wrong("a string, a number, true or false, or a list of these");
        }
        return primitive.isBoolean()
                ? (Object) json.truth()
                : primitive.isNumber() ? (Object) json.finite() : json.text();
    }

    static Settings settings(JsonValue json) {
        Map<String, Object> values = new LinkedHashMap<>();
        json.members().forEach((name, value) -> values.put(name, value(value)));
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
