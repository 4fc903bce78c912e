package org.mosaicworkbench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mosaicworkbench.baseline.Baseline;
import org.mosaicworkbench.baseline.BaselinesResult;
import org.mosaicworkbench.baseline.FeatureMatrix;
import org.mosaicworkbench.baseline.Fitted;
import org.mosaicworkbench.baseline.Importance;
import org.mosaicworkbench.baseline.StoredPredictions;
import org.mosaicworkbench.dataset.DatasetSplit;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.DecisionSettings;
import org.mosaicworkbench.evaluate.Difference;
import org.mosaicworkbench.evaluate.Evaluation;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Misalignment;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.sweep.models.ModelSettings;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.train.TrainResult;
import org.tribuo.Tribuo;

/**
 * What simpler models do on the same datasets: the majority, logistic regression, a random forest and boosted trees,
 * all of Tribuo, from the table of features alone.
 *
 * <pre>{@code
 * var baselines = Baselines.on(prep.csv()).against(run).run();
 * baselines.answer();
 * }</pre>
 *
 * <p>The parts are those of {@link Train} with the same table, seed and {@link #validation}: models are judged on the
 * same test set ({@code com}) and validation set ({@code val}), by the same code. Nothing is tuned here, so they learn
 * from all that a network is trained and tuned on. Features are put on one scale, codes become one number each; what a
 * measured table leaves empty counts as average and as missing.
 */
public final class Baselines {

    private final Options options;

    /** All options with their defaults. */
    private static final class Options implements Cloneable {

        private Path csv;
        private Path synthData;
        private List<Path> measured = List.of();
        private List<Baseline> models = Baseline.all();
        private Map<String, ModelEvaluation> networks = Map.of();
        private Set<String> leftOut = Set.of();
        private double validation = DatasetSplit.VALIDATION;
        private int repeats = 20;
        private Path outputPath = Path.of(".");
        private long seed = 42;

        @Override
        public Options clone() {
            try {
                return (Options) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Baselines(Options options) {
        this.options = options;
    }

    /** @param csv the table of features, with a label column unless {@link #synthData} is given */
    public static Baselines on(Path csv) {
        Options chosen = new Options();
        chosen.csv = csv;
        return new Baselines(chosen);
    }

    /**
     * The best settings of a sweep as baselines that are ready to run, on the parts of the sweep.
     *
     * @throws BadInput when the best is a network, or all trials failed
     */
    public static Baselines best(SweepResult sweep) {
        ModelSettings models = ModelSettings.of(sweep);
        Settings settings = sweep.best().settings();
        if (!models.isBaseline(settings)) {
            throw new BadInput("the best settings are of a network; take Train.best()");
        }
        Baselines baselines = on(models.data().csv())
                .models(models.baseline(settings))
                .measured(models.data().measured().toArray(Path[]::new))
                .validation(models.held().validation())
                .seed(models.held().seed());
        return models.data().synthData().map(baselines::synthData).orElse(baselines);
    }

    /** @param table of synthetic, misaligned datasets; rows of the first table without a label are then aligned */
    public Baselines synthData(Path table) {
        return with(o -> o.synthData = table);
    }

    /**
     * @param tables of more features, each with the column {@code index} and columns of numbers: measures of the
     *               frames, offsets between filters. Columns {@code label} and {@code residual} are not read.
     */
    public Baselines measured(Path... tables) {
        return with(o -> o.measured = List.of(tables));
    }

    /** @param chosen instead of all four with their usual settings */
    public Baselines models(Baseline... chosen) {
        if (chosen.length == 0) {
            throw new BadInput("no baseline is named; leave the option out for all of them");
        }
        return with(o -> o.models = List.of(chosen));
    }

    /**
     * @param run a training on the same table with the same seed and validation; datasets that it could not use are
     *            left out here too. Several may be compared, one after another.
     */
    public Baselines against(TrainResult run) {
        return against(
                run.model().blueprint().name(),
                run.com(),
                run.failures().stream().map(Failure::index).toList());
    }

    /** @param trained the {@link Train#outputPath} of such a training, whose results are read back */
    public Baselines against(Path trained) {
        return against(
                trained.toAbsolutePath().normalize().getFileName().toString(),
                ModelEvaluation.read(trained.resolve("results").resolve("test")),
                failed(trained.resolve("failures.csv")));
    }

    private Baselines against(String name, ModelEvaluation com, List<String> failures) {
        return with(o -> {
            Map<String, ModelEvaluation> more = new LinkedHashMap<>(o.networks);
            String own = name;
            for (int n = 2; more.containsKey(own); n++) {
                own = name + " " + n;
            }
            more.put(own, com);
            o.networks = more;
            Set<String> left = new HashSet<>(o.leftOut);
            left.addAll(failures);
            o.leftOut = left;
        });
    }

    private static List<String> failed(Path file) {
        return Files.notExists(file)
                ? List.of()
                : Failure.read(file).stream().map(Failure::index).toList();
    }

    /** @param part as in {@link Train#validation}; by default 0.875 */
    public Baselines validation(double part) {
        if (!(part > 0 && part < 1)) {
            throw new BadInput("validation is " + part + "; it must be above 0 and below 1");
        }
        return with(o -> o.validation = part);
    }

    /** @param deals of each feature for its importance; by default 20 */
    public Baselines repeats(int deals) {
        if (deals < 1) {
            throw new BadInput("repeats is " + deals + "; it must be at least 1");
        }
        return with(o -> o.repeats = deals);
    }

    /** @param folder where {@code results/baselines} goes; by default the working directory */
    public Baselines outputPath(Path folder) {
        return with(o -> o.outputPath = folder);
    }

    /** @param number the same seed gives the same numbers; by default 42 */
    public Baselines seed(long number) {
        return with(o -> o.seed = number);
    }

    private Baselines with(Consumer<Options> change) {
        Options changed = options.clone();
        change.accept(changed);
        return new Baselines(changed);
    }

    /**
     * Fits, judges, and writes {@code results/baselines/}: for each model its folder with {@code test}, {@code val} and
     * {@code provenance.txt}, and over all {@code comparison.csv}, {@code importance.csv} and {@code answer.txt}.
     *
     * @throws BadInput when there is too little to learn from, a file cannot be read or written, or a network was
     *                  judged on other datasets
     */
    public BaselinesResult run() {
        List<Path> tables = options.synthData == null ? List.of(options.csv) : List.of(options.csv, options.synthData);
        try (PreparedDatasets read = PreparedDatasets.read(tables, options.csv, Blueprint.mlp())) {
            PreparedDatasets all = read.labelled(
                            options.synthData == null ? Optional.empty() : Optional.of(Label.ALIGNED))
                    .without(options.leftOut);
            return run(all, DatasetSplit.of(all, options.validation, options.seed), madeBy(all, tables))
                    .written();
        }
    }

    /** The task that made a result, but for where its results go. */
    static Baselines again(Provenance making) {
        Baselines task = on(making.needed("csv"))
                .validation(making.option("validation", Double.class))
                .repeats(making.option("repeats", Integer.class))
                .seed(making.option("seed", Long.class))
                .measured(making.inputs("measured").toArray(Path[]::new))
                .models(making.option("models", JsonArray.class).asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(Baseline::of)
                        .toArray(Baseline[]::new));
        task = task.with(o -> {
            o.leftOut = Set.of(making.option("leftOut", String[].class));
            o.networks = StoredPredictions.of(making.option("networks", JsonObject.class));
        });
        Baselines made = task;
        return making.input("synthData").map(made::synthData).orElse(made);
    }

    private Provenance making() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("models", options.models.stream().map(Baseline::json).toList());
        all.put("validation", options.validation);
        all.put("repeats", options.repeats);
        all.put("seed", options.seed);
        all.put("leftOut", options.leftOut.stream().sorted().toList());
        all.put("networks", StoredPredictions.json(options.networks));
        List<InputFile> inputs = new ArrayList<>(List.of(InputFile.of("csv", options.csv)));
        options.measured.forEach(table -> inputs.add(InputFile.of("measured", table)));
        if (options.synthData != null) {
            inputs.add(InputFile.of("synthData", options.synthData));
        }
        return Provenance.of("baselines", all, inputs);
    }

    private BaselinesResult run(PreparedDatasets all, DatasetSplit parts, Map<String, String> madeBy) {
        Provenance making = making();
        FeatureMatrix cases = FeatureMatrix.of(
                all, options.measured.stream().map(MeasurementTable::read).toList());
        FeatureMatrix learned = cases.rows(parts.training());
        FeatureMatrix test = cases.rows(parts.test());
        options.networks.values().forEach(network -> Difference.requireSame(network.evaluation(), test.names()));
        Map<String, Misalignment> known = all.misalignments();
        String source = Count.of(learned.size(), "dataset") + " of " + madeBy;
        List<BaselinesResult.Judged> models = new ArrayList<>();
        try (Progress progress = Progress.of("fitting", options.models.size())) {
            for (Baseline baseline : options.models) {
                Fitted fitted = baseline.fit(learned, source, options.seed);
                models.add(new BaselinesResult.Judged(
                        baseline,
                        judged("test", fitted, test, known),
                        judged("val", fitted, cases.rows(parts.val()), known),
                        Importance.of(fitted, test, options.repeats, options.seed),
                        fitted.provenance()));
                progress.step(baseline.words());
            }
        }
        return new BaselinesResult(
                models,
                options.networks,
                options.outputPath.resolve("results").resolve("baselines"),
                all.failures(),
                madeBy,
                making);
    }

    private ModelEvaluation judged(String set, Fitted fitted, FeatureMatrix cases, Map<String, Misalignment> known) {
        double[] scores = fitted.probabilities(cases);
        List<Prediction> verdicts = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            verdicts.add(new Prediction(
                    cases.names().get(i),
                    cases.labels().get(i),
                    scores[i],
                    Label.at(scores[i], DecisionSettings.PLAIN.threshold())));
        }
        Map<String, Misalignment> own = new LinkedHashMap<>(known);
        own.keySet().retainAll(cases.names());
        return new ModelEvaluation(
                Evaluation.of(
                        set,
                        verdicts,
                        List.of(),
                        new DecisionSettings(
                                DecisionSettings.PLAIN.threshold(),
                                Temperature.ONE,
                                DecisionSettings.PLAIN.draws(),
                                options.seed)),
                own);
    }

    private Map<String, String> madeBy(PreparedDatasets all, List<Path> tables) {
        Map<String, String> made = new LinkedHashMap<>();
        Stream.concat(tables.stream(), options.measured.stream())
                .forEach(table -> made.put(table.getFileName() + " SHA-256", Sha256.of(table)));
        made.put("datasets", String.valueOf(all.size()));
        made.put("validation", String.valueOf(options.validation));
        made.put("seed", String.valueOf(options.seed));
        made.put("library", "Tribuo " + Tribuo.VERSION);
        made.put("java", System.getProperty("java.version"));
        return made;
    }
}
