package org.mosaicworkbench.nn;

import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.io.JsonValue;

/**
 * The state of a training run after an epoch, from which it can resume.
 *
 * @param weights current weights
 * @param best weights of the best epoch so far
 * @param adam moments of the Adam optimiser
 * @param step number of training steps completed
 * @param bestAt index of the best epoch, from 1; 0 before the first epoch
 * @param history results of the completed epochs
 */
record Checkpoint(Weights weights, Weights best, Adam adam, long step, int bestAt, List<Epoch> history) {

    private static final String REMEDY = "delete it to start over";
    private static final Gson GSON = new Gson();

    Checkpoint {
        history = List.copyOf(history);
    }

    static Checkpoint start(Weights weights) {
        return new Checkpoint(weights, weights.copy(), Adam.zero(weights), 0, 0, List.of());
    }

    /** @param maker identifies this training run; a checkpoint of another training run is ignored */
    Path write(Path place, NetworkDesign design, String maker) {
        Map<String, Tensors.Tensor> tensors = new LinkedHashMap<>();
        weights.addTo(tensors, "weights/", design);
        best.addTo(tensors, "best/", design);
        adam.mean().addTo(tensors, "mean/", design);
        adam.square().addTo(tensors, "square/", design);
        Map<String, String> words = new LinkedHashMap<>();
        words.put("maker", maker);
        words.put("step", String.valueOf(step));
        words.put("best_at", String.valueOf(bestAt));
        words.put(
                "history",
                GSON.toJson(history.stream()
                        .map(e -> new double[] {e.epoch(), e.loss(), e.accuracy(), e.valLoss(), e.valAccuracy()})
                        .toList()));
        return new Tensors(words, tensors).write(place);
    }

    /** @return empty if no checkpoint exists or it belongs to another training run */
    static Optional<Checkpoint> read(Path place, NetworkDesign design, String maker) {
        if (Files.notExists(place)) {
            return Optional.empty();
        }
        Tensors file = Tensors.read(place, REMEDY);
        if (!maker.equals(file.words().get("maker"))) {
            return Optional.empty();
        }
        JsonValue words = JsonValue.of(GSON.toJsonTree(file.words()), place.toString(), REMEDY);
        JsonValue kept = JsonValue.parse(words.at("history").text(), place + ": history", REMEDY);
        List<Epoch> history = kept.items().stream().map(Checkpoint::epoch).toList();
        return Optional.of(new Checkpoint(
                Weights.of(file, "weights/", design, place),
                Weights.of(file, "best/", design, place),
                new Adam(Weights.of(file, "mean/", design, place), Weights.of(file, "square/", design, place)),
                whole(words.at("step")),
                Math.toIntExact(Math.min(history.size(), whole(words.at("best_at")))),
                history));
    }

    /** Metadata values are always strings, even if they represent numbers. */
    private static long whole(JsonValue word) {
        if (!word.text().matches("\\d{1,9}")) {
            throw word.wrong("a whole number");
        }
        return Long.parseLong(word.text());
    }

    private static Epoch epoch(JsonValue json) {
        double[] e = json.numbers();
        if (e.length != 5) {
            throw json.wrong("the five numbers of an epoch");
        }
        return new Epoch((int) e[0], e[1], e[2], e[3], e[4]);
    }
}
