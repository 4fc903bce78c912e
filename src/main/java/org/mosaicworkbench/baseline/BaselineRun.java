package org.mosaicworkbench.baseline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.dataset.DatasetSplit;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.DecisionSettings;
import org.mosaicworkbench.evaluate.InjectedMisalignment;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.task.Provenance;
import org.tribuo.Tribuo;

/**
 * Trains baselines and evaluates them on unseen datasets.
 *
 * @param data datasets for training and evaluation; all measured columns are features
 * @param baselines baselines to fit, in order
 * @param compared networks to compare with
 * @param validation fraction of the datasets outside the test set that is used for training
 * @param repeats number of permutations per feature used to measure its importance
 * @param seed random seed
 */
public record BaselineRun(
        DatasetFiles data,
        List<Baseline> baselines,
        ComparedNetworks compared,
        double validation,
        int repeats,
        long seed) {

    /** Copies the list. */
    public BaselineRun {
        baselines = List.copyOf(baselines);
    }

    /**
     * Trains, evaluates and writes the results.
     *
     * @param options options of the task, by name
     * @param results output folder
     * @throws org.mosaicworkbench.io.BadInput if there is too little to train on, a file cannot be read or written, or
     *     a network was evaluated on different datasets
     */
    public BaselinesResult run(Map<String, Object> options, Path results) {
        WholeFile.requireRoom(results);
        try (PreparedDatasets read = data.labelled(Blueprint.mlp())) {
            PreparedDatasets all = read.without(compared.leftOut());
            DatasetSplit parts = DatasetSplit.of(all, validation, seed);
            Provenance how = Provenance.of(BaselinesResult.TASK, options, data.inputs(false, data.measured()));
            return new BaselinesResult(
                            models(all, parts, how),
                            compared.networks(),
                            results,
                            all.failures(),
                            new BaselinesResult.Source(all.size(), data.cautions(all)),
                            how)
                    .written();
        }
    }

    private List<BaselinesResult.Judged> models(PreparedDatasets all, DatasetSplit parts, Provenance how) {
        FeatureMatrix cases = FeatureMatrix.of(
                all, data.measured().stream().map(MeasurementTable::read).toList());
        FeatureMatrix learned = cases.rows(parts.learned());
        FeatureMatrix most = compared.refit() ? cases.rows(parts.allButTest()) : learned;
        FeatureMatrix test = cases.rows(parts.test());
        compared.requireJudgedOn(test.names());
        Map<String, InjectedMisalignment> known = all.misalignments();
        String source = Count.of(most.size(), "dataset") + " of " + madeBy(how, all.size());
        List<BaselinesResult.Judged> models = new ArrayList<>();
        try (Progress progress = Progress.of("fitting", baselines.size())) {
            for (Baseline baseline : baselines) {
                Fitted fitted = baseline.fit(most, source, seed);
                Fitted first = compared.refit() ? baseline.fit(learned, source, seed) : fitted;
                models.add(new BaselinesResult.Judged(
                        baseline,
                        judged("test", fitted, test, known),
                        judged("val", first, cases.rows(parts.val()), known),
                        Importance.of(fitted, test, repeats, seed),
                        fitted.provenance()));
                progress.step(baseline.words());
            }
        }
        return models;
    }

    private ModelEvaluation judged(
            String set, Fitted fitted, FeatureMatrix cases, Map<String, InjectedMisalignment> known) {
        DecisionSettings plain = DecisionSettings.PLAIN;
        double[] scores = fitted.probabilities(cases);
        List<Prediction> verdicts = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            verdicts.add(Prediction.at(
                    plain.threshold(), cases.names().get(i), cases.labels().get(i), scores[i]));
        }
        return ModelEvaluation.of(
                set,
                verdicts,
                List.of(),
                new DecisionSettings(plain.threshold(), Temperature.ONE, plain.draws(), seed),
                known);
    }

    /** The provenance of a result, as strings: the tables with their digests, the split, and versions. */
    static Map<String, String> madeBy(Provenance how, int datasets) {
        Map<String, String> made = new LinkedHashMap<>();
        Stream.of("csv", "synthData", "measured", "labels")
                .flatMap(role ->
                        how.inputs().stream().filter(input -> input.role().equals(role)))
                .forEach(table -> made.put(table.path().getFileName() + " SHA-256", table.sha256()));
        made.put("datasets", String.valueOf(datasets));
        made.put("validation", String.valueOf(how.option("validation", Double.class)));
        made.put("seed", String.valueOf(how.option("seed", Long.class)));
        made.put("library", "Tribuo " + Tribuo.VERSION);
        made.put("java", System.getProperty("java.version"));
        return made;
    }
}
