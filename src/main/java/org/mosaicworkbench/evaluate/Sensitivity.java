package org.mosaicworkbench.evaluate;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Rows;
import org.mosaicworkbench.notebook.Shown;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How large a misalignment must be to be found: the part of the misaligned datasets that is detected, against the size
 * of what was done to them, at a fixed rate of false positives.
 *
 * @param points by group, false positive rate and size
 */
public record Sensitivity(List<Point> points) implements Shown {

    /** All datasets together. */
    public static final String ALL = "all";

    /** Bounds of the sizes, in detector pixels; each bin holds its lower bound, the last one all that is larger. */
    private static final double[] SIZES = {0, 0.5, 1, 2, 5, 10, 20, 50, 100};
    private static final double[] RATES = {0.01, 0.05};

    /**
     * One point of a curve.
     *
     * @param group             {@link #ALL}, a kind, or a detector
     * @param falsePositiveRate of the threshold, on the aligned datasets of the same evaluation
     * @param from              smallest size, detector pixels
     * @param to                its end, which belongs to the next bin; infinity for the last
     * @param meanPixels        mean size
     * @param datasets          how many there are
     * @param detected          the part that is called misaligned
     * @param interval          95 % (Wilson)
     */
    public record Point(String group, double falsePositiveRate, double from, double to, double meanPixels, int datasets,
                        double detected, Interval interval) {
    }

    private record Case(Verdict verdict, Misalignment known) {
    }

    /** Takes a copy. */
    public Sensitivity {
        points = List.copyOf(points);
    }

    /**
     * Counts what is detected.
     *
     * @param evaluation with aligned datasets, which set the thresholds
     * @param known      what was done, by dataset; misaligned datasets that are not in it are left out
     * @throws BadInput when there is no aligned dataset, or no misaligned one is known
     */
    public static Sensitivity of(Evaluation evaluation, Map<String, Misalignment> known) {
        List<Case> cases = cases(evaluation, known);
        if (!possible(evaluation, known)) {
            throw new BadInput("a sensitivity needs aligned datasets and misaligned ones of known size; of "
                    + evaluation.verdicts().size() + " datasets " + cases.size() + " are misaligned by a known size");
        }
        Map<String, List<Case>> groups = new LinkedHashMap<>();
        groups.put(ALL, cases);
        groups.putAll(by(cases.stream().filter(c -> !c.known.kind().equals(Misalignment.ANY)).toList(), c -> c.known.kind()));
        groups.putAll(by(cases, c -> c.verdict.detector()));
        List<Point> points = new ArrayList<>();
        for (double rate : RATES) {
            double threshold = Scores.thresholdFor(rate, evaluation.truth(), evaluation.scores());
            groups.forEach((group, members) -> points.addAll(curve(group, members, rate, threshold)));
        }
        return new Sensitivity(points);
    }

    /** @return whether there are aligned datasets and misaligned ones of known size */
    public static boolean possible(Evaluation evaluation, Map<String, Misalignment> known) {
        return !cases(evaluation, known).isEmpty()
                && evaluation.verdicts().stream().anyMatch(v -> v.truth() == Label.ALIGNED);
    }

    private static List<Case> cases(Evaluation evaluation, Map<String, Misalignment> known) {
        return evaluation.verdicts().stream()
                .filter(v -> v.truth() == Label.MISALIGNED && known.containsKey(v.index()))
                .map(v -> new Case(v, known.get(v.index()))).toList();
    }

    /** Writes a table {@code group,false_positive_rate,from,to,mean_pixels,datasets,detected,low,high}. */
    public Path write(Path file) {
        StringBuilder table =
                new StringBuilder("group,false_positive_rate,from,to,mean_pixels,datasets,detected,low,high\n");
        for (Point p : points) {
            table.append(Csv.line(List.of(p.group, p.falsePositiveRate, p.from, p.to, p.meanPixels, p.datasets, p.detected,
                    p.interval.low(), p.interval.high())));
        }
        return WholeFile.writeText(file, table.toString());
    }

    private static Map<String, List<Case>> by(List<Case> cases, Function<Case, String> group) {
        return cases.stream().collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()));
    }

    private static List<Point> curve(String group, List<Case> cases, double rate, double threshold) {
        List<Point> points = new ArrayList<>();
        for (int bin = 0; bin < SIZES.length; bin++) {
            double from = SIZES[bin];
            double to = bin + 1 < SIZES.length ? SIZES[bin + 1] : Double.POSITIVE_INFINITY;
            List<Case> inside = cases.stream().filter(c -> c.known.pixels() >= from && c.known.pixels() < to).toList();
            if (!inside.isEmpty()) {
                long hits = inside.stream().filter(c -> c.verdict.probability() >= threshold).count();
                points.add(new Point(group, rate, from, to,
                        inside.stream().mapToDouble(c -> c.known.pixels()).average().orElseThrow(), inside.size(),
                        (double) hits / inside.size(), Interval.ofPart(hits, inside.size())));
            }
        }
        return points;
    }

    /** @return one curve, by size */
    public List<Point> curve(String group, double falsePositiveRate) {
        return points.stream()
                .filter(p -> p.group.equals(group) && p.falsePositiveRate == falsePositiveRate).toList();
    }

    /** A line for each group, rate and size. */
    public Rows rows() {
        Rows rows = Rows.of("group", "false positives", "from px", "to px", "datasets", "detected", "95 % interval");
        for (Point p : points) {
            rows = rows.with(p.group, p.falsePositiveRate, p.from, p.to, p.datasets, p.detected, p.interval);
        }
        return rows;
    }

    @Override
    public Display display() {
        return rows().display();
    }

    @Override
    public String toString() {
        return rows().toString();
    }
}
