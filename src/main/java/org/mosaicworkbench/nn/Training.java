package org.mosaicworkbench.nn;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;

/**
 * Trains a network. Held-out datasets, a part of the training set, serve to choose the best epoch, to stop early and to
 * fit the temperature. The test and validation sets are used for evaluation only.
 *
 * <p>If a network uses both measurements and frames, the image networks' output is omitted for half of the datasets in
 * each step: an image network overfits a training set long before a perceptron does, and would otherwise dominate the
 * prediction.
 *
 * <p>With a checkpoint folder, a training run that was killed or cancelled resumes after its last complete epoch and
 * ends with the same weights as an uninterrupted one. The same seed and number of threads give the same weights; on a
 * GPU the weights may differ slightly, because the order of summation may vary.
 */
public final class Training {

    private final Setup setup;

    /**
     * The subject and settings of a training run.
     *
     * @param checkpoints folder of the checkpoint; null for none
     * @param kept whether to keep the checkpoint when training ends
     * @param from models whose weights initialise the network
     */
    record Setup(
            NetworkDesign design,
            TrainingConfig recipe,
            Path checkpoints,
            boolean kept,
            Consumer<Moment> watcher,
            List<Classifier> from) {

        Setup {
            recipe = recipe.precision(recipe.execution().precision().chosen());
            from = List.copyOf(from);
        }

        Blueprint blueprint() {
            return design.blueprint();
        }
    }

    /**
     * Progress of a training run.
     *
     * @param epoch current epoch, from 1
     * @param step step within the epoch, from 1
     * @param steps steps per epoch
     * @param history completed epochs; at the last step of an epoch, this epoch is included
     */
    public record Moment(int epoch, int step, int steps, List<Epoch> history) {}

    /**
     * The result of a training run.
     *
     * @param classifier model with the best epoch's weights
     * @param history all epochs
     * @param best index of the best epoch, from 1
     */
    public record Outcome(Classifier classifier, List<Epoch> history, int best) {}

    private Training(Setup setup) {
        this.setup = setup;
    }

    /** Creates a training run without checkpoints and without a listener. */
    public static Training of(Blueprint blueprint, TrainingConfig recipe) {
        return new Training(new Setup(NetworkDesign.of(blueprint), recipe, null, false, moment -> {}, List.of()));
    }

    /**
     * @param read the measurements that the network uses, in the order of its inputs; by default
     *     {@link Measurement#READ}
     */
    Training measurements(List<Measurement> read) {
        return new Training(new Setup(
                new NetworkDesign(setup.blueprint(), read),
                setup.recipe,
                setup.checkpoints,
                setup.kept,
                setup.watcher,
                setup.from));
    }

    /** @param folder folder that holds {@code checkpoint.safetensors} until training ends */
    public Training checkpoints(Path folder) {
        return new Training(new Setup(setup.design, setup.recipe, folder, setup.kept, setup.watcher, setup.from));
    }

    /** Keeps the checkpoint when the training ends, so that the same training run can resume with more epochs. */
    public Training kept() {
        return new Training(new Setup(setup.design, setup.recipe, setup.checkpoints, true, setup.watcher, setup.from));
    }

    /** @param consumer receives the progress after each step */
    public Training watched(Consumer<Moment> consumer) {
        return new Training(new Setup(setup.design, setup.recipe, setup.checkpoints, setup.kept, consumer, setup.from));
    }

    /**
     * Initialises weights from trained models wherever names and shapes match; the first matching model wins.
     *
     * @throws BadInput if a model has no matching array, its features were transformed and those of this training run
     *     are not (or vice versa), or it uses different measurements
     */
    public Training from(List<Classifier> models) {
        for (Classifier model : models) {
            if (model.weights().common(Weights.initial(setup.design, 0)).isEmpty()) {
                throw new BadInput("the model " + model + " has no weights that blueprint "
                        + setup.blueprint().name() + " can start from; leave it out");
            }
            if (model.blueprint().readsFeatures()
                    && setup.blueprint().readsFeatures()
                    && model.transform().isPresent() != setup.recipe.inputs().normalize()) {
                throw new BadInput("the model " + model + " was trained with features that were "
                        + (setup.recipe.inputs().normalize() ? "not " : "")
                        + "normalised, but this training run has normalize("
                        + setup.recipe.inputs().normalize() + "); train both in the same way");
            }
            if (model.blueprint().readsMeasured()
                    && setup.blueprint().readsMeasured()
                    && !model.measurements().equals(setup.design.measurements())) {
                throw new BadInput("the model " + model + " reads different measurements from this training; leave it "
                        + "out, or train it again with this version");
            }
        }
        return new Training(
                new Setup(setup.design, setup.recipe, setup.checkpoints, setup.kept, setup.watcher, models));
    }

    /**
     * Trains the network.
     *
     * @param train datasets to fit
     * @param inner held-out datasets
     * @throws BadInput if a set lacks a class, or a dataset lacks an input of the network
     * @throws CancellationException if the thread was interrupted; the checkpoint is kept
     */
    public Outcome run(Examples train, Examples inner) {
        requireBothClasses(train, "trained");
        requireBothClasses(inner, "tuned");
        return new TrainingPass(setup, train, inner, Optional.empty()).all();
    }

    /**
     * Trains again on all available data, for the number of epochs after which the previous training run, on part of
     * the data, gave its best result. The tuned values (number of epochs, temperature, threshold) are kept.
     *
     * @param all training set
     * @param inner held-out datasets of the previous training run; they may be part of {@code all}
     * @param tuned outcome of the previous training run
     * @return the last epoch's weights, with the history of the previous training run
     * @throws BadInput if a set lacks a class, or a dataset lacks an input of the network
     * @throws CancellationException if the thread was interrupted; the checkpoint is kept
     */
    public Outcome again(Examples all, Examples inner, Outcome tuned) {
        requireBothClasses(all, "trained");
        return new TrainingPass(setup, all, inner, Optional.of(tuned)).all();
    }

    private static void requireBothClasses(Examples examples, String what) {
        List<Label> labels = labels(examples);
        for (Label label : Label.values()) {
            if (!labels.contains(label)) {
                throw new BadInput("none of the " + labels.size() + " datasets that the network is " + what + " on is "
                        + label + "; provide aligned and misaligned datasets from more visits");
            }
        }
    }

    static List<Label> labels(Examples examples) {
        return IntStream.range(0, examples.size()).mapToObj(examples::label).toList();
    }
}
