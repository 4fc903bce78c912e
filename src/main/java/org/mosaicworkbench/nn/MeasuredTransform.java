package org.mosaicworkbench.nn;

import com.google.gson.Gson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.maths.PowerTransform;

/**
 * The transform of measurements for the network. Each measurement passes through a {@link PowerTransform} fitted to the
 * finite values of the training set and is then clipped to {@value #LIMIT} standard deviations, because the tails are
 * long. A missing measurement carries information too, so each measurement has a missing-value indicator, which is 1 if
 * the measurement is missing; the measurement itself is then set to 0, the mean.
 *
 * <p>A measurement or indicator that was constant in the training set is always set to 0, because the network learned
 * nothing from it. Exposure measurements are omitted half of the time in training ({@link Augmentation}), so their
 * indicators are always used.
 *
 * @param ofExposures indices of the exposure measurements
 * @param transform transform of each measurement
 * @param varied whether each measurement varied in the training set
 * @param missed whether each measurement was missing in some, but not all, datasets of the training set; always true
 *     for exposure measurements
 */
record MeasuredTransform(
        List<Integer> ofExposures, PowerTransform transform, List<Boolean> varied, List<Boolean> missed) {

    private static final double LIMIT = 4;

    /** The content of the file; the model card lists the measurements in the same order. */
    private record Stored(PowerTransform transform, List<Boolean> varied, List<Boolean> missed) {}

    MeasuredTransform {
        ofExposures = List.copyOf(ofExposures);
        varied = List.copyOf(varied);
        missed = List.copyOf(missed);
        if (varied.size() != transform.size() || missed.size() != transform.size()) {
            throw new IllegalArgumentException("a transform of " + transform.size() + " measurements has flags for "
                    + varied.size() + " that varied and for " + missed.size()
                    + " that were missing; it must have both for each");
        }
    }

    /**
     * @param design design of the network
     * @param rows measurements used by the network, one row per dataset; non-finite values are missing
     */
    static MeasuredTransform fit(NetworkDesign design, double[][] rows) {
        List<Integer> ofExposures = design.ofExposures();
        List<PowerTransform> each = new ArrayList<>();
        List<Boolean> varied = new ArrayList<>();
        List<Boolean> missed = new ArrayList<>();
        for (int c = 0; c < rows[0].length; c++) {
            int column = c;
            double[] finite = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .filter(Double::isFinite)
                    .toArray();
            boolean several = Arrays.stream(finite).distinct().count() > 1;
            each.add(
                    several
                            ? PowerTransform.fit(Arrays.stream(finite)
                                    .mapToObj(x -> new double[] {x})
                                    .toArray(double[][]::new))
                            : PowerTransform.NOTHING);
            varied.add(several);
            missed.add((finite.length > 0 && finite.length < rows.length) || ofExposures.contains(column));
        }
        return new MeasuredTransform(ofExposures, PowerTransform.together(each), varied, missed);
    }

    /**
     * @param numbers measurements; NaN if missing
     * @return the transformed measurements, then their missing-value indicators
     */
    double[] apply(double[] numbers) {
        int count = varied.size();
        if (numbers.length != count) {
            throw new IllegalArgumentException(
                    "a dataset has " + numbers.length + " measurements; the network reads " + count);
        }
        boolean[] missing = new boolean[count];
        IntStream.range(0, count).forEach(i -> missing[i] = !Double.isFinite(numbers[i]));
        double[] standard = transform.apply(numbers);
        double[] inputs = new double[2 * count];
        for (int i = 0; i < count; i++) {
            inputs[i] = missing[i] || !varied.get(i) ? 0 : Math.max(-LIMIT, Math.min(LIMIT, standard[i]));
            // Exposure measurements that were never available in training count as missing, as they did in training.
            boolean gone = missing[i] || (!varied.get(i) && ofExposures.contains(i));
            inputs[count + i] = gone && missed.get(i) ? 1 : 0;
        }
        return inputs;
    }

    Path write(Path place) {
        return WholeFile.writeText(place, new Gson().toJson(new Stored(transform, varied, missed)) + "\n");
    }

    static MeasuredTransform read(Path file, NetworkDesign design) {
        JsonValue json = JsonValue.read(file, "train again");
        int count = design.measurements().size();
        PowerTransform transform = PowerTransform.of(json.at("transform"));
        if (transform.size() != count) {
            throw json.at("transform").wrong("a transform of the " + count + " measurements that the card lists");
        }
        return new MeasuredTransform(
                design.ofExposures(), transform, truths(json.at("varied"), count), truths(json.at("missed"), count));
    }

    private static List<Boolean> truths(JsonValue list, int count) {
        return list.items(count).stream().map(JsonValue::truth).toList();
    }
}
