package org.mosaicworkbench.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.decision.ReadDatasets;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.notebook.Progress;

/**
 * The predictions of several models for the same datasets.
 *
 * @param byModel the probability of a misalignment by model name, then by dataset
 */
record ModelScores(Map<String, Map<String, Double>> byModel) {

    /**
     * Applies all models that can read the datasets.
     *
     * @throws BadInput if fewer than two models can
     */
    static ModelScores of(DatasetFiles data, Models models) {
        DatasetFiles all = data.found();
        Map<String, Map<String, Double>> byModel = new LinkedHashMap<>();
        List<String> reasons = new ArrayList<>();
        for (String name : models.names()) {
            try {
                byModel.put(name, scores(all, models.read(name)));
            } catch (BadInput e) {
                reasons.add(name + ": " + e.getMessage());
            }
        }
        if (byModel.size() < 2) {
            throw new BadInput("only " + byModel.size() + " of "
                    + models.names().size()
                    + " models can read these datasets, so none disagree; the first that cannot: " + reasons.get(0));
        }
        return new ModelScores(byModel);
    }

    private static Map<String, Double> scores(DatasetFiles data, Classifier model) {
        if (model.blueprint().readsFrames() && data.img().isEmpty()) {
            throw new BadInput("there are no frames; give their folder with --img");
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        try (PreparedDatasets all = data.read(model);
                Progress progress = Progress.of(model.name(), all.size())) {
            int[] seen = {0};
            Set<Integer> broken = ConcurrentHashMap.newKeySet();
            double[] said = model.probabilities(
                    new ReadDatasets(all, data.compared()),
                    done -> {
                        for (; seen[0] < done; seen[0]++) {
                            progress.step();
                        }
                    },
                    (row, unread) -> broken.add(row));
            for (int row = 0; row < said.length; row++) {
                if (!broken.contains(row)) {
                    scores.put(all.index(row), said[row]);
                }
            }
        }
        return scores;
    }

    /** The probabilities of a dataset by model, for the models that have one. */
    private Map<String, Double> of(String index) {
        Map<String, Double> own = new LinkedHashMap<>();
        byModel.forEach((name, scores) -> {
            if (scores.containsKey(index)) {
                own.put(name, scores.get(index));
            }
        });
        return own;
    }

    /** The standard deviation of the models' probabilities; 0 if fewer than two models have one. */
    double disagreement(String index) {
        return deviation(
                of(index).values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The standard deviation of numbers about their mean; 0 for an empty list. */
    static double deviation(double... numbers) {
        double mean = DoubleStream.of(numbers).average().orElse(0);
        return Math.sqrt(DoubleStream.of(numbers)
                .map(number -> (number - mean) * (number - mean))
                .average()
                .orElse(0));
    }

    /** Sorts datasets by descending disagreement between the models, and adds the models' probabilities as remarks. */
    List<SuspectDataset> ordered(List<SuspectDataset> datasets) {
        return datasets.stream()
                .sorted(Comparator.comparingDouble(one -> -disagreement(one.index())))
                .map(one -> one.remarked(of(one.index()).entrySet().stream()
                        .map(said -> String.format(Locale.ROOT, "%s %.2f", said.getKey(), said.getValue()))
                        .collect(Collectors.joining(", ", "Probabilities of the models: ", ""))))
                .toList();
    }
}
