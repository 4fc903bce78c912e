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

    /** Size columns in tables: the median and the bounds of the 68 and 95 % intervals. */
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
     * @param model model whose threshold applies
     * @param img folder of the frames, for explaining a decision
     * @param datasets the judged datasets
     * @param scores the model's probability of misalignment, one per dataset
     * @param exposures comparison of the individual exposures, if known
     * @param largerThan misalignment in pixels of the mosaic above which a dataset counts as misaligned
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

    /** @return the misalignment in pixels of the mosaic above which a dataset counts as misaligned */
    public double largerThan() {
        return largerThan;
    }

    /**
     * The features, then {@code y_pred} (1 misaligned, else 0), {@code y_proba}, {@code decision}, {@code why}, the
     * size with its intervals, and {@code index}. It is created on demand, because the table library scans the whole
     * class path on first use.
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

    /** The label in files: 1 if the decision is misaligned. */
    static Label label(JudgedDataset one) {
        return one.judgement().decision() == Decision.MISALIGNED ? Label.MISALIGNED : Label.ALIGNED;
    }

    /** All datasets, in the order of the tables. */
    List<JudgedDataset> datasets() {
        return datasets;
    }

    /** @return the datasets' names */
    public List<String> names() {
        return datasets.stream().map(JudgedDataset::name).toList();
    }

    /** @return the datasets' probabilities of a misalignment larger than {@link #largerThan} */
    double[] probabilities() {
        return datasets.stream()
                .mapToDouble(one -> one.judgement().probability())
                .toArray();
    }

    /**
     * Finds a dataset.
     *
     * @throws BadInput if there is no prediction for it
     */
    JudgedDataset dataset(String index) {
        return datasets.stream()
                .filter(one -> one.name().equals(index))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no prediction for " + index
                        + "; use a name from the column index, such as " + names().get(0)));
    }

    /** The datasets with one of the given decisions, the highest probability first, then the largest size. */
    Stream<JudgedDataset> ranked(Decision... decisions) {
        return datasets.stream()
                .filter(one -> List.of(decisions).contains(one.judgement().decision()))
                .sorted(Comparator.comparingDouble(
                                (JudgedDataset one) -> -one.judgement().probability())
                        .thenComparingDouble(one -> -one.judgement().size().median()));
    }

    /** The number of datasets with a decision. */
    int count(Decision decision) {
        return (int) ranked(decision).count();
    }

    /** The number of datasets per detector and decision, with detectors in alphabetical order. */
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

    /** The names of the misaligned datasets. */
    List<String> compromised() {
        return ranked(Decision.MISALIGNED).map(JudgedDataset::name).toList();
    }

    /** Datasets whose headers cast doubt on guiding or quality. */
    List<String> remarks() {
        return ranked(Decision.values())
                .filter(one -> one.row().measured().of(Measurement.IN_DOUBT) == 1)
                .map(one -> "guiding or quality in doubt, according to its headers  " + one.name())
                .toList();
    }

    /** The misaligned datasets: name, size and interval in pixels and milliarcseconds, repeatability, and reason. */
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

    /** The datasets without a verdict: name, reason, probability. */
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
