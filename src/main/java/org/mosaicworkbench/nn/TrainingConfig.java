package org.mosaicworkbench.nn;

import com.google.gson.annotations.JsonAdapter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FlatRecord;
import org.mosaicworkbench.maths.PowerTransform;

/**
 * How a network is trained. Options return a changed copy.
 *
 * @param batch         datasets in a step, half of them misaligned; even, at least 2
 * @param epochs        passes over the training set, at least 1
 * @param schedule of the learning rate
 * @param stopping when training stops
 * @param inputs what is done to the inputs
 * @param execution how it is computed
 */
@JsonAdapter(FlatRecord.Json.class)
public record TrainingConfig(
        int batch, int epochs, Schedule schedule, Stopping stopping, Inputs inputs, Execution execution) {

    /**
     * Learning-rate schedule of Adam.
     *
     * @param learningRate of Adam at the first step
     * @param decay the learning rate is multiplied by this over {@code decaySteps} steps, a little in each
     * @param decaySteps at least 1
     */
    public record Schedule(double learningRate, double decay, int decaySteps) {}

    /**
     * When training stops.
     *
     * @param earlyStopping what has to improve for training to go on
     * @param patience epochs without improvement after which it stops
     */
    public record Stopping(EarlyStopping earlyStopping, int patience) {}

    /**
     * Transforms and augmentation of the inputs.
     *
     * @param augment whether frames are flipped, turned, and changed in brightness, contrast and saturation
     * @param noise added to the features; unless there is none, measured numbers get 0.05 of a standard deviation
     * @param normalize whether features go through a {@link PowerTransform} fitted on the training set
     */
    public record Inputs(boolean augment, Noise noise, boolean normalize) {}

    /**
     * Settings of the computation.
     *
     * @param seed random seed
     * @param precision of the convolutions
     */
    public record Execution(long seed, Precision precision) {}

    /** The criterion for early stopping and for the best epoch. */
    public enum EarlyStopping {
        /** All epochs are run; the weights of the epoch with the smallest loss on the held-out part are kept. */
        NONE,
        /** The loss on the held-out part. */
        VAL_LOSS,
        /** The accuracy on the held-out part. */
        VAL_ACCURACY
    }

    /** Noise on features and measurements during training. */
    public enum Noise {
        /** Features as they are. */
        NONE,
        /** As uncertain as they are: counts by their square root, residuals by theirs over the matches. */
        REAL,
        /** A standard normal deviate on every feature, after normalisation, as the Python tool has it. */
        UNIT,
        /**
         * 0.05 standard deviations on the features that measure, after normalisation; codes, and features that are not
         * normalised, stay as they are.
         */
        SPREAD
    }

    /**
     * Batches of 32, 60 epochs, 1e-4 falling by 0.96 in 100,000 steps, no early stopping, frames augmented, features
     * normalised, seed 42.
     */
    public static final TrainingConfig STANDARD = new TrainingConfig(
            32,
            60,
            new Schedule(1e-4, 0.96, 100_000),
            new Stopping(EarlyStopping.NONE, 10),
            new Inputs(true, Noise.REAL, true),
            new Execution(42, Precision.AUTO));

    /** The same for networks that read tables alone: 1e-3, and {@link Noise#SPREAD}. */
    public static final TrainingConfig TABLES = STANDARD.learningRate(1e-3).noise(Noise.SPREAD);

    /** @return the default configuration for a network: {@link #TABLES} or {@link #STANDARD} */
    public static TrainingConfig of(Blueprint network) {
        return network.readsFrames() ? STANDARD : TABLES;
    }

    /** @throws BadInput if a value is out of range */
    public TrainingConfig {
        if (batch < 2 || batch % 2 != 0 || epochs < 1 || schedule.decaySteps() < 1 || stopping.patience() < 1) {
            throw new BadInput(
                    "the recipe has batches of " + batch + ", " + epochs + " epochs, decay in " + schedule.decaySteps()
                            + " steps and patience " + stopping.patience() + "; batches must be even, all at least 1");
        }
        if (!(schedule.learningRate() > 0 && schedule.learningRate() <= 1)
                || !(schedule.decay() > 0 && schedule.decay() <= 1)) {
            throw new BadInput("the recipe has the learning rate " + schedule.learningRate() + " and decay "
                    + schedule.decay() + "; both must be above 0 and at most 1");
        }
    }

    /** Each setting by its name. */
    public Map<String, Object> byName() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("batch", batch);
        all.put("epochs", epochs);
        all.put("learningRate", schedule.learningRate());
        all.put("decay", schedule.decay());
        all.put("decaySteps", schedule.decaySteps());
        all.put("earlyStopping", stopping.earlyStopping());
        all.put("patience", stopping.patience());
        all.put("augment", inputs.augment());
        all.put("noise", inputs.noise());
        all.put("normalize", inputs.normalize());
        all.put("seed", execution.seed());
        all.put("precision", execution.precision());
        return all;
    }

    /** @return this with another size of batches */
    public TrainingConfig batch(int datasets) {
        return new TrainingConfig(datasets, epochs, schedule, stopping, inputs, execution);
    }

    /** @return this with another number of epochs */
    public TrainingConfig epochs(int passes) {
        return new TrainingConfig(batch, passes, schedule, stopping, inputs, execution);
    }

    /** @return this with another learning rate */
    public TrainingConfig learningRate(double rate) {
        return new TrainingConfig(
                batch,
                epochs,
                new Schedule(rate, schedule.decay(), schedule.decaySteps()),
                stopping,
                inputs,
                execution);
    }

    /** @return this with another decay of the learning rate */
    public TrainingConfig decay(double factor, int steps) {
        return new TrainingConfig(
                batch, epochs, new Schedule(schedule.learningRate(), factor, steps), stopping, inputs, execution);
    }

    /** @return this with another rule for when to stop */
    public TrainingConfig earlyStopping(EarlyStopping rule, int epochsOfPatience) {
        return new TrainingConfig(batch, epochs, schedule, new Stopping(rule, epochsOfPatience), inputs, execution);
    }

    /** @return this with or without augmented frames */
    public TrainingConfig augment(boolean wanted) {
        return new TrainingConfig(
                batch, epochs, schedule, stopping, new Inputs(wanted, inputs.noise(), inputs.normalize()), execution);
    }

    /** @return this with other noise on the features */
    public TrainingConfig noise(Noise kind) {
        return new TrainingConfig(
                batch, epochs, schedule, stopping, new Inputs(inputs.augment(), kind, inputs.normalize()), execution);
    }

    /** @return this with or without a transform of the features */
    public TrainingConfig normalize(boolean wanted) {
        return new TrainingConfig(
                batch, epochs, schedule, stopping, new Inputs(inputs.augment(), inputs.noise(), wanted), execution);
    }

    /** @return this with another seed */
    public TrainingConfig seed(long number) {
        return new TrainingConfig(
                batch, epochs, schedule, stopping, inputs, new Execution(number, execution.precision()));
    }

    /** @return this with another precision of the convolutions */
    public TrainingConfig precision(Precision bits) {
        return new TrainingConfig(batch, epochs, schedule, stopping, inputs, new Execution(execution.seed(), bits));
    }

    /** @return the learning rate of a step, from 0 */
    double rate(long step) {
        return schedule.learningRate() * Math.pow(schedule.decay(), (double) step / schedule.decaySteps());
    }
}
