package org.mosaicworkbench.features;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measurements of one dataset.
 *
 * @param values by what was measured, in the order of {@link Measurement}; NaN if there was nothing to measure
 */
public record MeasuredNumbers(Map<Measurement, Double> values) {

    /** What the names of files of measured numbers end with. */
    public static final String ENDING = "_measured.csv";
    /** Nothing was measured. */
    public static final MeasuredNumbers NONE = new MeasuredNumbers(Map.of());

    /** Takes a copy. */
    public MeasuredNumbers {
        Map<Measurement, Double> own = new EnumMap<>(Measurement.class);
        own.putAll(values);
        values = Collections.unmodifiableMap(own);
    }

    /**
     * Numbers in the order of a table.
     *
     * @param measured what they are
     * @param numbers  one for each
     */
    public static MeasuredNumbers of(List<Measurement> measured, double[] numbers) {
        Map<Measurement, Double> values = new EnumMap<>(Measurement.class);
        IntStream.range(0, numbers.length).forEach(i -> values.put(measured.get(i), numbers[i]));
        return new MeasuredNumbers(values);
    }

    /** @return these numbers and others; the other's value if both have one */
    public MeasuredNumbers and(MeasuredNumbers others) {
        Map<Measurement, Double> both = new EnumMap<>(Measurement.class);
        both.putAll(values);
        both.putAll(others.values);
        return new MeasuredNumbers(both);
    }

    /** @return these but for what was measured of one thing */
    public MeasuredNumbers without(Measurement.Subject subject) {
        Map<Measurement, Double> others = new EnumMap<>(Measurement.class);
        values.forEach((one, value) -> {
            if (one.subject() != subject) {
                others.put(one, value);
            }
        });
        return new MeasuredNumbers(others);
    }

    /** @return whether nothing was measured */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** @return whether one was measured, be it that there was nothing to measure */
    public boolean has(Measurement one) {
        return values.containsKey(one);
    }

    /** @return one number; NaN if it is not among these */
    public double of(Measurement one) {
        return values.getOrDefault(one, Double.NaN);
    }

    /** @return several numbers in their order; NaN for those that are not among these */
    public double[] of(List<Measurement> several) {
        return several.stream().mapToDouble(this::of).toArray();
    }
}
