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
 * The transform of measurements for the network: each through a {@link PowerTransform} that is fitted on the finite
 * numbers of
 * the training set, then kept within {@value #LIMIT} standard deviations, since their tails are long. That a number is
 * missing tells something too, so each has a second input, 1 if it is missing; the number itself is then 0, the
 * middle.
 *
 * <p>What was the same in all of the training set has taught nothing: such a number, and such a mark, is read as 0
 * always. The numbers of the exposures are left out every other time while a network learns ({@link Augmentation}), so
 * their marks tell always.
 *
 * @param ofExposures where those stand that only the images of single exposures tell
 * @param transform of each number
 * @param varied    whether the number had several values in the training set
 * @param missed    whether the number was missing now and then, and not always
 */
record MeasuredTransform(
        List<Integer> ofExposures, PowerTransform transform, List<Boolean> varied, List<Boolean> missed) {

    private static final double LIMIT = 4;

    /** What the file holds; which number is which stands on the model's card. */
    private record Stored(PowerTransform transform, List<Boolean> varied, List<Boolean> missed) {}

    MeasuredTransform {
        ofExposures = List.copyOf(ofExposures);
        varied = List.copyOf(varied);
        missed = List.copyOf(missed);
        if (varied.size() != transform.size() || missed.size() != transform.size()) {
            throw new IllegalArgumentException("a transform of " + transform.size() + " measured numbers says of "
                    + varied.size() + " whether they varied, and of " + missed.size()
                    + " whether they were missing; it must of each");
        }
    }

    /**
     * @param design of the network
     * @param rows   one per dataset, the numbers that it reads; a number that is not finite is missing
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
     * @param numbers NaN if missing
     * @return the numbers, then the marks
     */
    double[] apply(double[] numbers) {
        int count = varied.size();
        if (numbers.length != count) {
            throw new IllegalArgumentException(
                    "a dataset has " + numbers.length + " measured numbers; the network reads " + count);
        }
        boolean[] missing = new boolean[count];
        IntStream.range(0, count).forEach(i -> missing[i] = !Double.isFinite(numbers[i]));
        double[] standard = transform.apply(numbers);
        double[] inputs = new double[2 * count];
        for (int i = 0; i < count; i++) {
            inputs[i] = missing[i] || !varied.get(i) ? 0 : Math.max(-LIMIT, Math.min(LIMIT, standard[i]));
            // Numbers of the exposures that the training never had are missing always, as it knew them.
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
            throw json.at("transform").wrong("a transform of the " + count + " numbers that the card names");
        }
        return new MeasuredTransform(
                design.ofExposures(), transform, truths(json.at("varied"), count), truths(json.at("missed"), count));
    }

    private static List<Boolean> truths(JsonValue list, int count) {
        return list.items(count).stream().map(JsonValue::truth).toList();
    }
}
