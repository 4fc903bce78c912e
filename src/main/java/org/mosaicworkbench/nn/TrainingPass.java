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
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mosaicworkbench.evaluate.Confusion;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.io.BadInput;

/** One pass of a training run: its epochs, resumed from a checkpoint if there is one, and the resulting model. */
final class TrainingPass {

    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final String LAST_CHECKPOINT = "checkpoint_all.safetensors";

    private final NetworkDesign design;
    private final TrainingConfig recipe;
    private final Training.Setup setup;
    private final Examples train;
    private final Examples inner;
    private final List<Label> labels;
    private final boolean[] innerTruth;
    private final InputTransforms normaliser;

    private final Optional<Training.Outcome> tuned;

    /**
     * @param inner held-out datasets; if {@code tuned} is given, loss and accuracy on them are only monitored
     * @param tuned outcome of an earlier training run, which sets the number of epochs; empty to choose the best epoch
     *     in this run
     */
    TrainingPass(Training.Setup setup, Examples train, Examples inner, Optional<Training.Outcome> tuned) {
        this.design = setup.design();
        this.recipe = tuned.map(before -> setup.recipe().epochs(before.best())).orElse(setup.recipe());
        this.setup = setup;
        this.train = train;
        this.inner = inner;
        this.tuned = tuned;
        this.labels = Training.labels(train);
        this.innerTruth = truth(Training.labels(inner));
        this.normaliser = InputTransforms.fit(train, design, recipe.inputs().normalize());
    }

    Training.Outcome all() {
        String maker = maker();
        Checkpoint now = setup.checkpoints() == null
                ? start()
                : Checkpoint.read(file(), design, maker).orElseGet(this::start);
        try (Network network =
                new Network(design, now.weights(), recipe.execution().precision())) {
            network.learn();
            while (now.history().size() < recipe.epochs() && !waitedEnough(now)) {
                now = epoch(network, now);
                if (setup.checkpoints() != null) {
                    now.write(file(), design, maker);
                }
            }
        }
        Training.Outcome outcome = tuned.isPresent() ? last(now, tuned.get()) : best(now);
        forgetCheckpoint();
        return outcome;
    }

    private Checkpoint start() {
        Weights weights =
                Weights.initial(design, BatchSampler.seed(recipe.execution().seed(), 0));
        weights.arrays().forEach((name, values) -> {
            if (name.endsWith(NetworkDesign.QUANTILES)) {
                System.arraycopy(FeatureInputs.quantiles(train, normaliser), 0, values, 0, values.length);
            }
        });
        for (int i = setup.from().size() - 1; i >= 0; i--) {
            setup.from()
                    .get(i)
                    .weights()
                    .common(weights)
                    .forEach((name, values) ->
                            System.arraycopy(values, 0, weights.arrays().get(name), 0, values.length));
        }
        return Checkpoint.start(weights);
    }

    private Path file() {
        return setup.checkpoints().resolve(tuned.isPresent() ? LAST_CHECKPOINT : CHECKPOINT);
    }

    private void forgetCheckpoint() {
        if (setup.checkpoints() != null && !setup.kept()) {
            try {
                Files.deleteIfExists(setup.checkpoints().resolve(CHECKPOINT));
                Files.deleteIfExists(setup.checkpoints().resolve(LAST_CHECKPOINT));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The identity of the training run: network, settings except the number of epochs, initial weights, and the
     * datasets' names, labels, features and measurements, but not the pixels of their frames.
     */
    private String maker() {
        int data = 0;
        for (Examples part : List.of(train, inner)) {
            for (int row = 0; row < part.size(); row++) {
                data = 31 * data
                        + part.index(row).hashCode()
                        + part.label(row).code()
                        + Arrays.hashCode(part.features(row))
                        + (design.blueprint().readsMeasured() ? Arrays.hashCode(design.measured(part, row)) : 0);
            }
        }
        int began = setup.from().stream()
                .mapToInt(model -> model.weights().hashCode())
                .reduce(0, (all, one) -> 31 * all + one);
        return design.blueprint() + " " + recipe.epochs(1) + " " + data
                + (setup.from().isEmpty() ? "" : " " + began);
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
                        new Augmentation(recipe, design.blueprint().imageSize(), ofExposures, first + i)))) {
            for (int i = 0; i < order.size(); i++) {
                step(network, before, batches.next(), gradients, first + i, sums);
                if (i + 1 < order.size()) {
                    setup.watcher().accept(new Training.Moment(number, i + 1, order.size(), before.history()));
                }
                requireNotCancelled(number);
            }
        } catch (CancellationException e) {
            requireNotCancelled(number);
            throw e;
        }
        network.endEpoch(before.weights());
        Checkpoint after = judged(network, before, number, first + order.size(), sums);
        setup.watcher().accept(new Training.Moment(number, order.size(), order.size(), after.history()));
        return after;
    }

    private void step(Network network, Checkpoint state, Batch batch, Weights gradients, long step, EpochSums sums) {
        Pytorch.engine()
                .setRandomSeed((int) BatchSampler.seed(recipe.execution().seed(), 3, step));
        try (NDManager manager = network.manager().newSubManager()) {
            Network.Outcome outcome = network.learnFrom(batch.in(manager, design.blueprint()), gradients);
            if (!Float.isFinite(outcome.loss())) {
                throw new BadInput("the loss became " + outcome.loss() + " in step " + (step + 1)
                        + "; choose a smaller learning rate than "
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
                    + (setup.checkpoints() == null
                            ? ""
                            : "; run it again to resume from "
                                    + (epoch == 1 ? "the beginning" : "epoch " + (epoch - 1))));
        }
    }

    private Checkpoint judged(Network network, Checkpoint before, int number, long step, EpochSums sums) {
        double[] scores = Classifier.logits(network, design, normaliser, inner);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Temperature.ONE.probability(scores[i]);
        }
        Epoch epoch =
                new Epoch(number, sums.loss(), sums.accuracy(), Scores.logLoss(innerTruth, scores), accuracy(scores));
        boolean better = tuned.isPresent()
                || before.bestAt() == 0
                || better(epoch, before.history().get(before.bestAt() - 1));
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

    private Training.Outcome best(Checkpoint end) {
        Classifier plain = new Classifier(design, end.best(), normaliser, Temperature.ONE, Map.of());
        double[] logits = plain.logits(inner);
        Temperature temperature = Temperature.fit(innerTruth, logits);
        double[] scores = Arrays.stream(logits).map(temperature::probability).toArray();
        Map<String, Double> thresholds = new LinkedHashMap<>();
        thresholds.put("false_positives_1_percent", Scores.thresholdFor(0.01, innerTruth, scores));
        thresholds.put("false_positives_5_percent", Scores.thresholdFor(0.05, innerTruth, scores));
        Map<String, Object> about = about(end.history().size(), end.bestAt());
        about.put("thresholds", thresholds);
        return new Training.Outcome(classifier(end, temperature, about), end.history(), end.bestAt());
    }

    /** Combines the last weights with the values tuned in the earlier training run. */
    private Training.Outcome last(Checkpoint end, Training.Outcome before) {
        Map<String, Object> about = about(before.history().size(), before.best());
        about.put("thresholds", before.classifier().about().get("thresholds"));
        return new Training.Outcome(
                classifier(end, before.classifier().temperature(), about), before.history(), before.best());
    }

    private Map<String, Object> about(int epochs, int best) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("recipe", setup.recipe());
        about.put("epochs", epochs);
        about.put("best_epoch", best);
        if (!setup.from().isEmpty()) {
            about.put(
                    "began_with",
                    setup.from().stream()
                            .map(model -> model.about().getOrDefault("name", "") + ": " + model)
                            .toList());
        }
        about.put("tuned_on", inner.size());
        about.put("trained_on", train.size());
        return about;
    }

    private Classifier classifier(Checkpoint end, Temperature temperature, Map<String, Object> about) {
        BackgroundSamples background = BackgroundSamples.of(
                train, design, BatchSampler.seed(recipe.execution().seed(), 4));
        return new Classifier(design, end.best(), normaliser, temperature, background, about);
    }

    private static boolean[] truth(List<Label> labels) {
        boolean[] truth = new boolean[labels.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = labels.get(i) == Label.MISALIGNED;
        }
        return truth;
    }
}
