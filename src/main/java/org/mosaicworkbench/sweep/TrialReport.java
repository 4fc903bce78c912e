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
 * @param key which job of which trial
 * @param length how long the trial has been tried
 * @param settings that were tried
 * @param seed     of the trial
 * @param outcome what came of it
 * @param run of the job
 */
public record TrialReport(Job.Key key, Length length, Settings settings, long seed, TrialOutcome outcome, Run run) {

    /**
     * How long a trial has been tried.
     *
     * @param epochs how long the trial has been tried in all
     * @param before how long it had been tried before this job; as {@code epochs} where the job took none
     */
    public record Length(int epochs, int before) {}

    /**
     * What came of a trial.
     *
     * @param metric how good they are; NaN where the trial failed
     * @param curve a number after each epoch since the trial began
     * @param failure why the trial failed; empty where it did not
     */
    public record TrialOutcome(double metric, double[] curve, String failure) {

        /** Takes a copy. */
        public TrialOutcome {
            curve = curve.clone();
        }

        @Override
        public double[] curve() {
            return curve.clone();
        }
    }

    /**
     * When, how long and by what a job was done.
     *
     * @param seconds that the job took
     * @param finished when, as ISO 8601 in UTC
     * @param madeBy versions of what computed
     */
    public record Run(double seconds, String finished, Map<String, String> madeBy) {

        /** Takes a copy. */
        public Run {
            madeBy = Map.copyOf(madeBy);
        }
    }

    /** @return whether there is no metric */
    public boolean failed() {
        return !outcome.failure().isEmpty();
    }

    /** @return the line, without its end */
    String line() {
        JsonObject json = new JsonObject();
        json.addProperty("trial", key.trial());
        json.addProperty("rung", key.rung());
        json.addProperty("epochs", length.epochs());
        json.addProperty("before", length.before());
        json.addProperty("seed", seed);
        json.add("settings", SpaceJson.write(settings));
        json.add("metric", number(outcome.metric()));
        JsonArray numbers = new JsonArray();
        Arrays.stream(outcome.curve()).forEach(value -> numbers.add(number(value)));
        json.add("curve", numbers);
        json.addProperty("seconds", run.seconds());
        json.addProperty("finished", run.finished());
        if (failed()) {
            json.addProperty("failure", outcome.failure());
        }
        JsonObject made = new JsonObject();
        run.madeBy().entrySet().stream()
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
                new Job.Key(json.get("trial").getAsInt(), json.get("rung").getAsInt()),
                new Length(json.get("epochs").getAsInt(), json.get("before").getAsInt()),
                SpaceJson.settings(json.getAsJsonObject("settings")),
                json.get("seed").getAsLong(),
                new TrialOutcome(
                        number(json.get("metric")),
                        json.getAsJsonArray("curve").asList().stream()
                                .mapToDouble(TrialReport::number)
                                .toArray(),
                        json.has("failure") ? json.get("failure").getAsString() : ""),
                new Run(json.get("seconds").getAsDouble(), json.get("finished").getAsString(), madeBy));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrialReport r && line().equals(r.line());
    }

    @Override
    public int hashCode() {
        return Objects.hash(key.trial(), key.rung(), run.finished());
    }
}
