package org.mosaicworkbench.baseline;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.evaluate.DecisionSettings;
import org.mosaicworkbench.evaluate.Evaluation;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.io.JsonValue;

/**
 * Stores the predictions of networks for the test set as JSON, so that a comparison with baselines can be reproduced
 * without the networks.
 */
public final class StoredPredictions {

    private StoredPredictions() {}

    public static JsonObject json(Map<String, ModelEvaluation> networks) {
        JsonObject all = new JsonObject();
        networks.forEach((name, network) -> all.add(name, json(network.evaluation())));
        return all;
    }

    private static JsonObject json(Evaluation evaluation) {
        JsonObject json = new JsonObject();
        json.addProperty("threshold", evaluation.tuning().threshold());
        json.addProperty("temperature", evaluation.tuning().temperature().value());
        json.addProperty("draws", evaluation.tuning().draws());
        json.addProperty("seed", evaluation.tuning().seed());
        JsonArray verdicts = new JsonArray();
        for (Prediction verdict : evaluation.verdicts()) {
            JsonArray line = new JsonArray();
            line.add(verdict.index());
            line.add(verdict.truth().code());
            line.add(verdict.probability());
            line.add(verdict.predicted().code());
            verdicts.add(line);
        }
        json.add("verdicts", verdicts);
        return json;
    }

    public static Map<String, ModelEvaluation> of(JsonValue networks) {
        Map<String, ModelEvaluation> all = new LinkedHashMap<>();
        networks.members().forEach((name, network) -> all.put(name, new ModelEvaluation(evaluation(network))));
        return all;
    }

    private static Evaluation evaluation(JsonValue json) {
        return Evaluation.of(
                "test",
                json.at("verdicts").items().stream()
                        .map(StoredPredictions::prediction)
                        .toList(),
                List.of(),
                new DecisionSettings(
                        json.at("threshold").finite(),
                        Temperature.of(json.at("temperature")),
                        json.at("draws").integer(),
                        json.at("seed").whole()));
    }

    private static Prediction prediction(JsonValue json) {
        List<JsonValue> line = json.items(4);
        return new Prediction(
                line.get(0).text(),
                Label.of(line.get(1).text()),
                line.get(2).finite(),
                Label.of(line.get(3).text()));
    }
}
