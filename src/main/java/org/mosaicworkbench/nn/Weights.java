package org.mosaicworkbench.nn;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.mosaicworkbench.io.BadInput;

/**
 * All parameters of a network, by name. The arrays are not copied: training changes them in place.
 *
 * @param arrays arrays by name, each in row-major order
 */
record Weights(Map<String, float[]> arrays) {

    Weights {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /**
     * Initial parameters: weights uniform between plus and minus the square root of 6 / (inputs + outputs) (Glorot
     * &amp; Bengio 2010, eq. 16), biases 0, and batch normalisation set to the identity.
     */
    static Weights initial(NetworkDesign design, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        design.shapes().forEach((name, shape) -> {
            float[] values = new float[count(shape)];
            if (name.endsWith("gamma") || name.endsWith("variance")) {
                Arrays.fill(values, 1);
            } else if (name.endsWith("weight")) {
                long taps = shape.length == 2 ? 1 : shape[2] * shape[3];
                double limit = Math.sqrt(6.0 / (taps * (shape[0] + shape[1])));
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (limit * (2 * random.nextDouble() - 1));
                }
            }
            arrays.put(name, values);
        });
        return new Weights(arrays);
    }

    /** Arrays of the same sizes, filled with zeros. */
    Weights zeros() {
        Map<String, float[]> zeros = new LinkedHashMap<>();
        arrays.forEach((name, values) -> zeros.put(name, new float[values.length]));
        return new Weights(zeros);
    }

    Weights copy() {
        Map<String, float[]> copies = new LinkedHashMap<>();
        arrays.forEach((name, values) -> copies.put(name, values.clone()));
        return new Weights(copies);
    }

    /** The arrays that fit another network: same name and same number of values; never a bias without its weights. */
    Map<String, float[]> common(Weights other) {
        Map<String, float[]> common = new LinkedHashMap<>();
        arrays.forEach((name, values) -> {
            if (fits(name, other) && fits(name.replaceFirst("bias$", "weight"), other)) {
                common.put(name, values);
            }
        });
        return common;
    }

    private boolean fits(String name, Weights other) {
        float[] place = other.arrays.get(name);
        return place != null && place.length == arrays.get(name).length;
    }

    /**
     * Whether gradient descent changes an array; running means and variances are instead updated from the batches, and
     * quantiles come from the training set.
     */
    static boolean trained(String name) {
        return !name.endsWith(".mean") && !name.endsWith(".variance") && !name.endsWith(".quantiles");
    }

    static int count(long[] shape) {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    /** Reads the arrays that a network needs from a file. */
    static Weights of(Tensors file, String prefix, NetworkDesign design, Path path) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        design.shapes().forEach((name, shape) -> {
            Tensors.Tensor tensor = file.tensors().get(prefix + name);
            if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
                throw BadInput.file(
                        path,
                        "has "
                                + (tensor == null
                                        ? "no array " + name
                                        : name + " of shape " + Arrays.toString(tensor.shape()))
                                + ", but blueprint "
                                + design.blueprint().name()
                                + " expects " + Arrays.toString(shape),
                        "use the model's own card and weights");
            }
            requireSound(path, name, tensor.values());
            arrays.put(name, tensor.values());
        });
        return new Weights(arrays);
    }

    /**
     * Rejects non-finite weights and negative variances: a single such value among many thousands would make every
     * prediction useless.
     */
    private static void requireSound(Path path, String name, float[] values) {
        boolean variance = name.endsWith(".variance");
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i]) || (variance && values[i] < 0)) {
                throw BadInput.file(
                        path,
                        "number " + (i + 1) + " of the array " + name + " is " + values[i] + "; it must be "
                                + (variance ? "finite and at least 0" : "finite"),
                        "copy the model again or train it again");
            }
        }
    }

    /** Adds the arrays to a file under a prefix. */
    void addTo(Map<String, Tensors.Tensor> tensors, String prefix, NetworkDesign design) {
        design.shapes()
                .forEach((name, shape) -> tensors.put(prefix + name, new Tensors.Tensor(shape, arrays.get(name))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weights weights
                && arrays.keySet().equals(weights.arrays.keySet())
                && arrays.entrySet().stream()
                        .allMatch(e -> Arrays.equals(e.getValue(), weights.arrays.get(e.getKey())));
    }

    @Override
    public int hashCode() {
        return arrays.values().stream().mapToInt(Arrays::hashCode).sum();
    }

    @Override
    public String toString() {
        return arrays.size() + " arrays of "
                + arrays.values().stream().mapToLong(values -> values.length).sum() + " numbers";
    }
}
