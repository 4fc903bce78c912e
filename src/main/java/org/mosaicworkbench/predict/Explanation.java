package org.mosaicworkbench.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.decision.Evidence;
import org.mosaicworkbench.decision.Judgement;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.nn.Attribution;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.Examples;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.InfluenceChart;
import org.mosaicworkbench.plot.Theme;

/**
 * Explains the model's probability for one dataset: which features, measurements and parts of frames contributed. It
 * shows what the network responded to, not what is wrong with the mosaic; a diagnosis shows that. If exposures were
 * compared, they determine the decision and the model contributes little.
 *
 * @param index the dataset's name
 * @param probability the model's probability that it is misaligned
 * @param answer the decision
 * @param inputs the inputs of the dataset
 * @param influence the contributions, in log-odds
 */
public record Explanation(String index, double probability, Judgement answer, Inputs inputs, Attribution influence)
        implements Displayable {

    private static final int PATCHES = 8;
    private static final int BACKGROUND = 32;
    /** Minimum contribution to the log-odds for a missing feature or measurement to be shown. */
    private static final double LEAST_OF_MISSING = 0.05;

    /**
     * The inputs for a dataset.
     *
     * @param features the ten features, as in the table
     * @param measured measurements in the frames; empty if there are none
     * @param frames frames of each kind that the model uses
     */
    public record Inputs(List<Double> features, MeasuredNumbers measured, Map<FrameKind, FrameSet> frames) {

        /** Makes defensive copies. */
        public Inputs {
            features = List.copyOf(features);
            frames = Map.copyOf(frames);
        }
    }

    static Explanation of(Predictions predictions, JudgedDataset dataset) {
        Classifier model = predictions.model().classifier();
        Blueprint blueprint = model.blueprint();
        Map<FrameKind, FrameSet> frames = new EnumMap<>(FrameKind.class);
        if (blueprint.readsFrames()) {
            try (FrameStore store = FrameStore.open(predictions.img(), blueprint.imageSize())) {
                blueprint.frameKinds().forEach(kind -> frames.put(kind, store.read(dataset.name(), kind)));
            }
        }
        Inputs inputs = new Inputs(
                DoubleStream.of(dataset.row().features()).boxed().toList(),
                Evidence.read(dataset.row().measured(), dataset.evidence().exposures()),
                frames);
        return new Explanation(
                dataset.name(),
                dataset.evidence().probability(),
                dataset.judgement(),
                inputs,
                model.influence(new One(dataset.name(), inputs), 0, aligned(predictions), PATCHES));
    }

    /** The comparison sample if the model stores none: the datasets with the lowest probabilities. */
    private static List<double[]> aligned(Predictions predictions) {
        return predictions.datasets().stream()
                .sorted(Comparator.comparingDouble(one -> one.evidence().probability()))
                .limit(BACKGROUND)
                .map(one -> one.row().features().clone())
                .toList();
    }

    /** The inputs of one dataset as examples for the network. */
    private record One(String name, Inputs inputs) implements Examples {

        @Override
        public int size() {
            return 1;
        }

        @Override
        public String index(int row) {
            return name;
        }

        @Override
        public Label label(int row) {
            throw new IllegalStateException("labels are not available here");
        }

        @Override
        public double[] features(int row) {
            return numbers(inputs.features);
        }

        @Override
        public MeasuredNumbers measured(int row) {
            return inputs.measured;
        }

        @Override
        public byte[] frames(int row, FrameKind kind) {
            return inputs.frames.get(kind).values();
        }

        private static double[] numbers(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /**
     * The features with their contributions, the most important first; categorical features also show the meaning of
     * their codes.
     *
     * @return empty if the model uses none
     */
    public TextTable features() {
        TextTable rows = TextTable.of("feature", "value", "in words", "share");
        for (Bar bar : featureBars()) {
            rows = rows.with(bar.name, bar.value, words(bar), bar.share);
        }
        return rows;
    }

    /** The meaning of a code; empty for a numeric feature. */
    private static String words(Bar bar) {
        return Feature.of(bar.name)
                .flatMap(Feature::coded)
                .map(coded -> coded.name(bar.value))
                .orElse("");
    }

    /**
     * The measurements that are not missing, with their contributions, the most important first.
     *
     * @return empty if the model uses none
     */
    public TextTable numbers() {
        TextTable rows = TextTable.of("measured", "value", "share");
        for (Bar bar : numberBars()) {
            rows = rows.with(bar.name, Double.isNaN(bar.value) ? null : bar.value, bar.share);
        }
        return rows;
    }

    /** A feature or measurement with its value and its contribution. */
    private record Bar(String name, double value, double share) {

        private static List<Bar> sorted(Stream<Bar> bars) {
            return bars.sorted(Comparator.comparingDouble(bar -> -Math.abs(bar.share)))
                    .toList();
        }
    }

    private List<Bar> featureBars() {
        double[] shares = influence.features();
        List<String> names = Feature.columns();
        return Bar.sorted(IntStream.range(0, shares.length)
                .mapToObj(i -> new Bar(names.get(i), inputs.features.get(i), shares[i])));
    }

    private List<Bar> numberBars() {
        return Bar.sorted(influence.measured().entrySet().stream()
                        .map(one -> new Bar(one.getKey().column(), inputs.measured.of(one.getKey()), one.getValue())))
                .stream()
                .filter(bar -> Double.isFinite(bar.value) || Math.abs(bar.share) >= LEAST_OF_MISSING)
                .toList();
    }

    /**
     * The figure: bars for the features and the measurements, then the frames, each above the contributions of its
     * patches.
     */
    public Figure figure(Theme theme) {
        List<Bar> bars =
                Stream.concat(featureBars().stream(), numberBars().stream()).toList();
        List<InfluenceChart.Patched> pictures = new ArrayList<>();
        for (FrameKind kind : FrameKind.values()) {
            for (int f = 0;
                    inputs.frames.containsKey(kind) && f < kind.captions().size();
                    f++) {
                pictures.add(new InfluenceChart.Patched(
                        (kind == FrameKind.FIELD ? "" : kind + " ")
                                + kind.captions().get(f),
                        inputs.frames.get(kind).frame(f).image(),
                        influence.patches().get(kind)[f]));
            }
        }
        return new InfluenceChart(
                        heading(),
                        bars.stream()
                                .map(bar -> bar.name + " " + text(bar.value)
                                        + (words(bar).isEmpty() ? "" : " (" + words(bar) + ")"))
                                .toList(),
                        bars.stream().mapToDouble(Bar::share).toArray(),
                        pictures)
                .figure(theme);
    }

    private String heading() {
        return String.format(
                Locale.ROOT,
                "%s: %s (%s); probability of the model %.3f",
                index,
                answer.decision(),
                answer.why(),
                probability);
    }

    private static String text(double value) {
        return Double.isNaN(value)
                ? "missing"
                : value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.4g", value);
    }

    /**
     * Writes the figure as {@code <dataset>.png}.
     *
     * @return the file
     */
    public Path write(Path folder) {
        return figure(Theme.LIGHT).writePng(FileName.in(folder, index + ".png"));
    }

    @Override
    public Display display() {
        return figure(Theme.LIGHT).display().saying(toString());
    }

    /** The features and the measurements with their contributions, then the most important patch of each frame. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(heading())
                .append("\n")
                .append(influence.features().length == 0 ? "" : features() + "\n")
                .append(numberBars().isEmpty() ? "" : numbers() + "\n");
        influence.patches().forEach((kind, shares) -> {
            for (int f = 0; f < shares.length; f++) {
                double[][] own = shares[f];
                int most = IntStream.range(0, own.length * own.length)
                        .boxed()
                        .max(Comparator.comparingDouble(i -> Math.abs(own[i / own.length][i % own.length])))
                        .orElseThrow();
                text.append(String.format(
                        Locale.ROOT,
                        "%s, %s: %+.3f in row %d, column %d of %d patches along each side\n",
                        kind,
                        kind.captions().get(f),
                        own[most / own.length][most % own.length],
                        most / own.length + 1,
                        most % own.length + 1,
                        own.length));
            }
        });
        return text.toString().stripTrailing();
    }
}
