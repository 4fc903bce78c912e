package org.mosaicworkbench.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is kept of a job: one line of {@code trials.jsonl}.
 *
 * @param trial    its number, from 0
 * @param rung     from 0
 * @param epochs   how long the trial has been tried in all
 * @param before   how long it had been tried before this job; as {@code epochs} where the job took none
 * @param settings that were tried
 * @param seed     of the trial
 * @param metric   how good they are; NaN where the trial failed
 * @param curve    a number after each epoch since the trial began
 * @param seconds  that the job took
 * @param finished when, as ISO 8601 in UTC
 * @param failure  why the trial failed; empty where it did not
 * @param madeBy   versions of what computed
 */
public record TrialReport(
        int trial,
        int rung,
        int epochs,
        int before,
        Settings settings,
        long seed,
        double metric,
        double[] curve,
        double seconds,
        String finished,
        String failure,
        Map<String, String> madeBy) {

    /** Takes copies. */
    public TrialReport {
        curve = curve.clone();
        madeBy = Map.copyOf(madeBy);
    }

    @Override
    public double[] curve() {
        return curve.clone();
    }

    /** @return whether there is no metric */
    public boolean failed() {
        return !failure.isEmpty();
    }

    Job.Key key() {
        return new Job.Key(trial, rung);
    }

    /** @return the line, without its end */
    String line() {
        JsonObject json = new JsonObject();
        json.addProperty("trial", trial);
        json.addProperty("rung", rung);
        json.addProperty("epochs", epochs);
        json.addProperty("before", before);
        json.addProperty("seed", seed);
        json.add("settings", SpaceJson.write(settings));
        json.add("metric", number(metric));
        JsonArray numbers = new JsonArray();
        Arrays.stream(curve).forEach(value -> numbers.add(number(value)));
        json.add("curve", numbers);
        json.addProperty("seconds", seconds);
        json.addProperty("finished", finished);
        if (failed()) {
            json.addProperty("failure", failure);
        }
        JsonObject made = new JsonObject();
        madeBy.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> made.addProperty(e.getKey(), e.getValue()));
        json.add("made_by", made);
        return json.toString();
    }

    private static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }

    private static double number(JsonElement json) {
        return json.isJsonNull() ? Double.NaN : json.getAsDouble();
    }

    static TrialReport of(JsonObject json) {
        Map<String, String> madeBy = new LinkedHashMap<>();
        json.getAsJsonObject("made_by")
                .entrySet()
                .forEach(e -> madeBy.put(e.getKey(), e.getValue().getAsString()));
        return new TrialReport(
                json.get("trial").getAsInt(),
                json.get("rung").getAsInt(),
                json.get("epochs").getAsInt(),
                json.get("before").getAsInt(),
                SpaceJson.settings(json.getAsJsonObject("settings")),
                json.get("seed").getAsLong(),
                number(json.get("metric")),
                json.getAsJsonArray("curve").asList().stream()
                        .mapToDouble(TrialReport::number)
                        .toArray(),
                json.get("seconds").getAsDouble(),
                json.get("finished").getAsString(),
                json.has("failure") ? json.get("failure").getAsString() : "",
                madeBy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrialReport r && line().equals(r.line());
    }

    @Override
    public int hashCode() {
        return Objects.hash(trial, rung, finished);
    }
}
