package org.mosaicworkbench.predict;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.decision.DecisionRule;
import org.mosaicworkbench.decision.Evidence;
import org.mosaicworkbench.decision.Judgement;
import org.mosaicworkbench.decision.ReadDatasets;
import org.mosaicworkbench.decision.SizeDistribution;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.TextTable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Predictions, one row per dataset. */
public final class Predictions {

    /** Sizes in tables: the median, and the bounds of the intervals of 68 and 95 %. */
    static final Map<String, Double> SIZES = sizes();

    private final SelectedModel model;
    private final Path img;
    private final double largerThan;
    private final List<JudgedDataset> datasets;

    private Predictions(SelectedModel model, Path img, double largerThan, List<JudgedDataset> datasets) {
        this.model = model;
        this.img = img;
        this.largerThan = largerThan;
        this.datasets = List.copyOf(datasets);
    }

    private static Map<String, Double> sizes() {
        Map<String, Double> sizes = new LinkedHashMap<>();
        sizes.put("size", 0.5);
        sizes.put("size_lo68", 0.16);
        sizes.put("size_hi68", 0.84);
        sizes.put("size_lo95", 0.025);
        sizes.put("size_hi95", 0.975);
        return sizes;
    }

    /**
     * Makes the decisions.
     *
     * @param model     whose threshold counts
     * @param img       where the frames are, to explain a decision by
     * @param datasets  that were judged
     * @param scores    probabilities of misaligned that the model gives, one for each dataset
     * @param exposures how single exposures compare, where that is known
     * @param largerThan pixels of the mosaic from which on it counts as misaligned
     */
    public static Predictions of(
            SelectedModel model,
            Path img,
            PreparedDatasets datasets,
            double[] scores,
            ExposureTable exposures,
            double largerThan) {
        ReadDatasets read = new ReadDatasets(datasets, exposures);
        DecisionRule rule = new DecisionRule(largerThan, model.classifier().threshold());
        return new Predictions(
                model,
                img,
                largerThan,
                IntStream.range(0, scores.length)
                        .mapToObj(i -> {
                            Evidence evidence = read.evidence(i, scores[i]);
                            return new JudgedDataset(datasets.rows().get(i), evidence, rule.judge(evidence));
                        })
                        .toList());
    }

    /** @return the model */
    public SelectedModel model() {
        return model;
    }

    /** @return the folder or file of frames */
    public Path img() {
        return img;
    }

    /** @return limit in pixels of the mosaic above which it counts as misaligned */
    public double largerThan() {
        return largerThan;
    }

    /**
     * The features, then {@code y_pred} (1 misaligned, else 0), {@code y_proba}, {@code decision}, {@code why}, the
     * size
     * with its intervals, and {@code index}. It is made on demand: the library of tables looks through the
     * whole class path when it is first used.
     */
    public Table table() {
        Table table = Table.create("predictions");
        for (Feature feature : Feature.values()) {
            table.addColumns(column(feature.column(), one -> one.row().features()[feature.place()]));
        }
        table.addColumns(
                column("y_pred", one -> label(one).code()),
                column("y_proba", one -> one.judgement().probability()),
                StringColumn.create(
                        "decision",
                        datasets.stream().map(one -> one.judgement().decision().toString())),
                StringColumn.create(
                        "why", datasets.stream().map(one -> one.judgement().why())));
        SIZES.forEach((name, probability) ->
                table.addColumns(column(name, one -> one.judgement().size().quantile(probability))));
        return table.addColumns(StringColumn.create("index", names()));
    }

    private DoubleColumn column(String name, ToDoubleFunction<JudgedDataset> value) {
        return DoubleColumn.create(name, datasets.stream().mapToDouble(value).toArray());
    }

    /** 1 if the decision is misaligned, as files have it. */
    static Label label(JudgedDataset one) {
        return one.judgement().decision() == Decision.MISALIGNED ? Label.MISALIGNED : Label.ALIGNED;
    }

    /** All, in the order of the tables. */
    List<JudgedDataset> datasets() {
        return datasets;
    }

    /** @return the datasets' names */
    public List<String> names() {
        return datasets.stream().map(JudgedDataset::name).toList();
    }

    /** @return their probabilities of a misalignment larger than what is asked for */
    double[] probabilities() {
        return datasets.stream()
                .mapToDouble(one -> one.judgement().probability())
                .toArray();
    }

    /**
     * A dataset.
     *
     * @throws BadInput if nothing is known of it
     */
    JudgedDataset dataset(String index) {
        return datasets.stream()
                .filter(one -> one.name().equals(index))
                .findFirst()
                .orElseThrow(() -> new BadInput("nothing is said of " + index
                        + "; take a name of the column index, such as " + names().get(0)));
    }

    /** Those with one of some decisions, the highest probability first, of equal ones the largest. */
    Stream<JudgedDataset> ranked(Decision... decisions) {
        return datasets.stream()
                .filter(one -> List.of(decisions).contains(one.judgement().decision()))
                .sorted(Comparator.comparingDouble(
                                (JudgedDataset one) -> -one.judgement().probability())
                        .thenComparingDouble(one -> -one.judgement().size().median()));
    }

    /** How many have a decision. */
    int count(Decision decision) {
        return (int) ranked(decision).count();
    }

    /** How many of a detector have a decision, all detectors in the order of their names. */
    SortedMap<String, Map<Decision, Integer>> byDetector() {
        SortedMap<String, Map<Decision, Integer>> counts = new TreeMap<>();
        for (JudgedDataset one : datasets) {
            counts.computeIfAbsent(one.detector(), name -> {
                        Map<Decision, Integer> none = new EnumMap<>(Decision.class);
                        List.of(Decision.values()).forEach(decision -> none.put(decision, 0));
                        return none;
                    })
                    .merge(one.judgement().decision(), 1, Integer::sum);
        }
        return counts;
    }

    /** The names of the misaligned. */
    List<String> compromised() {
        return ranked(Decision.MISALIGNED).map(JudgedDataset::name).toList();
    }

    /** What headers say of each dataset: guiding and quality in doubt. */
    List<String> remarks() {
        return ranked(Decision.values())
                .filter(one -> one.row().measured().of(Measurement.IN_DOUBT) == 1)
                .map(one -> "guiding or quality in doubt, say its headers  " + one.name())
                .toList();
    }

    /** The misaligned: name, size, interval, both in milliarcseconds too, repeatability, and why. */
    TextTable misaligned() {
        return new TextTable(
                List.of("dataset", "size (px)", "95 % (px)", "size (mas)", "95 % (mas)", "repeatability (mas)", "why"),
                ranked(Decision.MISALIGNED)
                        .map(one -> {
                            Judgement said = one.judgement();
                            SizeDistribution size = said.size();
                            return Arrays.<Object>asList(
                                    one.name(),
                                    size.words(1),
                                    size.interval(1),
                                    one.scale().map(size::words).orElse(""),
                                    one.scale().map(size::interval).orElse(""),
                                    one.repeatability()
                                            .map(mas -> String.format(Locale.ROOT, "%.2g", mas))
                                            .orElse(""),
                                    said.why());
                        })
                        .toList());
    }

    /** Those without a verdict: name, why, probability. */
    TextTable noVerdict() {
        return new TextTable(
                List.of("dataset", "why", "probability"),
                ranked(Decision.NO_VERDICT)
                        .map(one -> List.<Object>of(
                                one.name(),
                                one.judgement().why(),
                                one.judgement().probability()))
                        .toList());
    }
}
