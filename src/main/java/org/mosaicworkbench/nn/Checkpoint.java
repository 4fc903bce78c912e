package org.mosaicworkbench.nn;

import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.io.BadInput;

/**
 * Where a training stands after an epoch: all that the next one depends on.
 *
 * @param weights now
 * @param best    of the best epoch so far
 * @param adam    its moments
 * @param step    how many were taken
 * @param bestAt  number of the best epoch; 0 before the first
 * @param history of the epochs so far
 */
record Checkpoint(Weights weights, Weights best, Adam adam, long step, int bestAt, List<Epoch> history) {

    private static final String REMEDY = "delete it to begin anew";
    private static final Gson GSON = new Gson();

    Checkpoint {
        history = List.copyOf(history);
    }

    static Checkpoint start(Weights weights) {
        return new Checkpoint(weights, weights.copy(), Adam.zero(weights), 0, 0, List.of());
    }

    /** @param maker what makes this training: another one's checkpoint is not taken up */
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

    /** @return empty where there is none, or one of another training */
    static Optional<Checkpoint> read(Path place, NetworkDesign design, String maker) {
        if (Files.notExists(place)) {
            return Optional.empty();
        }
        Tensors file = Tensors.read(place, REMEDY);
        if (!maker.equals(file.words().get("maker"))) {
            return Optional.empty();
        }
        try {
            List<Epoch> history = new ArrayList<>();
            for (double[] e : GSON.fromJson(file.words().get("history"), double[][].class)) {
                history.add(new Epoch((int) e[0], e[1], e[2], e[3], e[4]));
            }
            return Optional.of(new Checkpoint(
                    Weights.of(file, "weights/", design, place),
                    Weights.of(file, "best/", design, place),
                    new Adam(Weights.of(file, "mean/", design, place), Weights.of(file, "square/", design, place)),
                    Long.parseLong(file.words().get("step")),
                    Integer.parseInt(file.words().get("best_at")),
                    history));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw BadInput.file(place, "is no checkpoint of a training", REMEDY);
        }
    }
}
