package org.mosaicworkbench.baseline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.evaluate.Difference;
import org.mosaicworkbench.evaluate.Evaluation;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Metrics;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.Notebook;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.TaskResult;

/**
 * Baselines and networks compared on the same datasets.
 *
 * @param models the baselines, in the requested order
 * @param networks networks to compare with, by name; evaluated on the same test set
 * @param results output folder
 * @param failures omitted datasets
 * @param source datasets for training and evaluation
 * @param how provenance: everything needed to reproduce the result
 */
public record BaselinesResult(
        List<Judged> models,
        Map<String, ModelEvaluation> networks,
        Path results,
        List<Failure> failures,
        Source source,
        Provenance how)
        implements Displayable, Reportable, TaskResult {

    /** The task's name in its provenance. */
    public static final String TASK = "baselines";

    private static final String AUC = BaselineTable.AUC;

    /**
     * The datasets for training and evaluation.
     *
     * @param datasets number of datasets
     * @param warnings possible problems with the datasets, one line each
     */
    public record Source(int datasets, List<String> warnings) {

        /** Copies the list. */
        public Source {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A trained and evaluated baseline.
     *
     * @param baseline the model with its settings
     * @param com evaluation on the test set, which was not used for training
     * @param val evaluation on the validation set, which was not used for training
     * @param importance importance of the features on the test set, the most important first
     * @param provenance Tribuo's record of data, settings and versions
     */
    public record Judged(
            Baseline baseline,
            ModelEvaluation com,
            ModelEvaluation val,
            List<Importance> importance,
            String provenance) {

        /** Copies the list. */
        public Judged {
            importance = List.copyOf(importance);
        }

        double chosenBy() {
            double area = val.evaluation().metrics().value(AUC);
            return Double.isNaN(area) ? Double.NEGATIVE_INFINITY : area;
        }
    }

    /** Copies the lists and the map. */
    public BaselinesResult {
        models = List.copyOf(models);
        networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
        failures = List.copyOf(failures);
    }

    /**
     * Finds a baseline.
     *
     * @param name {@code majority}, {@code logistic}, {@code forest} or {@code boosted}
     */
    public Judged model(String name) {
        return models.stream()
                .filter(model -> model.baseline.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no baseline '" + name + "' among "
                        + models.stream().map(model -> model.baseline.name()).toList()));
    }

    /**
     * The baseline with the largest area under the ROC curve on the validation set; the test set is not used for model
     * selection.
     */
    public Judged best() {
        return models.stream().max(Comparator.comparingDouble(Judged::chosenBy)).orElseThrow();
    }

    /**
     * Difference between a network's area under the ROC curve and that of the {@link #best} baseline, on the test set.
     */
    public Difference added(String network) {
        ModelEvaluation com = networks.get(network);
        if (com == null) {
            throw new BadInput("there is no network '" + network + "' among " + networks.keySet());
        }
        return Difference.of(com.evaluation(), best().com.evaluation());
    }

    /** The networks' advantage over the baselines, in plain words. */
    public String answer() {
        Judged best = best();
        Metrics metrics = best.com.evaluation().metrics();
        String words = best.baseline.words();
        if (Double.isNaN(metrics.value(AUC))) {
            return oneClass(best.com.evaluation().verdicts());
        }
        if (networks.isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "On the validation set the best baseline is %s; on the %s its area under the ROC curve is %.3f (95"
                            + " %% interval %s). Name a trained network with against() to learn what it adds.",
                    words,
                    Count.of(best.com.evaluation().verdicts().size(), "test dataset"),
                    metrics.value(AUC),
                    metrics.interval(AUC));
        }
        List<String> answers = new ArrayList<>();
        networks.keySet().forEach(name -> answers.add(answer(name, words)));
        return String.join("\n", answers);
    }

    private static String oneClass(List<Prediction> verdicts) {
        Label there = verdicts.isEmpty() ? Label.MISALIGNED : verdicts.get(0).truth();
        return "There is no " + (there == Label.ALIGNED ? Label.MISALIGNED : Label.ALIGNED) + " dataset among the "
                + verdicts.size() + " of the test set, so it is unknown how well models separate the classes; "
                + "give more labelled datasets of both kinds.";
    }

    private String answer(String name, String baseline) {
        Difference added = added(name);
        String finding = switch (added.finding()) {
            case BETTER -> "It is better than the baseline: the interval lies above 0.";
            case WORSE -> "It is worse than the baseline: the interval lies below 0.";
            case NOT_SHOWN -> "The difference is not significant: the interval includes 0.";
        };
        return String.format(
                Locale.ROOT,
                "What does %s add? On %s of %s its area under the ROC curve is %.3f; that of %s, the best baseline on"
                        + " the validation set, is %.3f. The difference is %s, from a bootstrap over visits with both"
                        + " evaluated on the same draws. %s",
                name,
                Count.of(added.datasets(), "test dataset"),
                Count.of(added.visits(), "visit"),
                added.one(),
                baseline,
                added.other(),
                added,
                finding);
    }

    /** The metrics of all models on the test set ({@code com}), the largest area under the ROC curve first. */
    public TextTable table() {
        return comparison().rows();
    }

    private BaselineTable comparison() {
        Map<String, Evaluation> all = new LinkedHashMap<>();
        networks.forEach((name, network) -> all.put(name, network.evaluation()));
        models.forEach(model -> all.put(model.baseline.name(), model.com.evaluation()));
        return new BaselineTable(all);
    }

    /**
     * The permutation importance of each feature for each baseline: the mean drop in the area under the ROC curve on
     * the test set.
     */
    public TextTable importances() {
        List<String> columns = new ArrayList<>(List.of("feature"));
        List<Judged> telling = models.stream()
                .filter(model -> !(model.baseline instanceof Baseline.Majority))
                .toList();
        telling.forEach(model -> columns.add(model.baseline.name()));
        TextTable rows = TextTable.of(columns.toArray(String[]::new));
        for (Importance leading : telling.isEmpty() ? List.<Importance>of() : best().importance) {
            List<Object> row = new ArrayList<>(List.of(leading.column()));
            telling.forEach(model -> row.add(model.importance.stream()
                    .filter(i -> i.column().equals(leading.column()))
                    .findFirst()
                    .orElseThrow()
                    .drop()));
            rows = rows.with(row.toArray());
        }
        return rows;
    }

    /**
     * Shows the ROC curves, the areas under them and the importance of the features on one panel in the light theme.
     */
    public void drawPlots() {
        Notebook.show(panel(Theme.LIGHT));
    }

    /** The panel shown by {@link #drawPlots}. */
    public Figure panel(Theme theme) {
        return new BaselineFigures(comparison(), best(), theme).panel();
    }

    @Override
    public List<String> warnings() {
        return source.warnings;
    }

    @Override
    public Optional<Provenance> making() {
        return Optional.of(how);
    }

    @Override
    public List<ReportedNumber> measures() {
        List<ReportedNumber> measures = new ArrayList<>();
        for (Judged model : models) {
            measures.addAll(ReportedNumber.of(model.baseline.name() + ", test", model.com.evaluation()));
            measures.addAll(ReportedNumber.of(model.baseline.name() + ", val", model.val.evaluation()));
        }
        networks.keySet()
                .forEach(network -> measures.add(new ReportedNumber(
                        network,
                        "roc_auc above " + best().baseline.name(),
                        added(network).value(),
                        added(network).interval())));
        return measures;
    }

    @Override
    public TextTable records() {
        return table();
    }

    @Override
    public Chapter chapter() {
        Section learned = Section.of("On the test set").rows(table()).figure(this::panel);
        for (String warning : warnings()) {
            learned = learned.text("Warning: " + warning);
        }
        return new Chapter(
                "Comparison with baselines",
                "What does a network add to simpler models that read only the feature " + "table?",
                answer(),
                BaselineRun.madeBy(how, source.datasets),
                List.of(
                        learned,
                        Section.of("Permutation importance")
                                .text("The drop in the area under the ROC curve on the test "
                                        + "set when the values of a feature are shuffled.")
                                .rows(importances())));
    }

    /** Writes all files. */
    public BaselinesResult written() {
        StringBuilder numbers = new StringBuilder(BaselineTable.HEADER);
        networks.forEach((name, network) -> numbers.append(BaselineTable.lines(name, network.evaluation())));
        StringBuilder worths = new StringBuilder("model,feature,drop,deviation\n");
        for (Judged model : models) {
            Path folder = results.resolve(model.baseline.name());
            model.com.write(folder.resolve("test"));
            model.val.write(folder.resolve("val"));
            WholeFile.writeText(folder.resolve("provenance.txt"), model.provenance.strip() + "\n");
            numbers.append(BaselineTable.lines(model.baseline.name(), model.com.evaluation()))
                    .append(BaselineTable.lines(model.baseline.name(), model.val.evaluation()));
            model.importance.forEach(i ->
                    worths.append(Csv.line(Arrays.asList(model.baseline.name(), i.column(), i.drop(), i.deviation()))));
        }
        WholeFile.writeText(results.resolve("comparison.csv"), numbers.toString());
        WholeFile.writeText(results.resolve("importance.csv"), worths.toString());
        WholeFile.writeText(results.resolve("answer.txt"), answer() + "\n");
        panel(Theme.LIGHT).writePng(results.resolve("comparison.png"));
        return this;
    }

    @Override
    public Display display() {
        return new Display.Html(
                ((Display.Html) table().display()).html() + "<p>"
                        + Display.Html.escaped(answer()).replace("\n", "<br>") + "</p>"
                        + Display.Html.warnings(warnings()),
                summary());
    }

    @Override
    public String toString() {
        return table() + "\n\n" + answer();
    }
}
