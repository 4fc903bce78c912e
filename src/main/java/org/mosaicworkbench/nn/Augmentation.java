package org.mosaicworkbench.nn;

import java.util.List;
import java.util.SplittableRandom;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.frames.FrameKind;

/**
 * Augmentations that preserve the label. Frames are mirrored and rotated by multiples of 90 degrees. Brightness,
 * contrast and saturation change slightly, and less in native frames, whose brightness is already normalised. All three
 * frames of a kind change in the same way, and both kinds are mirrored and rotated in the same way. Measurements
 * receive a little noise. Exposure measurements are omitted half of the time, so that the network can also judge a
 * mosaic whose exposures are unavailable. The changes to a dataset depend only on the seed, the training step and the
 * dataset's position in the batch.
 */
final class Augmentation implements Batch.Change {

    private static final double BRIGHTNESS = 0.1;
    private static final double CONTRAST = 0.2;
    private static final double SATURATION = 0.2;
    private static final double OF_NATIVE = 0.25;
    /** Rms noise, in units of the standard deviation of the feature or measurement over the training set. */
    private static final double OF_SPREAD = 0.05;
    /** Probability of omitting the exposure measurements. */
    private static final double WITHOUT_EXPOSURES = 0.5;

    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    private static final int RMS_RA = Feature.RMS_RA.place();
    private static final int RMS_DEC = Feature.RMS_DEC.place();
    private static final int NMATCHES = Feature.NMATCHES.place();
    /** Features that count stars and sources. */
    private static final List<Feature> COUNTS = List.of(Feature.NMATCHES, Feature.POINT, Feature.SEGMENT, Feature.GAIA);

    private final TrainingConfig recipe;
    private final int size;
    private final List<Integer> ofExposures;
    private final long seed;

    /**
     * @param size side of the frames in pixels; 0 without frames
     * @param ofExposures indices of the exposure measurements among all measurements
     * @param step training step, counted from 0 over the whole training run
     */
    Augmentation(TrainingConfig recipe, int size, List<Integer> ofExposures, long step) {
        this.recipe = recipe;
        this.size = size;
        this.ofExposures = List.copyOf(ofExposures);
        this.seed = BatchSampler.seed(recipe.execution().seed(), 1, step);
    }

    private SplittableRandom random(int position, int purpose) {
        return new SplittableRandom(BatchSampler.seed(seed, position, purpose));
    }

    /**
     * Counts receive normal noise with an rms of the square root of the count. The rms residuals of a fit with n
     * matches receive relative noise of 1 / sqrt(2 n), their standard error; negative residuals mark a failed fit and
     * stay unchanged.
     */
    @Override
    public double[] features(int position, double[] raw) {
        if (recipe.inputs().noise() != TrainingConfig.Noise.REAL) {
            return raw;
        }
        SplittableRandom random = random(position, 0);
        double[] noisy = raw.clone();
        double residuals = Math.sqrt(1 / (2 * Math.max(1, raw[NMATCHES])));
        for (int rms : List.of(RMS_RA, RMS_DEC)) {
            double factor = Math.abs(1 + residuals * random.nextGaussian());
            noisy[rms] = raw[rms] < 0 ? raw[rms] : raw[rms] * factor;
        }
        for (Feature feature : COUNTS) {
            int count = feature.place();
            noisy[count] = Math.max(0, raw[count] + Math.sqrt(Math.max(0, raw[count])) * random.nextGaussian());
        }
        return noisy;
    }

    @Override
    public double[] normalised(int position, double[] features) {
        TrainingConfig.Inputs inputs = recipe.inputs();
        boolean unit = inputs.noise() == TrainingConfig.Noise.UNIT;
        if (!unit && !(inputs.noise() == TrainingConfig.Noise.SPREAD && inputs.normalize())) {
            return features;
        }
        SplittableRandom random = random(position, 1);
        double[] noisy = features.clone();
        for (int i = 0; i < (unit ? noisy.length : InputTransforms.MEASURING); i++) {
            noisy[i] += (unit ? 1 : OF_SPREAD) * random.nextGaussian();
        }
        return noisy;
    }

    /** Adds noise, except to inputs of 0: missing values, and measurements that were constant in the training set. */
    @Override
    public double[] measured(int position, double[] inputs) {
        SplittableRandom random = random(position, 3);
        double[] changed = inputs.clone();
        int count = inputs.length / 2;
        for (int i = 0; i < count && recipe.inputs().noise() != TrainingConfig.Noise.NONE; i++) {
            double noise = OF_SPREAD * random.nextGaussian();
            changed[i] += inputs[i] == 0 ? 0 : noise;
        }
        if (random.nextDouble() < WITHOUT_EXPOSURES) {
            for (int number : ofExposures) {
                changed[number] = 0;
                changed[count + number] = 1;
            }
        }
        return changed;
    }

    @Override
    public void frames(int position, FrameKind kind, float[] planes) {
        if (!recipe.inputs().augment()) {
            return;
        }
        SplittableRandom random = random(position, 2);
        turn(planes, random.nextInt(8));
        double part = kind == FrameKind.NATIVE ? OF_NATIVE : 1;
        float brightness = (float) (part * BRIGHTNESS * (2 * random.nextDouble() - 1));
        float contrast = (float) (1 + part * CONTRAST * (2 * random.nextDouble() - 1));
        float saturation = (float) (1 + part * SATURATION * (2 * random.nextDouble() - 1));
        colour(planes, brightness, contrast, saturation);
    }

    /** Applies one of the eight symmetries of a square. */
    void turn(float[] planes, int which) {
        float[] before = planes.clone();
        int last = size - 1;
        for (int plane = 0, i = 0; plane < Blueprint.PLANES; plane++) {
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++, i++) {
                    int fromX = (which & 1) == 0 ? x : last - x;
                    int fromY = (which & 2) == 0 ? y : last - y;
                    int from = (which & 4) == 0 ? fromY * size + fromX : fromX * size + fromY;
                    planes[i] = before[plane * size * size + from];
                }
            }
        }
    }

    /**
     * Scales the saturation (distance from grey), then the contrast (distance from mid-scale), adds the brightness, and
     * clips the result to the range 0 to 1.
     */
    void colour(float[] planes, float brightness, float contrast, float saturation) {
        int area = size * size;
        for (int frame = 0; frame < Blueprint.FRAMES; frame++) {
            int red = frame * Blueprint.COLOURS * area;
            for (int i = red; i < red + area; i++) {
                float grey = LUMA[0] * planes[i] + LUMA[1] * planes[i + area] + LUMA[2] * planes[i + 2 * area];
                for (int plane = i; plane <= i + 2 * area; plane += area) {
                    float colour = grey + saturation * (planes[plane] - grey);
                    planes[plane] = Math.min(1, Math.max(0, 0.5f + contrast * (colour - 0.5f) + brightness));
                }
            }
        }
    }
}
