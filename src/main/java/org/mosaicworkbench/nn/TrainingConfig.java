package org.mosaicworkbench.nn;

import com.google.gson.annotations.JsonAdapter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FlatRecord;
import org.mosaicworkbench.maths.PowerTransform;

/**
 * The configuration of a training run. Option methods return a changed copy.
 *
 * @param batch datasets per step, half of them misaligned; even, at least 2
 * @param epochs passes over the training set, at least 1
 * @param schedule learning-rate schedule
 * @param stopping early stopping
 * @param inputs transforms and augmentation of the inputs
 * @param execution settings of the computation
 */
@JsonAdapter(FlatRecord.Json.class)
public record TrainingConfig(
        int batch, int epochs, Schedule schedule, Stopping stopping, Inputs inputs, Execution execution) {

    /**
     * Learning-rate schedule of Adam.
     *
     * @param learningRate learning rate at the first step
     * @param decay factor by which the learning rate is multiplied every {@code decaySteps} steps, applied as a
     *     continuous exponential decay
     * @param decaySteps number of steps over which the learning rate changes by the factor {@code decay}, at least 1
     */
    public record Schedule(double learningRate, double decay, int decaySteps) {}

    /**
     * Settings of early stopping.
     *
     * @param earlyStopping criterion that must improve for training to continue
     * @param patience number of epochs without improvement before training stops
     */
    public record Stopping(EarlyStopping earlyStopping, int patience) {}

    /**
     * Transforms and augmentation of the inputs.
     *
     * @param augment whether to flip and rotate frames and vary their brightness, contrast and saturation
     * @param noise noise added to the features; unless it is {@link Noise#NONE}, measurements receive noise with an rms
     *     of 0.05 standard deviations
     * @param normalize whether to transform features with a {@link PowerTransform} fitted to the training set
     */
    public record Inputs(boolean augment, Noise noise, boolean normalize) {}

    /**
     * Settings of the computation.
     *
     * @param seed random seed
     * @param precision precision of the convolutions
     */
    public record Execution(long seed, Precision precision) {}

    /** The criterion for early stopping and for the best epoch. */
    public enum EarlyStopping {
        /** Runs all epochs and keeps the weights of the epoch with the smallest loss on the held-out datasets. */
        NONE,
        /** The loss on the held-out datasets. */
        VAL_LOSS,
        /** The accuracy on the held-out datasets. */
        VAL_ACCURACY
    }

    /** Noise on features and measurements during training. */
    public enum Noise {
        /** Unchanged features. */
        NONE,
        /**
         * Noise according to each feature's uncertainty: for counts, the square root of the count; for residuals, the
         * scatter expected for the number of matches.
         */
        REAL,
        /** A standard normal deviate added to every feature after normalisation, as in spacekit. */
        UNIT,
        /**
         * A normal deviate with a standard deviation of 0.05 added to each numeric feature after normalisation; codes
         * and features that are not normalised stay unchanged.
         */
        SPREAD
    }

    /**
     * Batches of 32, 60 epochs, learning rate 1e-4 decaying by a factor of 0.96 per 100,000 steps, no early stopping,
     * augmented frames, normalised features, seed 42.
     */
    public static final TrainingConfig STANDARD = new TrainingConfig(
            32,
            60,
            new Schedule(1e-4, 0.96, 100_000),
            new Stopping(EarlyStopping.NONE, 10),
            new Inputs(true, Noise.REAL, true),
            new Execution(42, Precision.AUTO));

    /** {@link #STANDARD} for networks that use only tables: learning rate 1e-3 and {@link Noise#SPREAD}. */
    public static final TrainingConfig TABLES = STANDARD.learningRate(1e-3).noise(Noise.SPREAD);

    /** @return the default configuration for a network: {@link #TABLES} or {@link #STANDARD} */
    public static TrainingConfig of(Blueprint network) {
        return network.readsFrames() ? STANDARD : TABLES;
    }

    /** @throws BadInput if a value is out of range */
    public TrainingConfig {
        require("batch", batch, batch >= 2 && batch % 2 == 0, "even and at least 2");
        require("epochs", epochs, epochs >= 1, "at least 1");
        require("decaySteps", schedule.decaySteps(), schedule.decaySteps() >= 1, "at least 1");
        require("patience", stopping.patience(), stopping.patience() >= 1, "at least 1");
        double rate = schedule.learningRate();
        require("learningRate", rate, rate > 0 && rate <= 1, "above 0 and at most 1");
        double decay = schedule.decay();
        require("decay", decay, decay > 0 && decay <= 1, "above 0 and at most 1");
    }

    private static void require(String name, Number value, boolean sound, String allowed) {
        if (!sound) {
            throw new BadInput(name + " is " + value + "; it must be " + allowed);
        }
    }

    /** The value of each setting by name. */
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

    /** @return this configuration with a different batch size */
    public TrainingConfig batch(int datasets) {
        return new TrainingConfig(datasets, epochs, schedule, stopping, inputs, execution);
    }

    /** @return this configuration with a different number of epochs */
    public TrainingConfig epochs(int passes) {
        return new TrainingConfig(batch, passes, schedule, stopping, inputs, execution);
    }

    /** @return this configuration with a different learning rate */
    public TrainingConfig learningRate(double rate) {
        return new TrainingConfig(
                batch,
                epochs,
                new Schedule(rate, schedule.decay(), schedule.decaySteps()),
                stopping,
                inputs,
                execution);
    }

    /** @return this configuration with a different decay of the learning rate */
    public TrainingConfig decay(double factor, int steps) {
        return new TrainingConfig(
                batch, epochs, new Schedule(schedule.learningRate(), factor, steps), stopping, inputs, execution);
    }

    /** @return this configuration with a different early-stopping criterion */
    public TrainingConfig earlyStopping(EarlyStopping rule, int epochsOfPatience) {
        return new TrainingConfig(batch, epochs, schedule, new Stopping(rule, epochsOfPatience), inputs, execution);
    }

    /** @return this configuration with or without augmented frames */
    public TrainingConfig augment(boolean wanted) {
        return new TrainingConfig(
                batch, epochs, schedule, stopping, new Inputs(wanted, inputs.noise(), inputs.normalize()), execution);
    }

    /** @return this configuration with different noise on the features */
    public TrainingConfig noise(Noise kind) {
        return new TrainingConfig(
                batch, epochs, schedule, stopping, new Inputs(inputs.augment(), kind, inputs.normalize()), execution);
    }

    /** @return this configuration with or without a transform of the features */
    public TrainingConfig normalize(boolean wanted) {
        return new TrainingConfig(
                batch, epochs, schedule, stopping, new Inputs(inputs.augment(), inputs.noise(), wanted), execution);
    }

    /** @return this configuration with a different seed */
    public TrainingConfig seed(long number) {
        return new TrainingConfig(
                batch, epochs, schedule, stopping, inputs, new Execution(number, execution.precision()));
    }

    /** @return this configuration with a different precision of the convolutions */
    public TrainingConfig precision(Precision bits) {
        return new TrainingConfig(batch, epochs, schedule, stopping, inputs, new Execution(execution.seed(), bits));
    }

    /** @return the learning rate at a step, counted from 0 */
    double rate(long step) {
        return schedule.learningRate() * Math.pow(schedule.decay(), (double) step / schedule.decaySteps());
    }
}
