package org.mosaicworkbench.features;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measurements of one dataset.
 *
 * @param values values by measurement, in the order of {@link Measurement}; NaN if there was nothing to measure
 */
public record MeasuredNumbers(Map<Measurement, Double> values) {

    /** Suffix of the names of measurement files. */
    public static final String ENDING = "_measured.csv";
    /** No measurements. */
    public static final MeasuredNumbers NONE = new MeasuredNumbers(Map.of());

    /** Copies the map. */
    public MeasuredNumbers {
        Map<Measurement, Double> own = new EnumMap<>(Measurement.class);
        own.putAll(values);
        values = Collections.unmodifiableMap(own);
    }

    /**
     * Creates measurements from numbers in the order of a table.
     *
     * @param measured the measurements
     * @param numbers one value for each measurement
     */
    public static MeasuredNumbers of(List<Measurement> measured, double[] numbers) {
        Map<Measurement, Double> values = new EnumMap<>(Measurement.class);
        IntStream.range(0, numbers.length).forEach(i -> values.put(measured.get(i), numbers[i]));
        return new MeasuredNumbers(values);
    }

    /** @return these measurements combined with others, which take precedence */
    public MeasuredNumbers and(MeasuredNumbers others) {
        Map<Measurement, Double> both = new EnumMap<>(Measurement.class);
        both.putAll(values);
        both.putAll(others.values);
        return new MeasuredNumbers(both);
    }

    /** @return these measurements without those of one subject */
    public MeasuredNumbers without(Measurement.Subject subject) {
        Map<Measurement, Double> others = new EnumMap<>(Measurement.class);
        values.forEach((one, value) -> {
            if (one.subject() != subject) {
                others.put(one, value);
            }
        });
        return new MeasuredNumbers(others);
    }

    /** @return whether there are no measurements at all */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** @return whether a measurement was made, even if there was nothing to measure */
    public boolean has(Measurement one) {
        return values.containsKey(one);
    }

    /** @return the value of a measurement; NaN if it was not made */
    public double of(Measurement one) {
        return values.getOrDefault(one, Double.NaN);
    }

    /** @return the values of several measurements in their order; NaN for those that were not made */
    public double[] of(List<Measurement> several) {
        return several.stream().mapToDouble(this::of).toArray();
    }
}
