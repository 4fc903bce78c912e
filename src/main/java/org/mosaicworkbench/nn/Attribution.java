package org.mosaicworkbench.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;

/**
 * Attribution of the prediction for one dataset to its inputs, in log-odds: an increase of 1 multiplies the odds of
 * misaligned by 2.7. It shows what the network responded to, not what is wrong with the mosaic.
 *
 * <p>Features: Shapley values (Shapley 1953; Lundberg &amp; Lee 2017), computed exactly over all 1024 coalitions; the
 * frames and measurements are those of the explained dataset. Features outside a coalition take the values of each
 * background dataset in turn, and the log-odds are averaged; all background datasets are aligned. The Shapley values
 * sum to the log-odds minus {@link #typical}, the mean log-odds when all features are taken from the background
 * datasets.
 *
 * <p>Measurements: a separate game, in which all other inputs are those of the explained dataset. There may be too many
 * measurements to enumerate all coalitions, so the Shapley values are estimated from {@value #ORDERS} fixed random
 * orderings: a measurement's Shapley value is the mean change of the log-odds when it joins (Castro, G&oacute;mez &amp;
 * Tejada 2009). These values sum to the log-odds minus the mean log-odds when all measurements are taken from the
 * background datasets. A missing measurement counts as a value of its own. However, a dataset without exposure
 * measurements is compared with background datasets from which the exposure measurements are removed.
 *
 * <p>Frames: the decrease in the log-odds when a patch of one frame is filled with that frame's median colour
 * (occlusion; Zeiler &amp; Fergus 2014, section 4.2). If several patches carry the same information, each of them
 * appears unimportant.
 *
 * @param logOdds log-odds of misaligned, before temperature scaling
 * @param typical mean log-odds with the features of the background datasets and all other inputs of the explained
 *     dataset; NaN if the network uses no features
 * @param features Shapley value of each feature; empty if the network uses none
 * @param measured Shapley value of each measurement, in the model's order; empty if the network uses none
 * @param patches decrease in the log-odds for each patch, indexed by frame, row from the top and column, for each kind
 *     of frames that the network uses
 */
public record Attribution(
        double logOdds,
        double typical,
        double[] features,
        Map<Measurement, Double> measured,
        Map<FrameKind, double[][][]> patches) {

    private static final int BATCH = 16;
    private static final int FEATURES = Blueprint.FEATURES;
    private static final int ORDERS = 64;
    private static final long SEED = 42;
    /** Number of coalitions evaluated in one batch. */
    private static final int AT_ONCE = 1024;

    /** Copies the array and the maps. */
    public Attribution {
        features = features.clone();
        measured = Collections.unmodifiableMap(new LinkedHashMap<>(measured));
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
     * Computes the attribution.
     *
     * @param examples datasets that include the one to explain
     * @param row row of the dataset to explain
     * @param background aligned datasets for comparison, with untransformed values
     * @param across number of patches along each side of a frame, from 1 to the frame's side in pixels
     */
    static Attribution of(Classifier model, Examples examples, int row, BackgroundSamples background, int across) {
        NetworkDesign design = model.design();
        Blueprint blueprint = design.blueprint();
        if (blueprint.readsFrames() && (across < 1 || across > blueprint.imageSize())) {
            throw new BadInput(
                    "a frame has " + across + " patches per side; the number must be 1 to " + blueprint.imageSize());
        }
        if (blueprint.readsFeatures() && background.features().isEmpty()) {
            throw new BadInput("explaining features needs aligned datasets for comparison; give at least one");
        }
        if (blueprint.readsMeasured() && background.measured().isEmpty()) {
            throw new BadInput("the model stores no measurements of aligned datasets for comparison; train it again");
        }
        Batch batch = Batch.of(examples, new int[] {row}, design, model.normaliser(), false, Batch.NONE);
        try (Network network = new Network(design, model.weights());
                NDManager step = network.manager().newSubManager()) {
            Batch.Arrays one = batch.in(step, blueprint);
            Map<FrameKind, NDArray> images = network.images(one.frames(), false);
            double[] coalitions = blueprint.readsFeatures()
                    ? coalitions(network, one, images, batch.features(), background, model.normaliser())
                    : new double[] {Double.NaN};
            double[] measured = blueprint.readsMeasured()
                    ? measured(
                            network,
                            one,
                            images,
                            batch.measured(),
                            background.like(design.measured(examples, row), design.ofExposures()),
                            model.normaliser())
                    : new double[0];
            Map<FrameKind, double[][][]> patches = new EnumMap<>(FrameKind.class);
            double logit =
                    network.logits(one.features(), one.measured(), images).getFloat();
            for (FrameKind kind : blueprint.frameKinds()) {
                patches.put(kind, patches(network, one, images, batch.frames().get(kind), kind, logit, across));
            }
            return new Attribution(
                    logit,
                    coalitions[0],
                    blueprint.readsFeatures() ? shapley(coalitions) : new double[0],
                    named(design.measurements(), measured),
                    patches);
        }
    }

    private static Map<Measurement, Double> named(List<Measurement> measurements, double[] shares) {
        Map<Measurement, Double> named = new LinkedHashMap<>();
        IntStream.range(0, shares.length).forEach(i -> named.put(measurements.get(i), shares[i]));
        return named;
    }

    /**
     * The mean log-odds for each coalition of features; features outside the coalition are taken from the background
     * datasets.
     */
    private static double[] coalitions(
            Network network,
            Batch.Arrays one,
            Map<FrameKind, NDArray> images,
            float[] own,
            BackgroundSamples background,
            InputTransforms normaliser) {
        long[] subsets = LongStream.range(0, 1L << FEATURES).toArray();
        return means(
                network,
                subsets,
                FEATURES,
                own,
                background.features().stream().map(normaliser::apply).toList(),
                (rows, step, count) ->
                        network.logits(rows, repeated(one.measured(), count, step), repeated(images, count, step)));
    }

    private static double[] measured(
            Network network,
            Batch.Arrays one,
            Map<FrameKind, NDArray> images,
            float[] own,
            BackgroundSamples background,
            InputTransforms normaliser) {
        int players = own.length / 2;
        List<List<Integer>> orders = orders(players);
        long[] subsets = orders.stream()
                .flatMapToLong(order -> LongStream.of(growing(order)))
                .distinct()
                .toArray();
        double[] means = means(
                network,
                subsets,
                players,
                own,
                background.measured().stream().map(normaliser::measured).toList(),
                (rows, step, count) ->
                        network.logits(repeated(one.features(), count, step), rows, repeated(images, count, step)));
        Map<Long, Double> values = new HashMap<>();
        IntStream.range(0, subsets.length).forEach(i -> values.put(subsets[i], means[i]));
        return shapley(orders, values);
    }

    static List<List<Integer>> orders(int players) {
        SplittableRandom random = new SplittableRandom(SEED);
        return Stream.generate(() -> {
                    List<Integer> order =
                            new ArrayList<>(IntStream.range(0, players).boxed().toList());
                    BatchSampler.shuffle(order, random);
                    return order;
                })
                .limit(ORDERS)
                .toList();
    }

    /**
     * The coalitions that arise as the players join in the given order, from the empty to the full one; bit i is set if
     * player i has joined.
     */
    private static long[] growing(List<Integer> order) {
        long[] subsets = new long[order.size() + 1];
        for (int i = 0; i < order.size(); i++) {
            subsets[i + 1] = subsets[i] | 1L << order.get(i);
        }
        return subsets;
    }

    /**
     * Shapley values estimated from a sample of orderings of the players.
     *
     * @param values value of each coalition that occurs in the orderings, by the coalition's bit mask
     */
    static double[] shapley(List<List<Integer>> orders, Map<Long, Double> values) {
        double[] shares = new double[orders.get(0).size()];
        for (List<Integer> order : orders) {
            long[] subsets = growing(order);
            for (int i = 0; i < order.size(); i++) {
                shares[order.get(i)] += (values.get(subsets[i + 1]) - values.get(subsets[i])) / orders.size();
            }
        }
        return shares;
    }

    /**
     * Computes log-odds from rows of either features or measurements; all other inputs are those of the explained
     * dataset.
     */
    private interface Rest {
        NDArray logits(NDArray rows, NDManager step, int count);
    }

    /**
     * The mean log-odds over the background datasets for each subset of the players.
     *
     * @param own the explained dataset's inputs, one or two per player: the first input of every player, then the
     *     second input of every player
     */
    private static double[] means(
            Network network, long[] subsets, int players, float[] own, List<double[]> background, Rest rest) {
        double[] means = new double[subsets.length];
        for (double[] other : background) {
            for (int from = 0; from < subsets.length; from += AT_ONCE) {
                int count = Math.min(AT_ONCE, subsets.length - from);
                float[] rows = new float[count * own.length];
                for (int i = 0; i < rows.length; i++) {
                    int place = i % own.length;
                    boolean in = (subsets[from + i / own.length] >> place % players & 1) == 1;
                    rows[i] = in ? own[place] : (float) other[place];
                }
                try (NDManager step = network.manager().newSubManager()) {
                    float[] logits = rest.logits(step.create(rows, new Shape(count, own.length)), step, count)
                            .toFloatArray();
                    for (int i = 0; i < count; i++) {
                        means[from + i] += logits[i] / (double) background.size();
                    }
                }
            }
        }
        return means;
    }

    /**
     * Exact Shapley values.
     *
     * @param values value of each subset of the players; bit i of the index is set if player i is in the subset
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
                    shares[player] +=
                            weights[Integer.bitCount(subset)] * (values[subset | 1 << player] - values[subset]);
                }
            }
        }
        return shares;
    }

    private static Map<FrameKind, NDArray> repeated(Map<FrameKind, NDArray> images, int count, NDManager step) {
        Map<FrameKind, NDArray> repeated = new EnumMap<>(FrameKind.class);
        images.forEach((kind, image) -> repeated.put(kind, repeated(image, count, step)));
        return repeated;
    }

    /** @param row one dataset's input; null if the network does not use it */
    private static NDArray repeated(NDArray row, int count, NDManager step) {
        if (row == null) {
            return null;
        }
        NDArray copies = row.tile(new long[] {count, 1});
        copies.attach(step);
        return copies;
    }

    private static double[][][] patches(
            Network network,
            Batch.Arrays one,
            Map<FrameKind, NDArray> images,
            float[] planes,
            FrameKind kind,
            double logit,
            int across) {
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
                changed.put(
                        kind,
                        network.image(
                                kind, step.create(hidden, new Shape(count, Blueprint.PLANES, size, size)), false));
                float[] logits = network.logits(
                                repeated(one.features(), count, step), repeated(one.measured(), count, step), changed)
                        .toFloatArray();
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
