package org.mosaicworkbench.nn;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Confusion;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;

/**
 * Trains a network on one part of the datasets and tunes it on another: the best epoch's weights, when to stop, the
 * temperature.
 *
 * <p>Where a network reads measured numbers beside frames, what its frames give is left out of half of the datasets in
 * each step: an image network knows a training set by heart long before a perceptron does, and would outvote it.
 *
 * <p>With a folder for checkpoints, a training that was killed or cancelled goes on after its last whole epoch, and
 * ends with the same weights as one that was not. Weights are the same for the same seed and number of threads; on a
 * GPU nearly so, because its sums may come in another order.
 */
public final class Training {

    private static final String CHECKPOINT = "checkpoint.safetensors";

    private final NetworkDesign design;
    private final TrainingConfig recipe;
    private final Path checkpoints;
    private final boolean kept;
    private final Consumer<Moment> watcher;
    private final List<Classifier> from;

    /**
     * Where a training stands.
     *
     * @param epoch   that runs, from 1
     * @param step    within it, from 1
     * @param steps   of an epoch
     * @param history of the epochs that are over; at an epoch's last step this one is among them
     */
    public record Moment(int epoch, int step, int steps, List<Epoch> history) {}

    /**
     * What came of a training.
     *
     * @param classifier with the best epoch's weights
     * @param history    of all epochs
     * @param best       number of the best epoch
     */
    public record Outcome(Classifier classifier, List<Epoch> history, int best) {}

    private Training(
            NetworkDesign design,
            TrainingConfig recipe,
            Path checkpoints,
            boolean kept,
            Consumer<Moment> watcher,
            List<Classifier> from) {
        this.design = design;
        this.recipe = recipe.precision(recipe.execution().precision().chosen());
        this.checkpoints = checkpoints;
        this.kept = kept;
        this.watcher = watcher;
        this.from = List.copyOf(from);
    }

    /** A training without checkpoints that nobody watches. */
    public static Training of(Blueprint blueprint, TrainingConfig recipe) {
        return new Training(NetworkDesign.of(blueprint), recipe, null, false, moment -> {}, List.of());
    }

    /** @param read the measured numbers that the network reads, in its order; by default {@link Measurement#READ} */
    Training measurements(List<Measurement> read) {
        return new Training(new NetworkDesign(design.blueprint(), read), recipe, checkpoints, kept, watcher, from);
    }

    /** @param folder where {@code checkpoint.safetensors} stands while the training is not over */
    public Training checkpoints(Path folder) {
        return new Training(design, recipe, folder, kept, watcher, from);
    }

    /** The checkpoint stays when the training is over, so that the same one with more epochs goes on from there. */
    public Training kept() {
        return new Training(design, recipe, checkpoints, true, watcher, from);
    }

    /** @param consumer is told after each step where the training stands */
    public Training watched(Consumer<Moment> consumer) {
        return new Training(design, recipe, checkpoints, kept, consumer, from);
    }

    /**
     * Begins with arrays of trained models that have the name and shape of this network's, of several the first one's.
     *
     * @throws BadInput when one has no such array, or its features went through a transform and these do not, or the
     *                  other way round, or it reads other measured numbers
     */
    public Training from(List<Classifier> models) {
        for (Classifier model : models) {
            if (model.weights().common(Weights.initial(design, 0)).isEmpty()) {
                throw new BadInput("the model " + model + " has nothing that blueprint "
                        + blueprint().name() + " can begin with; leave it out");
            }
            if (model.blueprint().readsFeatures()
                    && blueprint().readsFeatures()
                    && model.transform().isPresent() != recipe.inputs().normalize()) {
                throw new BadInput("the model " + model + " was trained with features that were "
                        + (recipe.inputs().normalize() ? "not " : "") + "normalised, this training is with normalize("
                        + recipe.inputs().normalize() + "); train both alike");
            }
            if (model.blueprint().readsMeasured()
                    && blueprint().readsMeasured()
                    && !model.measurements().equals(design.measurements())) {
                throw new BadInput("the model " + model + " reads other measured numbers than this training; leave it "
                        + "out, or train it again with this version");
            }
        }
        return new Training(design, recipe, checkpoints, kept, watcher, models);
    }

    /**
     * Trains.
     *
     * @param train what is learned from
     * @param inner what it is tuned on
     * @throws BadInput              when a part lacks a class, or a dataset has not what the network reads
     * @throws CancellationException when the thread was interrupted; the checkpoint stays
     */
    public Outcome run(Examples train, Examples inner) {
        requireBothClasses(train, "trained");
        requireBothClasses(inner, "tuned");
        return new Run(train, inner).all();
    }

    private Blueprint blueprint() {
        return design.blueprint();
    }

    private static void requireBothClasses(Examples examples, String what) {
        List<Label> labels = labels(examples);
        for (Label label : Label.values()) {
            if (!labels.contains(label)) {
                throw new BadInput("none of the " + labels.size() + " datasets that the network is " + what + " on is "
                        + label + "; give aligned and misaligned ones of more visits");
            }
        }
    }

    private static List<Label> labels(Examples examples) {
        return IntStream.range(0, examples.size()).mapToObj(examples::label).toList();
    }

    /** One run. */
    private final class Run {

        private final Examples train;
        private final Examples inner;
        private final List<Label> labels;
        private final boolean[] innerTruth;
        private final InputTransforms normaliser;

        Run(Examples train, Examples inner) {
            this.train = train;
            this.inner = inner;
            this.labels = labels(train);
            this.innerTruth = truth(labels(inner));
            this.normaliser = InputTransforms.fit(train, design, recipe.inputs().normalize());
        }

        Outcome all() {
            String maker = maker();
            Checkpoint now = checkpoints == null
                    ? start()
                    : Checkpoint.read(file(), design, maker).orElseGet(this::start);
            try (Network network =
                    new Network(design, now.weights(), recipe.execution().precision())) {
                network.learn();
                while (now.history().size() < recipe.epochs() && !waitedEnough(now)) {
                    now = epoch(network, now);
                    if (checkpoints != null) {
                        now.write(file(), design, maker);
                    }
                }
            }
            Outcome outcome = outcome(now);
            forgetCheckpoint();
            return outcome;
        }

        private Checkpoint start() {
            Weights weights =
                    Weights.initial(design, BatchSampler.seed(recipe.execution().seed(), 0));
            for (int i = from.size() - 1; i >= 0; i--) {
                from.get(i)
                        .weights()
                        .common(weights)
                        .forEach((name, values) ->
                                System.arraycopy(values, 0, weights.arrays().get(name), 0, values.length));
            }
            return Checkpoint.start(weights);
        }

        private Path file() {
            return checkpoints.resolve(CHECKPOINT);
        }

        private void forgetCheckpoint() {
            if (checkpoints != null && !kept) {
                try {
                    Files.deleteIfExists(file());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        /** Names, labels and numbers stand for the data: frames belong to their names. */
        private String maker() {
            int data = 0;
            for (Examples part : List.of(train, inner)) {
                for (int row = 0; row < part.size(); row++) {
                    data = 31 * data
                            + part.index(row).hashCode()
                            + part.label(row).code()
                            + Arrays.hashCode(part.features(row))
                            + (blueprint().readsMeasured() ? Arrays.hashCode(design.measured(part, row)) : 0);
                }
            }
            int began =
                    from.stream().mapToInt(model -> model.weights().hashCode()).reduce(0, (all, one) -> 31 * all + one);
            return blueprint() + " " + recipe.epochs(1) + " " + data + (from.isEmpty() ? "" : " " + began);
        }

        private boolean waitedEnough(Checkpoint now) {
            return recipe.stopping().earlyStopping() != TrainingConfig.EarlyStopping.NONE
                    && now.bestAt() > 0
                    && now.history().size() - now.bestAt() >= recipe.stopping().patience();
        }

        private Checkpoint epoch(Network network, Checkpoint before) {
            int number = before.history().size() + 1;
            List<int[]> order = BatchSampler.balanced(
                    labels, recipe.batch(), BatchSampler.seed(recipe.execution().seed(), 2, number));
            EpochSums sums = new EpochSums();
            List<Integer> ofExposures = design.ofExposures();
            Weights gradients = before.weights().zeros();
            long first = before.step();
            try (Prefetcher<Batch> batches = new Prefetcher<>(
                    order.size(),
                    EngineThreads.makers(),
                    i -> Batch.of(
                            train,
                            order.get(i),
                            design,
                            normaliser,
                            true,
                            new Augmentation(recipe, blueprint().imageSize(), ofExposures, first + i)))) {
                for (int i = 0; i < order.size(); i++) {
                    step(network, before, batches.next(), gradients, first + i, sums);
                    if (i + 1 < order.size()) {
                        watcher.accept(new Moment(number, i + 1, order.size(), before.history()));
                    }
                    requireNotCancelled(number);
                }
            } catch (CancellationException e) {
                requireNotCancelled(number);
                throw e;
            }
            network.endEpoch(before.weights());
            Checkpoint after = judged(network, before, number, first + order.size(), sums);
            watcher.accept(new Moment(number, order.size(), order.size(), after.history()));
            return after;
        }

        private void step(
                Network network, Checkpoint state, Batch batch, Weights gradients, long step, EpochSums sums) {
            Pytorch.engine()
                    .setRandomSeed((int) BatchSampler.seed(recipe.execution().seed(), 3, step));
            try (NDManager manager = network.manager().newSubManager()) {
                Network.Outcome outcome = network.learnFrom(batch.in(manager, blueprint()), gradients);
                if (!Float.isFinite(outcome.loss())) {
                    throw new BadInput("the loss became " + outcome.loss() + " in step " + (step + 1)
                            + "; take a smaller learning rate than "
                            + recipe.schedule().learningRate()
                            + " or normalise the features");
                }
                sums.add(outcome, batch.labels());
            }
            state.adam().step(state.weights(), gradients, step, recipe.rate(step));
            network.set(state.weights());
        }

        private void requireNotCancelled(int epoch) {
            if (Thread.interrupted()) {
                throw new CancellationException("training was cancelled in epoch " + epoch
                        + (checkpoints == null
                                ? ""
                                : "; run it again to go on from "
                                        + (epoch == 1 ? "the beginning" : "epoch " + (epoch - 1))));
            }
        }

        private Checkpoint judged(Network network, Checkpoint before, int number, long step, EpochSums sums) {
            double[] scores = Classifier.logits(network, design, normaliser, inner);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = Temperature.ONE.probability(scores[i]);
            }
            Epoch epoch = new Epoch(
                    number, sums.loss(), sums.accuracy(), Scores.logLoss(innerTruth, scores), accuracy(scores));
            boolean better =
                    before.bestAt() == 0 || better(epoch, before.history().get(before.bestAt() - 1));
            List<Epoch> history = new ArrayList<>(before.history());
            history.add(epoch);
            return new Checkpoint(
                    before.weights(),
                    better ? before.weights().copy() : before.best(),
                    before.adam(),
                    step,
                    better ? number : before.bestAt(),
                    history);
        }

        private double accuracy(double[] scores) {
            return Confusion.of(innerTruth, scores, Classifier.MIDDLE).accuracy();
        }

        private boolean better(Epoch one, Epoch other) {
            return (recipe.stopping().earlyStopping() == TrainingConfig.EarlyStopping.VAL_ACCURACY
                            && one.valAccuracy() != other.valAccuracy())
                    ? one.valAccuracy() > other.valAccuracy()
                    : one.valLoss() < other.valLoss();
        }

        private Outcome outcome(Checkpoint end) {
            Classifier plain = new Classifier(design, end.best(), normaliser, Temperature.ONE, Map.of());
            double[] logits = plain.logits(inner);
            Temperature temperature = Temperature.fit(innerTruth, logits);
            double[] scores =
                    Arrays.stream(logits).map(temperature::probability).toArray();
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("recipe", recipe);
            about.put("epochs", end.history().size());
            about.put("best_epoch", end.bestAt());
            if (!from.isEmpty()) {
                about.put(
                        "began_with",
                        from.stream()
                                .map(model -> model.about().getOrDefault("name", "") + ": " + model)
                                .toList());
            }
            about.put("tuned_on", inner.size());
            about.put("trained_on", train.size());
            Map<String, Double> thresholds = new LinkedHashMap<>();
            thresholds.put("false_positives_1_percent", Scores.thresholdFor(0.01, innerTruth, scores));
            thresholds.put("false_positives_5_percent", Scores.thresholdFor(0.05, innerTruth, scores));
            about.put("thresholds", thresholds);
            BackgroundSamples background = BackgroundSamples.of(
                    train, design, BatchSampler.seed(recipe.execution().seed(), 4));
            return new Outcome(
                    new Classifier(design, end.best(), normaliser, temperature, background, about),
                    end.history(),
                    end.bestAt());
        }
    }

    private static boolean[] truth(List<Label> labels) {
        boolean[] truth = new boolean[labels.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = labels.get(i) == Label.MISALIGNED;
        }
        return truth;
    }
}
