package org.mosaicworkbench.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.mosaicworkbench.io.JsonValue;

/**
 * The stored report of a job: one line of {@code trials.jsonl}.
 *
 * @param step the step that was run
 * @param outcome metric and curve since the trial began; the metric is NaN if the trial failed
 * @param failure why the trial failed; empty if it did not
 * @param work duration, end time and software versions
 */
public record TrialReport(TrialStep step, Outcome outcome, String failure, Work work) {

    /**
     * Run metadata of a job.
     *
     * @param seconds wall-clock duration of the job
     * @param finished end time, as ISO 8601 in UTC
     * @param madeBy software versions
     */
    public record Work(double seconds, String finished, Map<String, String> madeBy) {

        /** Copies the map. */
        public Work {
            madeBy = Map.copyOf(madeBy);
        }
    }

    /** @return the trial's number, from 0 */
    public int trial() {
        return step.trial();
    }

    /** @return the rung, from 0 */
    public int rung() {
        return step.rung();
    }

    /** @return the trial's total number of epochs */
    public int epochs() {
        return step.epochs();
    }

    /** @return epochs completed before this job; equal to {@link #epochs} if the model does not train in epochs */
    public int before() {
        return step.before();
    }

    /** @return the settings */
    public Settings settings() {
        return step.settings();
    }

    /** @return the random seed of the trial */
    public long seed() {
        return step.seed();
    }

    /** @return the metric; NaN if the trial failed */
    public double metric() {
        return outcome.metric();
    }

    /** @return one value per epoch since the trial began */
    public double[] curve() {
        return outcome.curve();
    }

    /** @return the duration of the job, seconds */
    public double seconds() {
        return work.seconds();
    }

    /** @return the software versions */
    public Map<String, String> madeBy() {
        return work.madeBy();
    }

    /** @return whether the trial failed, so that there is no metric */
    public boolean failed() {
        return !failure.isEmpty();
    }

    TrialStep.Key key() {
        return step.key();
    }

    /** @return this report as a line of {@code trials.jsonl}, without the line break */
    String line() {
        JsonObject json = new JsonObject();
        json.addProperty("trial", trial());
        json.addProperty("rung", rung());
        json.addProperty("epochs", epochs());
        json.addProperty("before", before());
        json.addProperty("seed", seed());
        json.add("settings", SpaceJson.write(settings()));
        json.add("metric", number(metric()));
        JsonArray numbers = new JsonArray();
        Arrays.stream(curve()).forEach(value -> numbers.add(number(value)));
        json.add("curve", numbers);
        json.addProperty("seconds", seconds());
        json.addProperty("finished", work.finished());
        if (failed()) {
            json.addProperty("failure", failure);
        }
        JsonObject made = new JsonObject();
        madeBy().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> made.addProperty(e.getKey(), e.getValue()));
        json.add("made_by", made);
        return json.toString();
    }

    private static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }

    static TrialReport of(JsonValue json) {
        return new TrialReport(
                new TrialStep(
                        json.at("trial").integer(),
                        json.at("rung").integer(),
                        SpaceJson.settings(json.at("settings")),
                        json.at("seed").whole(),
                        json.at("epochs").integer(),
                        json.at("before").integer()),
                new Outcome(
                        json.at("metric").numberOrNaN(),
                        json.at("curve").items().stream()
                                .mapToDouble(JsonValue::numberOrNaN)
                                .toArray()),
                json.find("failure").map(JsonValue::text).orElse(""),
                new Work(
                        json.at("seconds").finite(),
                        json.at("finished").text(),
                        json.at("made_by").texts()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrialReport r && line().equals(r.line());
    }

    @Override
    public int hashCode() {
        return Objects.hash(trial(), rung(), work.finished());
    }
}
