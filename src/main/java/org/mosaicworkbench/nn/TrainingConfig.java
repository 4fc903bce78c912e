package org.mosaicworkbench.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.maths.PowerTransform;

/**
 * How a network is trained. Options return a changed copy.
 *
 * @param batch         datasets in a step, half of them misaligned; even, at least 2
 * @param epochs        passes over the training set, at least 1
 * @param learningRate  of Adam at the first step
 * @param decay         the learning rate is multiplied by this over {@code decaySteps} steps, a little in each
 * @param decaySteps    at least 1
 * @param earlyStopping what has to improve for training to go on
 * @param patience      epochs without improvement after which it stops
 * @param augment       whether frames are flipped, turned, and changed in brightness, contrast and saturation
 * @param noise         added to the features; unless there is none, measured numbers get 0.05 of a standard deviation
 * @param normalize     whether features go through a {@link PowerTransform} fitted on the training set
 * @param seed          of everything random
 * @param precision     of the convolutions
 */
public record TrainingConfig(
        int batch,
        int epochs,
        double learningRate,
        double decay,
        int decaySteps,
        EarlyStopping earlyStopping,
        int patience,
        boolean augment,
        Noise noise,
        boolean normalize,
        long seed,
        Precision precision) {

    /** What decides when to stop, and which epoch's weights are kept. */
    public enum EarlyStopping {
        /** All epochs are run; the weights of the epoch with the smallest loss on the held-out part are kept. */
        NONE,
        /** The loss on the held-out part. */
        VAL_LOSS,
        /** The accuracy on the held-out part. */
        VAL_ACCURACY
    }

    /** Noise on features, and on measured numbers, while they are learned from. */
    public enum Noise {
        /** Features as they are. */
        NONE,
        /** As uncertain as they are: counts by their square root, residuals by theirs over the matches. */
        REAL,
        /** A standard normal deviate on every feature, after normalisation, as the Python tool has it. */
        UNIT
    }

    /**
     * Batches of 32, 60 epochs, 1e-4 falling by 0.96 in 100,000 steps, no early stopping, frames augmented, seed 42.
     */
    public static final TrainingConfig STANDARD = new TrainingConfig(
            32, 60, 1e-4, 0.96, 100_000, EarlyStopping.NONE, 10, true, Noise.REAL, false, 42, Precision.AUTO);

    /** @throws BadInput when a value is out of range */
    public TrainingConfig {
        if (batch < 2 || batch % 2 != 0 || epochs < 1 || decaySteps < 1 || patience < 1) {
            throw new BadInput("the recipe has batches of " + batch + ", " + epochs + " epochs, decay in " + decaySteps
                    + " steps and patience " + patience + "; batches must be even, all at least 1");
        }
        if (!(learningRate > 0 && learningRate <= 1) || !(decay > 0 && decay <= 1)) {
            throw new BadInput("the recipe has the learning rate " + learningRate + " and decay " + decay
                    + "; both must be above 0 and at most 1");
        }
    }

    /** Each setting by its name. */
    public Map<String, Object> byName() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("batch", batch);
        all.put("epochs", epochs);
        all.put("learningRate", learningRate);
        all.put("decay", decay);
        all.put("decaySteps", decaySteps);
        all.put("earlyStopping", earlyStopping);
        all.put("patience", patience);
        all.put("augment", augment);
        all.put("noise", noise);
        all.put("normalize", normalize);
        all.put("seed", seed);
        all.put("precision", precision);
        return all;
    }

    /** @return this with another size of batches */
    public TrainingConfig batch(int datasets) {
        return new TrainingConfig(
                datasets,
                epochs,
                learningRate,
                decay,
                decaySteps,
                earlyStopping,
                patience,
                augment,
                noise,
                normalize,
                seed,
                precision);
    }

    /** @return this with another number of epochs */
    public TrainingConfig epochs(int passes) {
        return new TrainingConfig(
                batch,
                passes,
                learningRate,
                decay,
                decaySteps,
                earlyStopping,
                patience,
                augment,
                noise,
                normalize,
                seed,
                precision);
    }

    /** @return this with another learning rate */
    public TrainingConfig learningRate(double rate) {
        return new TrainingConfig(
                batch,
                epochs,
                rate,
                decay,
                decaySteps,
                earlyStopping,
                patience,
                augment,
                noise,
                normalize,
                seed,
                precision);
    }

    /** @return this with another decay of the learning rate */
    public TrainingConfig decay(double factor, int steps) {
        return new TrainingConfig(
                batch,
                epochs,
                learningRate,
                factor,
                steps,
                earlyStopping,
                patience,
                augment,
                noise,
                normalize,
                seed,
                precision);
    }

    /** @return this with another rule for when to stop */
    public TrainingConfig earlyStopping(EarlyStopping rule, int epochsOfPatience) {
        return new TrainingConfig(
                batch,
                epochs,
                learningRate,
                decay,
                decaySteps,
                rule,
                epochsOfPatience,
                augment,
                noise,
                normalize,
                seed,
                precision);
    }

    /** @return this with frames augmented or left as they are */
    public TrainingConfig augment(boolean wanted) {
        return new TrainingConfig(
                batch,
                epochs,
                learningRate,
                decay,
                decaySteps,
                earlyStopping,
                patience,
                wanted,
                noise,
                normalize,
                seed,
                precision);
    }

    /** @return this with other noise on the features */
    public TrainingConfig noise(Noise kind) {
        return new TrainingConfig(
                batch,
                epochs,
                learningRate,
                decay,
                decaySteps,
                earlyStopping,
                patience,
                augment,
                kind,
                normalize,
                seed,
                precision);
    }

    /** @return this with or without a transform of the features */
    public TrainingConfig normalize(boolean wanted) {
        return new TrainingConfig(
                batch,
                epochs,
                learningRate,
                decay,
                decaySteps,
                earlyStopping,
                patience,
                augment,
                noise,
                wanted,
                seed,
                precision);
    }

    /** @return this with another seed */
    public TrainingConfig seed(long number) {
        return new TrainingConfig(
                batch,
                epochs,
                learningRate,
                decay,
                decaySteps,
                earlyStopping,
                patience,
                augment,
                noise,
                normalize,
                number,
                precision);
    }

    /** @return this with another precision of the convolutions */
    public TrainingConfig precision(Precision bits) {
        return new TrainingConfig(
                batch,
                epochs,
                learningRate,
                decay,
                decaySteps,
                earlyStopping,
                patience,
                augment,
                noise,
                normalize,
                seed,
                bits);
    }

    /** @return the learning rate of a step, from 0 */
    double rate(long step) {
        return learningRate * Math.pow(decay, (double) step / decaySteps);
    }
}
