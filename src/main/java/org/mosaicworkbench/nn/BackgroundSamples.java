package org.mosaicworkbench.nn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.io.BadInput;

/**
 * A few aligned datasets of the training set that a model stores as the reference for explanations.
 *
 * @param features features of each dataset; empty if the model uses none
 * @param measured untransformed measurements of each dataset; empty if the model uses none
 */
record BackgroundSamples(List<double[]> features, List<double[]> measured) {

    static final BackgroundSamples NONE = new BackgroundSamples(List.of(), List.of());

    private static final int KEPT = 32;
    private static final String FEATURES = "background";
    private static final String MEASURED = "background_measured";

    BackgroundSamples {
        features = List.copyOf(features);
        measured = List.copyOf(measured);
    }

    /** Draws aligned datasets of the training set at random. */
    static BackgroundSamples of(Examples train, NetworkDesign design, long seed) {
        Blueprint blueprint = design.blueprint();
        List<Integer> aligned = new ArrayList<>(IntStream.range(0, train.size())
                .filter(row -> train.label(row) == Label.ALIGNED)
                .boxed()
                .toList());
        BatchSampler.shuffle(aligned, new SplittableRandom(seed));
        List<Integer> kept = aligned.stream().limit(KEPT).toList();
        return new BackgroundSamples(
                blueprint.readsFeatures() ? kept.stream().map(train::features).toList() : List.of(),
                blueprint.readsMeasured()
                        ? kept.stream().map(row -> design.measured(train, row)).toList()
                        : List.of());
    }

    /**
     * Selects samples comparable to a dataset: if the dataset has exposure measurements, the samples that have them
     * too; otherwise all samples, with the exposure measurements removed.
     *
     * @param numbers measurements of the dataset
     * @param ofExposures indices of the exposure measurements
     */
    BackgroundSamples like(double[] numbers, List<Integer> ofExposures) {
        if (known(numbers, ofExposures)) {
            List<double[]> alike =
                    measured.stream().filter(row -> known(row, ofExposures)).toList();
            return alike.isEmpty() ? this : new BackgroundSamples(features, alike);
        }
        return new BackgroundSamples(
                features,
                measured.stream()
                        .map(row -> {
                            double[] without = row.clone();
                            ofExposures.forEach(number -> without[number] = Double.NaN);
                            return without;
                        })
                        .toList());
    }

    private static boolean known(double[] numbers, List<Integer> ofExposures) {
        return ofExposures.stream().anyMatch(number -> Double.isFinite(numbers[number]));
    }

    /** Adds the samples to the arrays of a file. */
    void addTo(Map<String, Tensors.Tensor> tensors) {
        add(tensors, FEATURES, features);
        add(tensors, MEASURED, measured);
    }

    private static void add(Map<String, Tensors.Tensor> tensors, String name, List<double[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int columns = rows.get(0).length;
        float[] values = new float[rows.size() * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows.get(i / columns)[i % columns];
        }
        tensors.put(name, new Tensors.Tensor(new long[] {rows.size(), columns}, values));
    }

    /**
     * Reads the samples from a file.
     *
     * @throws BadInput if the shape of an array does not match the network's inputs, or a feature is not finite
     */
    static BackgroundSamples of(Tensors file, NetworkDesign design, Path path) {
        BackgroundSamples samples = new BackgroundSamples(
                rows(file, FEATURES, Feature.values().length, path),
                rows(file, MEASURED, design.measurements().size(), path));
        if (!samples.features.stream().flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
            throw BadInput.file(
                    path,
                    "a number of the array " + FEATURES + " is not finite",
                    "copy the model again or train it again");
        }
        return samples;
    }

    /** Reads the rows of an array; returns an empty list if the model does not store it. */
    private static List<double[]> rows(Tensors file, String name, int columns, Path path) {
        Tensors.Tensor kept = file.tensors().get(name);
        if (kept != null && (kept.shape().length != 2 || kept.shape()[1] != columns)) {
            throw BadInput.file(
                    path,
                    "has the array " + name + " of shape " + Arrays.toString(kept.shape()) + ", not of (n, " + columns
                            + ")",
                    "copy the model again or train it again");
        }
        List<double[]> rows = new ArrayList<>();
        for (int row = 0; kept != null && row < kept.shape()[0]; row++) {
            double[] numbers = new double[columns];
            for (int c = 0; c < numbers.length; c++) {
                numbers[c] = kept.values()[row * numbers.length + c];
            }
            rows.add(numbers);
        }
        return rows;
    }
}
