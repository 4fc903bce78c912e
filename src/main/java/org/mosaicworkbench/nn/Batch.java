package org.mosaicworkbench.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.EnumMap;
import java.util.Map;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;

/**
 * A batch of datasets in the form that the network uses.
 *
 * @param features features of the datasets, shape {@code (n, 10)}
 * @param measured inputs of shape {@code (n, 2 m)}: the m transformed measurements, then a missing-value indicator (1
 *     if missing) for each; empty if the network does not use them
 * @param frames pixel values from 0 to 1, shape {@code (n, 9, size, size)}, for each kind of frames that the network
 *     uses
 * @param labels 1 for misaligned, 0 for aligned; empty if not read
 */
record Batch(float[] features, float[] measured, Map<FrameKind, float[]> frames, float[] labels) {

    /** Network input, 0 to 1, for each 8-bit pixel value. */
    private static final float[] LIGHT = new float[256];

    static {
        for (int value = 0; value < LIGHT.length; value++) {
            LIGHT[value] = value / 255f;
        }
    }

    /** The same batch as engine arrays. */
    record Arrays(NDArray features, NDArray measured, Map<FrameKind, NDArray> frames, NDArray labels) {}

    /** The augmentation of one dataset. */
    interface Change {
        /** Changes raw features. */
        double[] features(int position, double[] raw);

        /** Changes features after they are transformed for the network. */
        double[] normalised(int position, double[] features);

        /** Changes measurements after they are transformed for the network, including the missing-value indicators. */
        double[] measured(int position, double[] inputs);

        /**
         * Changes the frames of one kind in place: colour planes of shape {@code (9, size, size)} with values from 0 to
         * 1.
         */
        void frames(int position, FrameKind kind, float[] planes);
    }

    /** Leaves everything unchanged. */
    static final Change NONE = new Change() {
        @Override
        public double[] features(int position, double[] raw) {
            return raw;
        }

        @Override
        public double[] normalised(int position, double[] features) {
            return features;
        }

        @Override
        public double[] measured(int position, double[] inputs) {
            return inputs;
        }

        @Override
        public void frames(int position, FrameKind kind, float[] planes) {}
    };

    /**
     * Reads datasets into a batch.
     *
     * @param rows row indices of the datasets in the examples
     * @param labelled whether to read the labels
     */
    static Batch of(
            Examples examples,
            int[] rows,
            NetworkDesign design,
            InputTransforms normaliser,
            boolean labelled,
            Change change) {
        Blueprint blueprint = design.blueprint();
        int planes = blueprint.frameValues();
        Batch batch = new Batch(
                new float[rows.length * Blueprint.FEATURES],
                new float[rows.length * design.measuredInputs()],
                new EnumMap<>(FrameKind.class),
                new float[labelled ? rows.length : 0]);
        blueprint.frameKinds().forEach(kind -> batch.frames.put(kind, new float[rows.length * planes]));
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            put(
                    change.normalised(i, normaliser.apply(change.features(i, features(examples, row, blueprint)))),
                    batch.features,
                    i);
            if (blueprint.readsMeasured()) {
                put(change.measured(i, normaliser.measured(design.measured(examples, row))), batch.measured, i);
            }
            for (FrameKind kind : blueprint.frameKinds()) {
                float[] own = planes(examples, row, kind, blueprint);
                change.frames(i, kind, own);
                System.arraycopy(own, 0, batch.frames.get(kind), i * planes, planes);
            }
            if (labelled) {
                batch.labels[i] = examples.label(row) == Label.MISALIGNED ? 1 : 0;
            }
        }
        return batch;
    }

    private static void put(double[] numbers, float[] into, int position) {
        for (int i = 0; i < numbers.length; i++) {
            into[position * numbers.length + i] = (float) numbers[i];
        }
    }

    /** If the network does not use features, missing features are set to 0. */
    private static double[] features(Examples examples, int row, Blueprint blueprint) {
        double[] features = examples.features(row);
        for (int f = 0; f < features.length; f++) {
            if (!blueprint.readsFeatures()) {
                features[f] = Double.isFinite(features[f]) ? features[f] : 0;
            } else if (!Double.isFinite(features[f])) {
                throw new BadInput("feature " + (f + 1) + " of " + examples.index(row) + " is " + features[f]
                        + "; prepare the dataset again or leave it out");
            }
        }
        if (features.length != Blueprint.FEATURES) {
            throw new IllegalArgumentException(examples.index(row) + " has " + features.length
                    + " features; the network reads " + Blueprint.FEATURES);
        }
        return features;
    }

    private static float[] planes(Examples examples, int row, FrameKind kind, Blueprint blueprint) {
        byte[] values = examples.frames(row, kind);
        if (values.length != blueprint.frameValues()) {
            throw new IllegalArgumentException("the frames of " + examples.index(row) + " hold " + values.length
                    + " values; the network reads 3 frames of " + blueprint.imageSize() + " pixels and 3 colours, "
                    + blueprint.frameValues() + " values");
        }
        int area = blueprint.imageSize() * blueprint.imageSize();
        float[] planes = new float[values.length];
        for (int plane = 0; plane < Blueprint.PLANES; plane++) {
            int to = plane * area;
            int from = (plane - plane % Blueprint.COLOURS) * area + plane % Blueprint.COLOURS;
            for (int pixel = 0; pixel < area; pixel++) {
                planes[to + pixel] = LIGHT[values[from + pixel * Blueprint.COLOURS] & 255];
            }
        }
        return planes;
    }

    /** @return the batch as engine arrays held by the manager */
    Arrays in(NDManager manager, Blueprint blueprint) {
        long n = features.length / Blueprint.FEATURES;
        long side = blueprint.imageSize();
        Map<FrameKind, NDArray> images = new EnumMap<>(FrameKind.class);
        frames.forEach((kind, planes) ->
                images.put(kind, manager.create(planes, new Shape(n, Blueprint.PLANES, side, side))));
        return new Arrays(
                manager.create(features, new Shape(n, Blueprint.FEATURES)),
                measured.length == 0 ? null : manager.create(measured, new Shape(n, measured.length / n)),
                images,
                labels.length == 0 ? null : manager.create(labels, new Shape(n)));
    }
}
