package org.mosaicworkbench.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.mosaicworkbench.evaluate.Evaluation;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.io.JsonValue;

/**
 * A number in a report that can be verified.
 *
 * @param set subject of the number: {@code test}, {@code val}, a model, a column
 * @param name name of the quantity
 * @param value unrounded value; NaN if undefined
 * @param interval 95 % interval; {@link Interval#NONE} if it has none
 */
public record ReportedNumber(String set, String name, double value, Interval interval) {

    /** A number without an interval. */
    public ReportedNumber(String set, String name, double value) {
        this(set, name, value, Interval.NONE);
    }

    /** @return the metrics of an evaluation */
    public static List<ReportedNumber> of(String set, Evaluation evaluation) {
        return evaluation.metrics().values().entrySet().stream()
                .map(metric -> new ReportedNumber(
                        set,
                        metric.getKey(),
                        metric.getValue(),
                        evaluation.metrics().interval(metric.getKey())))
                .toList();
    }

    /** @return whether another number has exactly the same value and interval */
    public boolean same(ReportedNumber other) {
        return Double.compare(value, other.value) == 0 && interval.equals(other.interval);
    }

    /** @return whether another number has the same set and name */
    public boolean likewise(ReportedNumber other) {
        return set.equals(other.set) && name.equals(other.name);
    }

    /** @return its set, name and value, with {@code low} and {@code high} if it has an interval; NaN as a string */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("set", set);
        json.addProperty("name", name);
        json.add("value", number(value));
        if (!interval.equals(Interval.NONE)) {
            json.add("low", number(interval.low()));
            json.add("high", number(interval.high()));
        }
        return json;
    }

    /** The number in JSON; NaN becomes a string, because JSON cannot represent it. */
    private static JsonPrimitive number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(Double.toString(value));
    }

    static ReportedNumber of(JsonValue json) {
        return new ReportedNumber(
                json.at("set").text(),
                json.at("name").text(),
                json.at("value").number(),
                json.find("low")
                        .map(low -> new Interval(low.number(), json.at("high").number()))
                        .orElse(Interval.NONE));
    }
}
