package org.mosaicworkbench.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.FrameKind;

/**
 * Everything that determines the arrays of a network: its architecture and the measurements that it reads, in order.
 *
 * @param blueprint architecture and size
 * @param measurements measurements that it uses; empty if the blueprint uses none
 */
record NetworkDesign(Blueprint blueprint, List<Measurement> measurements) {

    /** Name of the array of feature quantiles, in a network with piecewise linear encoding of the features. */
    static final String QUANTILES = "mlp.quantiles";

    /** Copies the list. */
    NetworkDesign {
        measurements = List.copyOf(measurements);
    }

    /**
     * @return the design for this version of the software, with {@link Measurement#READ} if the blueprint uses
     *     measurements
     */
    static NetworkDesign of(Blueprint blueprint) {
        return new NetworkDesign(blueprint, blueprint.readsMeasured() ? Measurement.READ : List.of());
    }

    /** @return number of inputs for measurements: each measurement and its missing-value indicator */
    int measuredInputs() {
        return 2 * measurements.size();
    }

    /** @return indices of the measurements that need the images of individual exposures */
    List<Integer> ofExposures() {
        return IntStream.range(0, measurements.size())
                .filter(i -> measurements.get(i).subject() == Measurement.Subject.EXPOSURES)
                .boxed()
                .toList();
    }

    /** @return the measurements of a dataset that the network uses, in the order of its inputs */
    double[] measured(Examples examples, int row) {
        return examples.measured(row).of(measurements);
    }

    /** @return the number of trained parameters */
    long parameters() {
        return shapes().entrySet().stream()
                .filter(e -> Weights.trained(e.getKey()))
                .mapToLong(e -> Weights.count(e.getValue()))
                .sum();
    }

    /** @return the shape of each weight array, by name */
    Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        networks().forEach(network -> shapes(network, shapes));
        return shapes;
    }

    /** @return name prefixes of the arrays, one for each averaged network */
    List<String> networks() {
        int count = blueprint.shared().networks();
        return count == 1
                ? List.of("")
                : IntStream.range(0, count).mapToObj(number -> number + ".").toList();
    }

    private void shapes(String network, Map<String, long[]> shapes) {
        if (blueprint.readsFeatures() && blueprint.shared().marks()) {
            shapes.put(network + QUANTILES, new long[] {InputTransforms.MEASURING, FeatureInputs.QUANTILES});
        }
        int outputs = blueprint.readsFeatures()
                ? perceptron(
                        shapes,
                        network + "mlp.",
                        blueprint.layers(),
                        blueprint.shared().marks() ? FeatureInputs.COUNT : Feature.values().length)
                : 0;
        for (FrameKind kind : blueprint.frameKinds()) {
            image(shapes, kind);
            outputs += blueprint.dense(kind);
        }
        outputs += blueprint.readsMeasured()
                ? perceptron(shapes, network + "measured.", blueprint.measuredLayers(), measuredInputs())
                : 0;
        if (blueprint.joins()) {
            dense(shapes, network + "joint", blueprint.shared().joint(), outputs);
        }
        dense(
                shapes,
                network + "head",
                1,
                blueprint.joins() ? blueprint.shared().joint() : outputs);
    }

    /** @return number of outputs of the perceptron's last layer */
    private static int perceptron(Map<String, long[]> shapes, String prefix, List<Integer> sizes, int inputs) {
        int before = inputs;
        for (int i = 0; i < sizes.size(); i++) {
            dense(shapes, prefix + i, sizes.get(i), before);
            before = sizes.get(i);
        }
        return before;
    }

    private void image(Map<String, long[]> shapes, FrameKind kind) {
        String prefix = Blueprint.prefix(kind);
        int planes = Blueprint.PLANES;
        for (int i = 0; i < blueprint.filters(kind).size(); i++) {
            int count = blueprint.filters(kind).get(i);
            shapes.put(prefix + "conv." + i + ".weight", new long[] {count, planes, 3, 3});
            shapes.put(prefix + "conv." + i + ".bias", new long[] {count});
            for (String array : List.of("gamma", "beta", "mean", "variance")) {
                shapes.put(prefix + "norm." + i + "." + array, new long[] {count});
            }
            planes = count;
        }
        dense(shapes, prefix + "image", blueprint.dense(kind), planes);
    }

    private static void dense(Map<String, long[]> shapes, String name, int outputs, int inputs) {
        shapes.put(name + ".weight", new long[] {outputs, inputs});
        shapes.put(name + ".bias", new long[] {outputs});
    }
}
