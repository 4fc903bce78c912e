package org.mosaicworkbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.predict.Decision;
import org.mosaicworkbench.predict.ModelSelection;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.predict.SelectedModel;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Says which datasets are suspicious.
 *
 * <pre>{@code
 * var preds = Predict.alignment(prep.csv(), prep.img()).modelPath(model).run();
 * preds.compromised();
 * }</pre>
 */
public final class Predict {

    private static final int SHOWN = 5;

    private final Options options;

    /** All options with their defaults. */
    private static final class Options implements Cloneable {

        private Path csv;
        private Path img;
        private List<Path> measured = List.of();
        private Path modelPath;
        private Models models = Models.shipped();
        private Path outputPath = Path.of(".");
        private Integer size;
        private Boolean normalize;
        private Double threshold;
        private String group = "SVM-DATA";

        @Override
        public Options clone() {
            try {
                return (Options) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Predict(Options options) {
        this.options = options;
    }

    /**
     * @param csv the table of features that preparation wrote
     * @param img the folder of frames, or an {@code .npz} file; not read where the model reads features only
     */
    public static Predict alignment(Path csv, Path img) {
        Options chosen = new Options();
        chosen.csv = csv;
        chosen.img = img;
        return new Predict(chosen);
    }

    /**
     * @param folderOrName the folder of a model, or the name of one that comes with the library; by default
     *                     {@value Models#DEFAULT} is used, {@value Models#WITHOUT_MEASURED} where there are no measured
     *                     numbers, and {@value Models#WITHOUT_NATIVE} where there are no native frames either
     */
    public Predict modelPath(Path folderOrName) {
        return with(o -> o.modelPath = folderOrName);
    }

    /** @param tables of the measured numbers, for models that read them; by default as in {@link Train#measured} */
    public Predict measured(Path... tables) {
        return with(o -> o.measured = List.of(tables));
    }

    /** As {@link #modelPath(Path)}. */
    public Predict modelPath(String folderOrName) {
        return modelPath(Path.of(folderOrName));
    }

    /** @param shelf of the models that go by name; those that come with the library otherwise */
    Predict models(Models shelf) {
        return with(o -> o.models = shelf);
    }

    /** @param folder where {@code predictions/} goes; by default the working directory */
    public Predict outputPath(Path folder) {
        return with(o -> o.outputPath = folder);
    }

    /** @param pixels of the frames that the model is expected to read; by default it is not asked */
    public Predict size(int pixels) {
        return with(o -> o.size = pixels);
    }

    /** @param wanted whether the model is expected to transform features; by default it is not asked */
    public Predict normalize(boolean wanted) {
        return with(o -> o.normalize = wanted);
    }

    /** @param probability at and above which a dataset is suspicious; by default the model's */
    public Predict threshold(double probability) {
        return with(o -> o.threshold = probability);
    }

    /** @param name of the datasets in the report; by default {@code SVM-DATA} */
    public Predict group(String name) {
        return with(o -> o.group = name);
    }

    private Predict with(Consumer<Options> change) {
        Options changed = options.clone();
        change.accept(changed);
        return new Predict(changed);
    }

    /**
     * Predicts, and writes {@code predictions/predictions.csv}, {@code compromised.txt} and {@code clf_report.txt}.
     *
     * @throws BadInput when the model or the table cannot be read, or no dataset can be judged
     */
    public PredictResult run() {
        SelectedModel used = model();
        Classifier model = used.classifier();
        try (PreparedDatasets datasets = PreparedDatasets.read(
                        List.of(options.csv), options.img, model.blueprint(), measuredTables(model));
                Progress progress = Progress.of("predicting", datasets.size())) {
            int[] seen = {0};
            double[] scores = model.probabilities(datasets, done -> {
                for (; seen[0] < done; seen[0]++) {
                    progress.step();
                }
            });
            return write(used, datasets, scores);
        }
    }

    private List<Path> measuredTables(Classifier model) {
        return model.blueprint().readsMeasured()
                ? MeasurementTable.files(options.measured, List.of(options.csv))
                : List.of();
    }

    private SelectedModel model() {
        SelectedModel used = options.modelPath == null
                ? new ModelSelection(options.models, options.csv, options.img, options.measured).made()
                : new SelectedModel(options.models.read(options.modelPath), "");
        requireAsWanted(used.classifier());
        return options.threshold == null
                ? used
                : new SelectedModel(
                        used.classifier().threshold(options.threshold), used.name(), used.digest(), used.remark());
    }

    private void requireAsWanted(Classifier model) {
        boolean transforms = model.transform().isPresent();
        if (options.normalize != null && options.normalize != transforms) {
            throw new BadInput("normalize is " + options.normalize + ", but the model was trained "
                    + (transforms ? "with" : "without") + " it; leave the option out");
        }
        if (options.size != null
                && model.blueprint().readsFrames()
                && options.size != model.blueprint().imageSize()) {
            throw new BadInput("size is " + options.size + ", but the model reads frames of "
                    + model.blueprint().imageSize() + " pixels; leave the option out, frames of any size are read");
        }
    }

    /** The task that made a result, but for where its results go. */
    static Predict again(Provenance making) {
        EngineThreads.of(making.option("threads", Integer.class));
        Predict task = alignment(making.needed("csv"), making.input("img").orElse(making.needed("csv")))
                .group(making.option("group", String.class))
                .threshold(making.option("threshold", Double.class))
                .measured(making.inputs("measured").toArray(Path[]::new));
        return task.modelPath(making.input("model").orElseGet(() -> Path.of(making.option("model", String.class))));
    }

    private Provenance making(SelectedModel used) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("model", used.name());
        all.put("weights", used.digest());
        all.put("threshold", used.classifier().threshold());
        all.put("group", options.group);
        all.put("threads", EngineThreads.count());
        List<InputFile> inputs = new ArrayList<>(List.of(InputFile.of("csv", options.csv)));
        if (used.classifier().blueprint().readsFrames()) {
            inputs.add(InputFile.of("img", options.img));
        }
        measuredTables(used.classifier()).forEach(table -> inputs.add(InputFile.of("measured", table)));
        if (options.modelPath != null && Files.isDirectory(options.modelPath)) {
            inputs.add(InputFile.of("model", options.modelPath));
        }
        return Provenance.of("predict", all, inputs);
    }

    private PredictResult write(SelectedModel used, PreparedDatasets datasets, double[] scores) {
        Classifier model = used.classifier();
        Path folder = options.outputPath.resolve("predictions");
        List<Integer> suspicious = IntStream.range(0, scores.length)
                .boxed()
                .filter(i -> Label.at(scores[i], model.threshold()) == Label.MISALIGNED)
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .toList();
        List<String> compromised = suspicious.stream().map(datasets::index).toList();
        String report = report(used, datasets, scores);
        WholeFile.writeText(folder.resolve("predictions.csv"), csv(datasets, scores, model.threshold()));
        WholeFile.writeText(
                folder.resolve("compromised.txt"),
                compromised.stream().map(name -> name + "\n").collect(Collectors.joining()));
        WholeFile.writeText(folder.resolve("clf_report.txt"), report);
        Failure.write(folder.resolve("failures.csv"), datasets.failures());
        making(used).write(folder);
        List<PredictResult.Suspicious> shown = suspicious.stream()
                .filter(i -> Decision.of(scores[i], model.threshold(), datasets.measured(i)) == Decision.SUSPICIOUS)
                .limit(SHOWN)
                .map(i -> shown(model, datasets, i, scores[i]))
                .toList();
        return new PredictResult(
                table(datasets, scores, model.threshold()),
                report,
                compromised,
                shown,
                folder,
                datasets.failures(),
                used,
                options.img,
                IntStream.range(0, datasets.size()).mapToObj(datasets::measured).toList());
    }

    private static PredictResult.Suspicious shown(Classifier model, PreparedDatasets datasets, int row, double score) {
        String index = datasets.index(row);
        return new PredictResult.Suspicious(
                index,
                score,
                Decision.ofExposures(datasets.measured(row)),
                model.blueprint().frameKinds().stream()
                        .map(kind -> new FrameSet(
                                index,
                                kind,
                                model.blueprint().imageSize(),
                                datasets.frames(row, kind),
                                OptionalInt.empty()))
                        .flatMap(set -> IntStream.range(0, 3).mapToObj(set::frame))
                        .toList());
    }

    private static double predicted(double score, double threshold) {
        return Label.at(score, threshold).code();
    }

    private static String csv(PreparedDatasets datasets, double[] scores, double threshold) {
        List<String> names = new ArrayList<>(Feature.columns());
        names.addAll(List.of("y_pred", "y_proba", "index"));
        StringBuilder csv = new StringBuilder(Csv.line(names));
        for (int i = 0; i < scores.length; i++) {
            List<Object> fields = new ArrayList<>(datasets.rows().get(i).texts());
            fields.addAll(List.of(predicted(scores[i], threshold), scores[i], datasets.index(i)));
            csv.append(Csv.line(fields));
        }
        return csv.toString();
    }

    private static Table table(PreparedDatasets datasets, double[] scores, double threshold) {
        Table table = Table.create("predictions");
        for (Feature feature : Feature.values()) {
            table.addColumns(DoubleColumn.create(
                    feature.column(),
                    datasets.rows().stream()
                            .mapToDouble(row -> row.features()[feature.ordinal()])
                            .toArray()));
        }
        return table.addColumns(
                DoubleColumn.create(
                        "y_pred",
                        DoubleStream.of(scores)
                                .map(s -> predicted(s, threshold))
                                .toArray()),
                DoubleColumn.create("y_proba", scores),
                StringColumn.create("index", datasets.names()));
    }

    private String report(SelectedModel used, PreparedDatasets datasets, double[] scores) {
        List<String> names = datasets.names();
        double threshold = used.classifier().threshold();
        double mean = DoubleStream.of(scores).average().orElseThrow();
        double spread = Math.sqrt(DoubleStream.of(scores)
                .map(s -> (s - mean) * (s - mean))
                .average()
                .orElseThrow());
        TreeMap<String, int[]> detectors = new TreeMap<>();
        int[] counts = new int[2];
        for (int i = 0; i < scores.length; i++) {
            int code = Label.at(scores[i], threshold).code();
            counts[code]++;
            detectors.computeIfAbsent(Prediction.detector(names.get(i)), name -> new int[2])[code]++;
        }
        StringBuilder text = new StringBuilder();
        text.append(LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")))
                .append('\n');
        text.append(options.group).append(", ").append(scores.length).append(" datasets\n");
        text.append(String.format(
                Locale.ROOT,
                "mean probability %.4f, standard deviation %.4f, threshold %.4f\n",
                mean,
                spread,
                threshold));
        text.append(used).append('\n');
        text.append(count("0.0=aligned", counts[0], scores.length))
                .append(count("1.0=suspicious", counts[1], scores.length));
        text.append(poor(used.classifier(), datasets, scores));
        text.append("\ndetector  aligned  suspicious\n");
        detectors.forEach(
                (name, own) -> text.append(String.format(Locale.ROOT, "%-8s  %7d  %10d\n", name, own[0], own[1])));
        return text.toString();
    }

    /** A line on the datasets of too few sources to tell; none where their sources were not counted. */
    private static String poor(Classifier model, PreparedDatasets datasets, double[] scores) {
        List<Integer> poor = IntStream.range(0, scores.length)
                .boxed()
                .filter(row ->
                        Decision.of(scores[row], model.threshold(), datasets.measured(row)) == Decision.FEW_SOURCES)
                .toList();
        long suspicious = poor.stream()
                .filter(row -> Label.at(scores[row], model.threshold()) == Label.MISALIGNED)
                .count();
        return poor.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "few sources: %s with fewer than %d to lay on each other, %d of them "
                                + "counted as suspicious; with so few a verdict is little better than a guess\n",
                        Count.of(poor.size(), "dataset"),
                        Decision.ENOUGH_SOURCES,
                        suspicious);
    }

    private static String count(String what, int count, int total) {
        return String.format(Locale.ROOT, "%-14s  %6d  %5.1f %%\n", what, count, 100.0 * count / total);
    }
}
