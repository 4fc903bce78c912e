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
 * Trains a network on the training set and uses the validation set to choose the best epoch, to stop early and to fit
 * the temperature.
 *
 * <p>Where a network reads measured numbers beside frames, what its frames give is left out of half of the datasets in
 * each step: an image network overfits a training set long before a perceptron does, and would outvote it.
 *
 * <p>With a folder for checkpoints, a training that was killed or cancelled goes on after its last whole epoch, and
 * ends with the same weights as one that was not. Weights are the same for the same seed and number of threads; on a
 * GPU nearly so, because its sums may come in another order.
 */
public final class Training {

    private final Setup setup;

    /**
     * What is trained, and how.
     *
     * @param checkpoints folder of the checkpoint; null for none
     * @param kept        whether the checkpoint stays when the training is over
     * @param from        models whose arrays it begins with
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
     * Progress of a training.
     *
     * @param epoch   that runs, from 1
     * @param step    within it, from 1
     * @param steps   of an epoch
     * @param history of the epochs that are over; at an epoch's last step this one is among them
     */
    public record Moment(int epoch, int step, int steps, List<Epoch> history) {}

    /**
     * The result of a training.
     *
     * @param classifier with the best epoch's weights
     * @param history    of all epochs
     * @param best       number of the best epoch
     */
    public record Outcome(Classifier classifier, List<Epoch> history, int best) {}

    private Training(Setup setup) {
        this.setup = setup;
    }

    /** A training without checkpoints and without a listener. */
    public static Training of(Blueprint blueprint, TrainingConfig recipe) {
        return new Training(new Setup(NetworkDesign.of(blueprint), recipe, null, false, moment -> {}, List.of()));
    }

    /** @param read the measured numbers that the network reads, in its order; by default {@link Measurement#READ} */
    Training measurements(List<Measurement> read) {
        return new Training(new Setup(
                new NetworkDesign(setup.blueprint(), read),
                setup.recipe,
                setup.checkpoints,
                setup.kept,
                setup.watcher,
                setup.from));
    }

    /** @param folder for {@code checkpoint.safetensors} until the training ends */
    public Training checkpoints(Path folder) {
        return new Training(new Setup(setup.design, setup.recipe, folder, setup.kept, setup.watcher, setup.from));
    }

    /** Keeps the checkpoint when the training ends, so that the same training with more epochs resumes from there. */
    public Training kept() {
        return new Training(new Setup(setup.design, setup.recipe, setup.checkpoints, true, setup.watcher, setup.from));
    }

    /** @param consumer receives the progress after each step */
    public Training watched(Consumer<Moment> consumer) {
        return new Training(new Setup(setup.design, setup.recipe, setup.checkpoints, setup.kept, consumer, setup.from));
    }

    /**
     * Initializes weights from trained models where names and shapes match; the first matching model counts.
     *
     * @throws BadInput if one has no such array, or its features went through a transform and these do not, or the
     *                  other way round, or it reads other measured numbers
     */
    public Training from(List<Classifier> models) {
        for (Classifier model : models) {
            if (model.weights().common(Weights.initial(setup.design, 0)).isEmpty()) {
                throw new BadInput("the model " + model + " has nothing that blueprint "
                        + setup.blueprint().name() + " can begin with; leave it out");
            }
            if (model.blueprint().readsFeatures()
                    && setup.blueprint().readsFeatures()
                    && model.transform().isPresent() != setup.recipe.inputs().normalize()) {
                throw new BadInput("the model " + model + " was trained with features that were "
                        + (setup.recipe.inputs().normalize() ? "not " : "")
                        + "normalised, this training is with normalize("
                        + setup.recipe.inputs().normalize() + "); train both alike");
            }
            if (model.blueprint().readsMeasured()
                    && setup.blueprint().readsMeasured()
                    && !model.measurements().equals(setup.design.measurements())) {
                throw new BadInput("the model " + model + " reads other measured numbers than this training; leave it "
                        + "out, or train it again with this version");
            }
        }
        return new Training(
                new Setup(setup.design, setup.recipe, setup.checkpoints, setup.kept, setup.watcher, models));
    }

    /**
     * Trains the network.
     *
     * @param train what is learned from
     * @param inner what it is tuned on
     * @throws BadInput              if a part lacks a class, or a dataset lacks an input of the network
     * @throws CancellationException if the thread was interrupted; the checkpoint stays
     */
    public Outcome run(Examples train, Examples inner) {
        requireBothClasses(train, "trained");
        requireBothClasses(inner, "tuned");
        return new TrainingPass(setup, train, inner, Optional.empty()).all();
    }

    /**
     * Trains once more, on all that may be learned from, as long as it took a training on a part of it to become best.
     * What was tuned then stays: the number of epochs, the temperature, the thresholds.
     *
     * @param all   what is learned from
     * @param inner what the training before was tuned on; it may be among {@code all}
     * @param tuned what came of that training
     * @return with the last epoch's weights, and the history of the training before
     * @throws BadInput              if a part lacks a class, or a dataset lacks an input of the network
     * @throws CancellationException if the thread was interrupted; the checkpoint stays
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
                        + label + "; give aligned and misaligned ones of more visits");
            }
        }
    }

    static List<Label> labels(Examples examples) {
        return IntStream.range(0, examples.size()).mapToObj(examples::label).toList();
    }
}
