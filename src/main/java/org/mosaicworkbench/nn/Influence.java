package org.mosaicworkbench.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What pushed the verdict on one dataset, in log-odds: 1 more makes the odds of misaligned 2.7 times as large, above 0
 * towards misaligned. It says what the network looked at, not what is wrong with the mosaic.
 *
 * <p>Features: Shapley values (Shapley 1953; Lundberg &amp; Lee 2017), all 1024 coalitions counted, with this dataset's
 * frames. What is outside a coalition has the value of an aligned dataset, in the mean of those given; the values add up
 * to the log-odds less their mean over those, which {@link #typical} is.
 *
 * <p>Frames: by how much the log-odds fall when a patch of one frame is filled with that frame's median colour (occlusion;
 * Zeiler &amp; Fergus 2014, section 4.2). Patches that say the same twice each seem to matter little.
 *
 * @param logOdds  of misaligned, before the temperature
 * @param typical  the mean log-odds with the features of aligned datasets and this one's frames; NaN where no features are
 *                 read
 * @param features the share of each feature; empty where none are read
 * @param patches  for each kind that is read, of its three frames, row by row from the top, the share of each patch
 */
public record Influence(double logOdds, double typical, double[] features, Map<FrameKind, double[][][]> patches) {

    private static final int BATCH = 16;
    private static final int FEATURES = Blueprint.FEATURES;

    /** Takes copies of the array and the map. */
    public Influence {
        features = features.clone();
        patches = Collections.unmodifiableMap(new EnumMap<>(withAll(patches)));
    }

    private static Map<FrameKind, double[][][]> withAll(Map<FrameKind, double[][][]> patches) {
        EnumMap<FrameKind, double[][][]> all = new EnumMap<>(FrameKind.class);
        all.putAll(patches);
        return all;
    }

    @Override
    public double[] features() {
        return features.clone();
    }

    /**
     * Finds it.
     *
     * @param examples   one of which is explained
     * @param row        of it
     * @param background features of aligned datasets to compare with, as the table has them
     * @param across     patches along each side of a frame, 1 to the frame's pixels
     */
    static Influence of(Classifier model, Examples examples, int row, List<double[]> background, int across) {
        Blueprint blueprint = model.blueprint();
        if (blueprint.readsFrames() && (across < 1 || across > blueprint.imageSize())) {
            throw new BadInput("there are " + across + " patches along a frame; it must be 1 to " + blueprint.imageSize());
        }
        if (blueprint.readsFeatures() && background.isEmpty()) {
            throw new BadInput("features are explained by aligned datasets to compare with; give at least one");
        }
        Batch batch = Batch.of(examples, new int[] {row}, blueprint, model.normaliser(), false, Batch.NONE);
        try (Network network = new Network(blueprint, model.weights()); NDManager step = network.manager().newSubManager()) {
            Batch.Arrays one = batch.in(step, blueprint);
            Map<FrameKind, NDArray> images = network.images(one.frames(), false);
            double[] coalitions = blueprint.readsFeatures()
                    ? coalitions(network, images, batch.features(), background.stream().map(model.normaliser()::apply).toList())
                    : new double[] {Double.NaN};
            Map<FrameKind, double[][][]> patches = new EnumMap<>(FrameKind.class);
            double logit = network.logits(one.features(), images).getFloat();
            for (FrameKind kind : blueprint.frameKinds()) {
                patches.put(kind, patches(network, one.features(), images, batch.frames().get(kind), kind, logit, across));
            }
            return new Influence(logit, coalitions[0], blueprint.readsFeatures() ? shapley(coalitions) : new double[0], patches);
        }
    }

    /** The mean log-odds with each subset of this dataset's features, the others being those of the background. */
    private static double[] coalitions(Network network, Map<FrameKind, NDArray> images, float[] own, List<double[]> background) {
        int count = 1 << FEATURES;
        double[] values = new double[count];
        for (double[] other : background) {
            float[] rows = new float[count * FEATURES];
            for (int i = 0; i < rows.length; i++) {
                int feature = i % FEATURES;
                rows[i] = (i / FEATURES >> feature & 1) == 1 ? own[feature] : (float) other[feature];
            }
            try (NDManager step = network.manager().newSubManager()) {
                float[] logits = network.logits(step.create(rows, new Shape(count, FEATURES)), repeated(images, count, step))
                        .toFloatArray();
                for (int i = 0; i < count; i++) {
                    values[i] += logits[i] / (double) background.size();
                }
            }
        }
        return values;
    }

    /**
     * Shapley values.
     *
     * @param values of each subset of the players: bit i of its number says whether player i is in it
     */
    static double[] shapley(double[] values) {
        int players = Integer.numberOfTrailingZeros(values.length);
        double[] weights = new double[players];
        for (int size = 0; size < players; size++) {
            weights[size] = 1.0 / players;
            for (int k = 0; k < size; k++) {
                weights[size] *= (k + 1.0) / (players - 1 - k);
            }
        }
        double[] shares = new double[players];
        for (int player = 0; player < players; player++) {
            for (int subset = 0; subset < values.length; subset++) {
                if ((subset >> player & 1) == 0) {
                    shares[player] += weights[Integer.bitCount(subset)] * (values[subset | 1 << player] - values[subset]);
                }
            }
        }
        return shares;
    }

    private static Map<FrameKind, NDArray> repeated(Map<FrameKind, NDArray> images, int count, NDManager step) {
        Map<FrameKind, NDArray> repeated = new EnumMap<>(FrameKind.class);
        images.forEach((kind, image) -> {
            NDArray copies = image.tile(new long[] {count, 1});
            copies.attach(step);
            repeated.put(kind, copies);
        });
        return repeated;
    }

    private static double[][][] patches(Network network, NDArray features, Map<FrameKind, NDArray> images, float[] planes,
                                        FrameKind kind, double logit, int across) {
        int size = (int) Math.round(Math.sqrt(planes.length / (double) Blueprint.PLANES));
        float[] medians = medians(planes, size * size);
        double[][][] shares = new double[Blueprint.FRAMES][across][across];
        int all = Blueprint.FRAMES * across * across;
        for (int from = 0; from < all; from += BATCH) {
            int count = Math.min(BATCH, all - from);
            float[] hidden = new float[count * planes.length];
            for (int i = 0; i < count; i++) {
                System.arraycopy(planes, 0, hidden, i * planes.length, planes.length);
                hide(hidden, i * planes.length, from + i, medians, size, across);
            }
            try (NDManager step = network.manager().newSubManager()) {
                Map<FrameKind, NDArray> changed = repeated(images, count, step);
                changed.put(kind, network.image(kind, step.create(hidden, new Shape(count, Blueprint.PLANES, size, size)), false));
                NDArray same = features.tile(new long[] {count, 1});
                same.attach(step);
                float[] logits = network.logits(same, changed).toFloatArray();
                for (int i = 0; i < count; i++) {
                    int patch = from + i;
                    shares[patch / (across * across)][patch / across % across][patch % across] = logit - logits[i];
                }
            }
        }
        return shares;
    }

    private static void hide(float[] all, int from, int patch, float[] medians, int size, int across) {
        int frame = patch / (across * across);
        int top = patch / across % across * size / across;
        int bottom = (patch / across % across + 1) * size / across;
        int left = patch % across * size / across;
        int right = (patch % across + 1) * size / across;
        for (int plane = frame * Blueprint.COLOURS; plane < (frame + 1) * Blueprint.COLOURS; plane++) {
            for (int y = top; y < bottom; y++) {
                int line = from + (plane * size + y) * size;
                Arrays.fill(all, line + left, line + right, medians[plane]);
            }
        }
    }

    private static float[] medians(float[] planes, int area) {
        float[] medians = new float[Blueprint.PLANES];
        for (int plane = 0; plane < medians.length; plane++) {
            float[] values = Arrays.copyOfRange(planes, plane * area, (plane + 1) * area);
            Arrays.sort(values);
            medians[plane] = values[area / 2];
        }
        return medians;
    }
}
