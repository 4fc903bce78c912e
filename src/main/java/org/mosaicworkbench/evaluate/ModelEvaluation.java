package org.mosaicworkbench.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.Notebook;
import org.mosaicworkbench.plot.ClassifierFigures;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Line;
import org.mosaicworkbench.plot.LineChart;
import org.mosaicworkbench.plot.SizeChart;
import org.mosaicworkbench.plot.Theme;

/**
 * Evaluation of a model on one set, with its figures.
 *
 * @param evaluation metrics, predictions and misclassifications
 * @param known true misalignment of datasets, by name; empty if unknown
 * @param sizes predicted misalignments with the true ones; empty if these are unknown
 */
public record ModelEvaluation(Evaluation evaluation, Map<String, InjectedMisalignment> known, List<PredictedSize> sizes)
        implements Displayable {

    private static final int BINS = 10;
    /** Factor by which equal sizes are moved apart on neighbouring lines: most of a marker's width. */
    private static final double APART = 1.06;

    private static final String KNOWN = "misalignments.csv";
    private static final String SENSITIVITY = "sensitivity";
    private static final String SIZES = "sizes";
    private static final List<String> HISTORY = List.of("accuracy", "loss");
    private static final String[] CLASSES =
            Stream.of(Label.values()).map(Label::toString).toArray(String[]::new);

    /** Makes defensive copies. */
    public ModelEvaluation {
        known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
        sizes = List.copyOf(sizes);
    }

    /** Creates an evaluation without known misalignments. */
    public ModelEvaluation(Evaluation evaluation) {
        this(evaluation, Map.of(), List.of());
    }

    /**
     * Evaluates predictions of a model.
     *
     * @param set name of the set
     * @param history training history; may be empty
     * @param known true misalignment by dataset name; datasets of other sets are ignored
     */
    public static ModelEvaluation of(
            String set,
            List<Prediction> verdicts,
            List<Epoch> history,
            DecisionSettings tuning,
            Map<String, InjectedMisalignment> known) {
        Map<String, InjectedMisalignment> own = new LinkedHashMap<>(known);
        own.keySet().retainAll(verdicts.stream().map(Prediction::index).collect(Collectors.toSet()));
        return new ModelEvaluation(Evaluation.of(set, verdicts, history, tuning), own, List.of());
    }

    /** Adds predicted sizes. */
    public ModelEvaluation with(List<PredictedSize> predicted) {
        return new ModelEvaluation(evaluation, known, predicted);
    }

    /**
     * Reads an evaluation, without its model.
     *
     * @param folder {@code results/test} or {@code results/val} of a training run
     */
    public static ModelEvaluation read(Path folder) {
        Path known = folder.resolve(KNOWN);
        Path sizes = folder.resolve(SIZES + ".csv");
        return new ModelEvaluation(
                Evaluation.read(folder),
                Files.exists(known) ? InjectedMisalignment.read(known) : Map.of(),
                Files.exists(sizes) ? PredictedSize.read(sizes) : List.of());
    }

    /**
     * Writes {@code scores.csv}, {@code metrics.json}, {@code history.csv} and each plot as PNG and SVG. If
     * misalignments are known, it also writes {@code misalignments.csv}, {@code sensitivity.csv} and {@code sizes.csv}.
     */
    public Path write(Path folder) {
        evaluation.write(folder);
        if (Sensitivity.possible(evaluation, known)) {
            InjectedMisalignment.write(folder.resolve(KNOWN), known);
            Sensitivity sensitivity = Sensitivity.of(evaluation, known);
            sensitivity.write(folder.resolve(SENSITIVITY + ".csv"));
            Figure figure = sensitivityFigure(sensitivity, Theme.LIGHT);
            figure.writePng(folder.resolve(SENSITIVITY + ".png"));
            figure.writeSvg(folder.resolve(SENSITIVITY + ".svg"));
        }
        if (!sizes.isEmpty()) {
            PredictedSize.write(folder.resolve(SIZES + ".csv"), sizes);
        }
        figures(Theme.LIGHT).forEach((name, figure) -> {
            figure.writePng(folder.resolve(name + ".png"));
            figure.writeSvg(folder.resolve(name + ".svg"));
        });
        return folder;
    }

    /**
     * Shows accuracy, loss, ROC, precision and recall, confusion, calibration and predicted sizes as one panel in the
     * light theme. Accuracy and loss are omitted without a history, predicted sizes without true sizes.
     */
    public void drawPlots() {
        Notebook.show(panel(Theme.LIGHT));
    }

    /** The panel shown by {@link #drawPlots}. */
    public Figure panel(Theme theme) {
        Map<String, Figure> figures = figures(theme);
        if (evaluation.history().isEmpty()) {
            figures.keySet().removeAll(HISTORY);
        }
        return Figure.panel(
                evaluation.set() + " set, " + Count.of(evaluation.verdicts().size(), "dataset"),
                figures.size() > 6 ? 4 : figures.size() > 4 ? 3 : 2,
                List.copyOf(figures.values()));
    }

    private Map<String, Figure> figures(Theme theme) {
        boolean[] truth = evaluation.truth();
        double[] scores = evaluation.scores();
        Map<String, Figure> figures = new LinkedHashMap<>();
        double[] epochs = history(Epoch::epoch);
        figures.put(
                "accuracy",
                ClassifierFigures.history(
                        "Accuracy", epochs, history(Epoch::accuracy), history(Epoch::valAccuracy), theme));
        figures.put(
                "loss",
                ClassifierFigures.history("Loss", epochs, history(Epoch::loss), history(Epoch::valLoss), theme));
        Curve roc = Scores.rocCurve(truth, scores);
        figures.put("roc", ClassifierFigures.roc(roc.x(), roc.y(), Scores.rocAuc(truth, scores), theme));
        Curve pr = Scores.precisionRecallCurve(truth, scores);
        long misaligned = evaluation.verdicts().stream()
                .filter(v -> v.truth() == Label.MISALIGNED)
                .count();
        figures.put(
                "precision_recall",
                ClassifierFigures.precisionRecall(
                        pr.x(),
                        pr.y(),
                        Scores.averagePrecision(truth, scores),
                        (double) misaligned / truth.length,
                        theme));
        figures.put(
                "confusion",
                ClassifierFigures.confusion(
                        evaluation.confusion().counts(), evaluation.confusion().normalised(), CLASSES, theme));
        figures.put(
                "calibration",
                calibration(
                        Scores.calibration(truth, scores, BINS), Scores.calibrationError(truth, scores, BINS), theme));
        if (!sizes.isEmpty()) {
            figures.put(SIZES, sizesFigure(theme));
        }
        return figures;
    }

    /**
     * Predicted against true sizes of the datasets with a verdict, and the number of intervals that contain the truth.
     */
    private Figure sizesFigure(Theme theme) {
        List<PredictedSize> decided =
                sizes.stream().filter(PredictedSize::decided).toList();
        long held = decided.stream().filter(PredictedSize::holds).count();
        return SizeChart.of(
                        "Size: " + held + " of " + decided.size() + " within their 95 % interval",
                        sizes("exposures compared", decided, PredictedSize::compared),
                        sizes("the mosaic alone", decided, one -> !one.compared()))
                .figure(theme);
    }

    private static Line sizes(String name, List<PredictedSize> all, Predicate<PredictedSize> which) {
        List<PredictedSize> own = all.stream().filter(which).toList();
        return new Line(
                name,
                own.stream().mapToDouble(PredictedSize::pixels).toArray(),
                own.stream().mapToDouble(one -> one.size().median()).toArray(),
                own.stream().mapToDouble(one -> one.size().part68().low()).toArray(),
                own.stream().mapToDouble(one -> one.size().part68().high()).toArray());
    }

    private static Figure calibration(List<CalibrationBin> bins, double error, Theme theme) {
        List<Interval> intervals = bins.stream()
                .map(bin -> Interval.ofPart(Math.round(bin.misaligned() * bin.datasets()), bin.datasets()))
                .toList();
        return ClassifierFigures.calibration(
                bins.stream().mapToDouble(CalibrationBin::meanProbability).toArray(),
                bins.stream().mapToDouble(CalibrationBin::misaligned).toArray(),
                intervals.stream().mapToDouble(Interval::low).toArray(),
                intervals.stream().mapToDouble(Interval::high).toArray(),
                error,
                theme);
    }

    private double[] history(ToDoubleFunction<Epoch> value) {
        return evaluation.history().stream().mapToDouble(value).toArray();
    }

    /**
     * Detection rate by the size of the known misalignments.
     *
     * @throws org.mosaicworkbench.io.BadInput if no dataset is misaligned by a known amount, or none is aligned
     */
    public Sensitivity sensitivity() {
        return Sensitivity.of(evaluation, known);
    }

    /**
     * Detection rate by the size of the known misalignments, also for custom groups.
     *
     * @param groups group names of each dataset, as formatted by {@link Sensitivity#group}
     */
    public Sensitivity sensitivity(Map<String, List<String>> groups) {
        return Sensitivity.of(evaluation, known, groups);
    }

    /** Plots the curve of all datasets at 1 % and 5 % false positives. */
    public static Figure sensitivityFigure(Sensitivity sensitivity, Theme theme) {
        return figure(
                "Sensitivity",
                Stream.of(0.01, 0.05)
                        .map(rate -> line(
                                String.format(Locale.ROOT, "%.0f %% false positives", 100 * rate),
                                sensitivity,
                                Sensitivity.ALL,
                                rate)),
                theme);
    }

    /**
     * Plots the curves of some groups of datasets in one figure.
     *
     * @param groups groups from {@link Sensitivity#groups()}, one line each
     * @param rate false positive rate among all aligned datasets, 0.01 or 0.05
     */
    public static Figure sensitivityFigure(Sensitivity sensitivity, List<String> groups, double rate, Theme theme) {
        return figure(title(rate), groups.stream().map(group -> line(group, sensitivity, group, rate)), theme);
    }

    /**
     * Plots the curves of several models on the same datasets in one figure.
     *
     * @param models models by name, in the order of the legend
     * @param rate false positive rate, 0.01 or 0.05, at each model's own threshold
     * @param error one-sigma error, pixels along an axis, of the distance between two exposures as measured by their
     *     sources; the figure includes the limit that no test can exceed with this error
     */
    public static Figure sensitivityFigure(Map<String, Sensitivity> models, double rate, double error, Theme theme) {
        return figure(
                title(rate),
                Stream.concat(
                        models.entrySet().stream()
                                .map(model -> line(model.getKey(), model.getValue(), Sensitivity.ALL, rate)),
                        Stream.of(limit(error, rate))),
                theme);
    }

    /** The detection rate, at a given false positive rate, of a one-sided test on a normally distributed offset. */
    static Line limit(double error, double rate) {
        NormalDistribution normal = new NormalDistribution();
        double threshold = normal.inverseCumulativeProbability(1 - rate);
        double[] errors = IntStream.rangeClosed(1, 5).mapToDouble(i -> i).toArray();
        return Line.of(
                "limit set by the sources",
                DoubleStream.of(errors).map(e -> e * error).toArray(),
                DoubleStream.of(errors)
                        .map(e -> normal.cumulativeProbability(e - threshold))
                        .toArray());
    }

    /** Moves lines with error bars slightly apart along the size axis, so that equal points do not hide each other. */
    static Line[] apart(List<Line> lines) {
        double middle = (lines.stream().filter(line -> line.low().length > 0).count() - 1) / 2.0;
        return IntStream.range(0, lines.size())
                .mapToObj(i -> times(lines.get(i), lines.get(i).low().length == 0 ? 1 : Math.pow(APART, i - middle)))
                .toArray(Line[]::new);
    }

    private static Line times(Line line, double factor) {
        double[] sizes = DoubleStream.of(line.x()).map(size -> size * factor).toArray();
        return new Line(line.name(), sizes, line.y(), line.low(), line.high());
    }

    private static String title(double rate) {
        return String.format(Locale.ROOT, "Sensitivity at %.0f %% false positives", 100 * rate);
    }

    private static Line line(String name, Sensitivity sensitivity, String group, double rate) {
        List<Sensitivity.Point> points = sensitivity.curve(group, rate).stream()
                .filter(p -> p.bin().mean() > 0)
                .toList();
        return new Line(
                name,
                points.stream().mapToDouble(point -> point.bin().mean()).toArray(),
                points.stream().mapToDouble(Sensitivity.Point::detected).toArray(),
                points.stream().mapToDouble(point -> point.interval().low()).toArray(),
                points.stream().mapToDouble(point -> point.interval().high()).toArray());
    }

    private static Figure figure(String title, Stream<Line> lines, Theme theme) {
        return LineChart.of(title, "misalignment (pixels of the mosaic)", "fraction detected", apart(lines.toList()))
                .range(Double.NaN, Double.NaN, -0.02, 1.02)
                .scale(LineChart.Scale.LOGARITHMIC)
                .legend(LineChart.Corner.BESIDE)
                .empty("no sizes are known")
                .figure(theme);
    }

    @Override
    public Display display() {
        return evaluation.display();
    }

    @Override
    public String toString() {
        return evaluation.toString();
    }
}
