package org.mosaicworkbench.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;

/**
 * Detection rate as a function of the size of the misalignment, at a fixed false-alarm rate.
 *
 * @param points points by group, false positive rate and size
 */
public record Sensitivity(List<Point> points) implements Displayable {

    /** Group of all datasets. */
    public static final String ALL = "all";

    /** Bin boundaries in pixels of the mosaic; each bin includes its lower bound, and the last one is open-ended. */
    private static final double[] SIZES = {0, 0.5, 1, 2, 5, 10, 20, 50, 100};

    private static final double[] RATES = {0.01, 0.05};
    private static final InjectedMisalignment UNKNOWN = new InjectedMisalignment(0, InjectedMisalignment.ANY);

    /**
     * One point of a curve.
     *
     * @param group {@link #ALL}, a kind, a detector, or a custom group
     * @param falsePositiveRate false positive rate at the threshold, on the aligned datasets of the same evaluation
     * @param bin size bin
     * @param datasets number of datasets
     * @param detected fraction predicted misaligned
     * @param interval 95 % interval (Wilson)
     */
    public record Point(
            String group, double falsePositiveRate, Bin bin, int datasets, double detected, Interval interval) {

        /**
         * A size bin, in pixels of the mosaic.
         *
         * @param from smallest size
         * @param to upper bound, which belongs to the next bin; infinity for the last
         * @param mean mean size
         */
        public record Bin(double from, double to, double mean) {}
    }

    /**
     * A dataset with its true misalignment.
     *
     * @param score score for misalignment; higher is more certain
     * @param truth true class; aligned datasets set the thresholds
     * @param pixels misalignment in pixels of the mosaic; NaN if unknown; ignored for aligned datasets
     * @param groups names of groups besides {@link #ALL}, one for each division of the datasets, in the same order of
     *     divisions for every dataset; an empty name means that the dataset has no group in that division
     */
    public record Case(double score, Label truth, double pixels, List<String> groups) {

        /** Copies the list. */
        public Case {
            groups = List.copyOf(groups);
        }

        private boolean looked() {
            return truth == Label.MISALIGNED && pixels >= 0;
        }
    }

    /** Copies the list. */
    public Sensitivity {
        points = List.copyOf(points);
    }

    /**
     * Counts detections by kind and detector.
     *
     * @param evaluation evaluation with aligned datasets, which set the thresholds
     * @param known injected misalignment by dataset; misaligned datasets without one are omitted
     * @throws BadInput if there is no aligned dataset, or no misaligned one is known
     */
    public static Sensitivity of(Evaluation evaluation, Map<String, InjectedMisalignment> known) {
        return of(evaluation, known, Map.of());
    }

    /**
     * Counts detections by kind, detector and custom groups.
     *
     * @param own groups of each dataset, as in {@link Case#groups()}; a dataset that is not included has none
     */
    public static Sensitivity of(
            Evaluation evaluation, Map<String, InjectedMisalignment> known, Map<String, List<String>> own) {
        return of(evaluation.verdicts().stream()
                .map(verdict -> {
                    boolean sized = known.containsKey(verdict.index());
                    InjectedMisalignment done = sized ? known.get(verdict.index()) : UNKNOWN;
                    List<String> groups = new ArrayList<>(List.of(done.kind(), verdict.detector()));
                    groups.addAll(own.getOrDefault(verdict.index(), List.of()));
                    return new Case(verdict.probability(), verdict.truth(), sized ? done.pixels() : Double.NaN, groups);
                })
                .toList());
    }

    /**
     * Counts detections for any datasets and scores.
     *
     * @throws BadInput if there is no aligned dataset, or none that is misaligned by a known amount
     */
    public static Sensitivity of(List<Case> datasets) {
        List<Case> cases = datasets.stream().filter(Case::looked).toList();
        if (cases.isEmpty() || datasets.stream().allMatch(c -> c.truth == Label.MISALIGNED)) {
            throw new BadInput("measuring sensitivity needs aligned datasets and ones misaligned by a known amount; of "
                    + datasets.size() + " datasets " + cases.size() + " have a known misalignment");
        }
        Map<String, List<Case>> groups = new LinkedHashMap<>(Map.of(ALL, cases));
        int divisions = cases.stream().mapToInt(c -> c.groups.size()).max().orElseThrow();
        IntStream.range(0, divisions).forEach(place -> groups.putAll(division(cases, place)));
        boolean[] truth = new boolean[datasets.size()];
        IntStream.range(0, truth.length).forEach(i -> truth[i] = datasets.get(i).truth == Label.MISALIGNED);
        double[] scores = datasets.stream().mapToDouble(Case::score).toArray();
        List<Point> points = new ArrayList<>();
        for (double rate : RATES) {
            double threshold = Scores.thresholdFor(rate, truth, scores);
            groups.forEach((group, members) -> points.addAll(curve(group, members, rate, threshold)));
        }
        return new Sensitivity(points);
    }

    private static Map<String, List<Case>> division(List<Case> cases, int place) {
        return cases.stream()
                .filter(c -> c.groups.size() > place && !c.groups.get(place).isEmpty())
                .collect(Collectors.groupingBy(c -> c.groups.get(place), TreeMap::new, Collectors.toList()));
    }

    /** @return whether there are both aligned datasets and datasets misaligned by a known amount */
    public static boolean possible(Evaluation evaluation, Map<String, InjectedMisalignment> known) {
        return evaluation.verdicts().stream().anyMatch(v -> v.truth() == Label.ALIGNED)
                && evaluation.verdicts().stream()
                        .anyMatch(v -> v.truth() == Label.MISALIGNED && known.containsKey(v.index()));
    }

    /**
     * Names the group to which a value belongs, for splitting by a measurement.
     *
     * @param what name of the quantity
     * @param bounds ascending bounds; a bound belongs to the group above it
     * @return such as {@code sources below 10}, {@code sources 10 to 50} or {@code sources from 50}; empty for NaN
     */
    public static String group(String what, double value, double... bounds) {
        int above =
                (int) DoubleStream.of(bounds).filter(bound -> value >= bound).count();
        if (Double.isNaN(value) || bounds.length == 0) {
            return "";
        }
        String words = above == 0
                ? "below " + text(bounds[0])
                : above == bounds.length
                        ? "from " + text(bounds[above - 1])
                        : text(bounds[above - 1]) + " to " + text(bounds[above]);
        return what + " " + words;
    }

    private static String text(double bound) {
        return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
    }

    /** Writes a table {@code group,false_positive_rate,from,to,mean_pixels,datasets,detected,low,high}. */
    public Path write(Path file) {
        StringBuilder table =
                new StringBuilder("group,false_positive_rate,from,to,mean_pixels,datasets,detected,low,high\n");
        for (Point p : points) {
            table.append(Csv.line(List.of(
                    p.group,
                    p.falsePositiveRate,
                    p.bin.from(),
                    p.bin.to(),
                    p.bin.mean(),
                    p.datasets,
                    p.detected,
                    p.interval.low(),
                    p.interval.high())));
        }
        return WholeFile.writeText(file, table.toString());
    }

    private static List<Point> curve(String group, List<Case> cases, double rate, double threshold) {
        List<Point> points = new ArrayList<>();
        for (int bin = 0; bin < SIZES.length; bin++) {
            double from = SIZES[bin];
            double to = bin + 1 < SIZES.length ? SIZES[bin + 1] : Double.POSITIVE_INFINITY;
            List<Case> inside = cases.stream()
                    .filter(c -> c.pixels >= from && c.pixels < to)
                    .toList();
            if (!inside.isEmpty()) {
                long hits = inside.stream().filter(c -> c.score >= threshold).count();
                points.add(new Point(
                        group,
                        rate,
                        new Point.Bin(
                                from,
                                to,
                                inside.stream()
                                        .mapToDouble(Case::pixels)
                                        .average()
                                        .orElseThrow()),
                        inside.size(),
                        (double) hits / inside.size(),
                        Interval.ofPart(hits, inside.size())));
            }
        }
        return points;
    }

    /** @return the points of one curve, by size */
    public List<Point> curve(String group, double falsePositiveRate) {
        return points.stream()
                .filter(p -> p.group.equals(group) && p.falsePositiveRate == falsePositiveRate)
                .toList();
    }

    /** @return the groups, {@link #ALL} first, then division by division in alphabetical order */
    public List<String> groups() {
        return points.stream().map(Point::group).distinct().toList();
    }

    /** One row for each group, rate and size. */
    public TextTable rows() {
        TextTable rows =
                TextTable.of("group", "false positives", "from px", "to px", "datasets", "detected", "95 % interval");
        for (Point p : points) {
            rows = rows.with(
                    p.group, p.falsePositiveRate, p.bin.from(), p.bin.to(), p.datasets, p.detected, p.interval);
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
