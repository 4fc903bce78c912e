package org.mosaicworkbench.sweep.models;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.baseline.FeatureMatrix;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FlatRecord;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.Training;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.Goal;
import org.mosaicworkbench.sweep.Job;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Objective;
import org.mosaicworkbench.sweep.Outcome;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.Space;
import org.tribuo.Tribuo;

/**
 * Objective for networks and Tribuo models: trains on one part of the training set and evaluates on another. The test
 * and validation sets of a training run with the sweep's seed are not used.
 */
final class ModelObjective implements Objective, AutoCloseable {

    /** Memory in MiB that a Java virtual machine with the engine needs before it holds any data. */
    private static final int ENGINE = 400;
    /**
     * Estimated number of floats stored per network parameter or activation: its value, its gradient, and optimizer
     * moments or intermediate results.
     */
    private static final long COPIES = 6;

    private static final long NUMBER = Float.BYTES;
    private static final long MEBI = 1L << 20;

    private final ModelSettings models;
    private Set<String> leftOut = Set.of();
    private boolean engine;
    /** Measurement tables that were found automatically and that some trial uses. */
    private final Set<Path> found = new LinkedHashSet<>();
    /**
     * The datasets with frames that were read last, for the network {@code framedFor}; datasets without frames are in
     * {@code plain}.
     */
    private PreparedDatasets framed;

    private Blueprint framedFor;
    private final Map<Boolean, PreparedDatasets> plain = new HashMap<>();

    ModelObjective(ModelSettings models) {
        this.models = models;
    }

    @Override
    public String metric() {
        return models.metric().words()
                + (models.held().folds() == 0
                        ? ""
                        : ", mean of " + models.held().folds() + " folds");
    }

    @Override
    public Goal goal() {
        return models.metric().goal();
    }

    @Override
    public String curve() {
        return "held-out loss";
    }

    @Override
    public void check(Space space) {
        models.check(space);
    }

    /**
     * Finds the datasets that some trial cannot use. They are excluded from all trials, so that all trials are
     * evaluated on the same datasets.
     */
    void prepare(List<Settings> trials) {
        Set<String> failed = new HashSet<>();
        for (Blueprint network : networks(trials)) {
            found.addAll(models.data().measured(network));
            datasets(network).failures().forEach(failure -> failed.add(failure.index()));
        }
        leftOut = failed;
        engine = trials.stream().anyMatch(settings -> !models.isBaseline(settings));
        datasets(Blueprint.mlp());
    }

    /** @return the names of the excluded datasets */
    Set<String> leftOut() {
        return leftOut;
    }

    /** Replaces {@link #prepare} if the datasets to exclude are already known. */
    void leaveOut(Set<String> datasets) {
        leftOut = datasets;
    }

    /** @return the measurement tables that networks of the trials use */
    Set<Path> found() {
        return found;
    }

    /** @return whether some trial trains a network */
    boolean usesEngine() {
        return engine;
    }

    /**
     * One network for each combination of image size, frame kinds and use of measurements among the trials. Settings
     * that do not form a valid network are reported when their trial runs.
     */
    private List<Blueprint> networks(List<Settings> trials) {
        List<Blueprint> networks = new ArrayList<>();
        for (Settings settings : trials) {
            try {
                Blueprint network = models.isBaseline(settings) ? Blueprint.mlp() : models.blueprint(settings);
                if ((network.readsFrames() || network.readsMeasured())
                        && networks.stream().noneMatch(other -> sameInputs(network, other))) {
                    networks.add(network);
                }
            } catch (BadInput e) {
                // The error is reported when the trial runs.
            }
        }
        return networks;
    }

    private static boolean sameInputs(Blueprint one, Blueprint other) {
        return one.imageSize() == other.imageSize()
                && one.frameKinds().equals(other.frameKinds())
                && one.readsMeasured() == other.readsMeasured();
    }

    private PreparedDatasets datasets(Blueprint network) {
        if (!network.readsFrames()) {
            return plain.computeIfAbsent(network.readsMeasured(), measured -> read(network));
        }
        if (framed == null || !sameInputs(network, framedFor)) {
            closeFrames();
            framed = read(network);
            framedFor = network;
        }
        return framed;
    }

    private PreparedDatasets read(Blueprint network) {
        if (network.readsFrames() && models.data().img().isEmpty()) {
            throw new BadInput(
                    "the model " + network.name() + " reads frames, but none are given; give their folder, or search "
                            + "among svm_mlp, svm_measured, logistic, forest and boosted");
        }
        return models.data().labelled(network);
    }

    @Override
    public Outcome run(Job job) {
        boolean baseline = models.isBaseline(job.settings());
        Blueprint network = baseline ? Blueprint.mlp() : models.blueprint(job.settings());
        PreparedDatasets all = datasets(network).without(leftOut);
        List<Outcome> folds = new ArrayList<>();
        List<int[][]> sides = models.held().sides(all);
        for (int fold = 0; fold < sides.size(); fold++) {
            int[][] both = sides.get(fold);
            Path folder = job.folder().resolve("fold-" + fold);
            folds.add(baseline ? baseline(job, all, both, folder) : network(job, network, all, both, folder));
        }
        return new Outcome(
                folds.stream().mapToDouble(Outcome::metric).average().orElseThrow(),
                mean(folds.stream().map(Outcome::curve).toList()));
    }

    private Outcome network(Job job, Blueprint network, PreparedDatasets all, int[][] sides, Path folder) {
        TrainingConfig recipe =
                models.recipe(job.settings()).epochs(job.epochs()).seed(job.seed());
        Training.Outcome trained =
                Training.of(network, recipe).checkpoints(folder).kept().run(all.part(sides[0]), all.part(sides[1]));
        double[] curve = trained.history().stream().mapToDouble(Epoch::valLoss).toArray();
        return new Outcome(
                models.metric() == Metric.LOG_LOSS
                        ? curve[trained.best() - 1]
                        : models.metric()
                                .of(truth(all, sides[1]), trained.classifier().probabilities(all.part(sides[1]))),
                curve);
    }

    /** Fits a baseline at the first rung; later rungs reuse its metric. */
    private Outcome baseline(Job job, PreparedDatasets all, int[][] sides, Path folder) {
        Path file = folder.resolve("metric.txt");
        if (job.rung() > 0 && Files.exists(file)) {
            try {
                return new Outcome(Double.parseDouble(Files.readString(file).strip()));
            } catch (IOException | NumberFormatException e) {
                throw BadInput.file(file, "cannot be read", "delete it and run the sweep again");
            }
        }
        FeatureMatrix cases = FeatureMatrix.of(
                all,
                models.data().measured().stream().map(MeasurementTable::read).toList());
        double[] scores = models.baseline(job.settings())
                .fit(cases.rows(sides[0]), String.valueOf(models.data().csv()), job.seed())
                .probabilities(cases.rows(sides[1]));
        double metric = models.metric().of(truth(all, sides[1]), scores);
        WholeFile.writeText(file, metric + "\n");
        return new Outcome(metric);
    }

    @Override
    public boolean hasEpochs(Settings settings) {
        return !models.isBaseline(settings);
    }

    private static boolean[] truth(PreparedDatasets all, int[] rows) {
        boolean[] truth = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            truth[i] = all.label(rows[i]) == Label.MISALIGNED;
        }
        return truth;
    }

    /** The mean of several curves; a curve that ended early keeps its last value. */
    private static double[] mean(List<double[]> curves) {
        int longest = curves.stream().mapToInt(curve -> curve.length).max().orElse(0);
        return IntStream.range(0, longest)
                .mapToDouble(i -> curves.stream()
                        .filter(curve -> curve.length > 0)
                        .mapToDouble(curve -> curve[Math.min(i, curve.length - 1)])
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** An estimate: the engine, the weights with their gradients and moments, and all activations of one batch. */
    @Override
    public int memory(Settings settings) {
        if (models.isBaseline(settings)) {
            return ENGINE / 2;
        }
        try {
            Blueprint network = models.blueprint(settings);
            long between = 0;
            for (FrameKind kind : network.frameKinds()) {
                long area = (long) network.imageSize() * network.imageSize();
                List<Integer> filters = kind == FrameKind.FIELD
                        ? network.field().filters()
                        : network.nativeFrames().filters();
                between += area * filters.get(0)
                        + filters.stream().mapToLong(count -> area / 4 * count).sum();
            }
            return (int) (ENGINE
                    + (network.parameters() * COPIES
                                    + between * COPIES * models.recipe(settings).batch())
                            * NUMBER
                            / MEBI);
        } catch (BadInput e) {
            return 0;
        }
    }

    @Override
    public Map<String, String> inputs() {
        Map<String, String> inputs = new LinkedHashMap<>();
        Stream.of(models.data().tables(), models.data().measured(), found)
                .flatMap(Collection::stream)
                .distinct()
                .forEach(table -> inputs.put(table.getFileName() + " SHA-256", Sha256.of(table)));
        models.data()
                .img()
                .ifPresent(img -> inputs.put(
                        "img", Files.isRegularFile(img) ? Sha256.of(img) : String.valueOf(img.getFileName())));
        inputs.put("validation", String.valueOf(models.held().validation()));
        inputs.put("folds", String.valueOf(models.held().folds()));
        inputs.put("blueprint", FlatRecord.words("Blueprint", models.blueprint()));
        inputs.put(
                "recipe", FlatRecord.words("Recipe", models.recipe().epochs(1).seed(0)));
        return inputs;
    }

    @Override
    public Map<String, String> madeBy() {
        Map<String, String> made = new LinkedHashMap<>();
        if (engine) {
            made.put(
                    "engine",
                    "PyTorch " + Engine.getEngine("PyTorch").getVersion() + " by DJL " + Engine.getDjlVersion());
            made.put("threads", String.valueOf(EngineThreads.count()));
        }
        made.put("library", "Tribuo " + Tribuo.VERSION);
        made.put("java", System.getProperty("java.version"));
        return made;
    }

    private void closeFrames() {
        if (framed != null) {
            framed.close();
            framed = null;
        }
    }

    @Override
    public void close() {
        closeFrames();
        plain.values().forEach(PreparedDatasets::close);
    }
}
