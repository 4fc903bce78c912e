package org.mosaicworkbench.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Encodes the rows of a table for linear models. A numeric column becomes the logarithm sign(x) ln(1 + |x|),
 * standardised to mean 0 and standard deviation 1; a missing value becomes 0, and a second element, the missing-value
 * indicator, becomes 1. A coded column is one-hot encoded with the codes of the training set; other codes become all
 * zeros. Tree models use the same encoding, because monotonic transforms do not change their splits.
 */
final class Encoding {

    /** Computes one element of the encoded row from a column's value. */
    private sealed interface Part {
        double of(double value);
    }

    private record Scaled(double mean, double deviation) implements Part {
        @Override
        public double of(double value) {
            return Double.isFinite(value) ? (logarithm(value) - mean) / deviation : 0;
        }
    }

    private record Missing() implements Part {
        @Override
        public double of(double value) {
            return Double.isFinite(value) ? 0 : 1;
        }
    }

    private record Code(double code) implements Part {
        @Override
        public double of(double value) {
            return value == code ? 1 : 0;
        }
    }

    private final List<String> names = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    private Encoding() {}

    static Encoding fit(FeatureMatrix learned) {
        Encoding encoding = new Encoding();
        for (int c = 0; c < learned.columns().size(); c++) {
            FeatureMatrix.Column column = learned.columns().get(c);
            int number = c;
            double[] all = IntStream.range(0, learned.size())
                    .mapToDouble(row -> learned.value(row, number))
                    .toArray();
            double[] known = Arrays.stream(all).filter(Double::isFinite).toArray();
            if (column.kind() == FeatureMatrix.Kind.CODE) {
                Arrays.stream(known)
                        .distinct()
                        .sorted()
                        .forEach(code -> encoding.add(
                                column.name() + String.format(Locale.ROOT, "=%.0f", code), number, new Code(code)));
            } else {
                encoding.add(column.name(), number, scaled(known));
            }
            if (known.length < all.length) {
                encoding.add(column.name() + " missing", number, new Missing());
            }
        }
        return encoding;
    }

    private static Scaled scaled(double[] known) {
        double[] logarithms = Arrays.stream(known).map(Encoding::logarithm).toArray();
        double mean = Arrays.stream(logarithms).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(logarithms)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElse(0));
        return new Scaled(mean, deviation > 0 ? deviation : 1);
    }

    private static double logarithm(double value) {
        return Math.signum(value) * Math.log1p(Math.abs(value));
    }

    private void add(String name, int column, Part part) {
        names.add(name);
        columns.add(column);
        parts.add(part);
    }

    String[] names() {
        return names.toArray(String[]::new);
    }

    double[] row(FeatureMatrix cases, int row) {
        return IntStream.range(0, parts.size())
                .mapToDouble(i -> parts.get(i).of(cases.value(row, columns.get(i))))
                .toArray();
    }
}
