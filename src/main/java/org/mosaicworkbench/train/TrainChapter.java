package org.mosaicworkbench.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mosaicworkbench.evaluate.Evaluation;
import org.mosaicworkbench.evaluate.Metrics;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.Sensitivity;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.task.Provenance;

/** The chapter of a report about a training run. */
final class TrainChapter {

    private final Classifier model;
    private final ModelEvaluation com;
    private final ModelEvaluation val;
    private final Provenance how;
    private final List<String> warnings;
    private final Evaluation test;

    TrainChapter(TrainResult result) {
        this.model = result.model();
        this.com = result.com();
        this.val = result.val();
        this.how = result.how();
        this.warnings = result.warnings();
        this.test = com.evaluation();
    }

    /** Each metric on the test and validation sets, with its confidence interval. */
    static TextTable metrics(ModelEvaluation com, ModelEvaluation val) {
        TextTable rows = TextTable.of("metric", "test", "95 % interval", "val", "95 % interval of val");
        for (String name : com.evaluation().metrics().values().keySet()) {
            rows = rows.with(
                    name.replace('_', ' '),
                    com.evaluation().metrics().value(name),
                    com.evaluation().metrics().interval(name),
                    val.evaluation().metrics().value(name),
                    val.evaluation().metrics().interval(name));
        }
        return rows;
    }

    Chapter chapter() {
        String name = model.blueprint().name();
        List<Section> sections = new ArrayList<>();
        if (!warnings.isEmpty()) {
            Section section = Section.of("Warnings");
            for (String warning : warnings) {
                section = section.text(warning);
            }
            sections.add(section);
        }
        sections.add(Section.of("Metrics")
                .text("Intervals are 95 % confidence intervals from a bootstrap over visits.")
                .rows(metrics(com, val)));
        sections.add(Section.of("Test set").figure(com::panel).rows(test.byDetector()));
        sections.add(Section.of("Validation set")
                .figure(val::panel)
                .rows(val.evaluation().byDetector()));
        sections.add(new MisclassifiedFrames(test, com.known(), how).section(model.blueprint()));
        if (Sensitivity.possible(test, com.known())) {
            sections.add(sensitivity(com.sensitivity()));
        }
        return new Chapter(
                "Training of " + name,
                "How well does " + name + " distinguish misaligned mosaics from aligned ones of "
                        + "visits that it has not seen?",
                answer(),
                madeBy(),
                sections);
    }

    /** The provenance from the model card, without local paths, which the data table gives relative to the page. */
    private Map<String, String> madeBy() {
        Map<String, String> kept = new LinkedHashMap<>();
        if (model.about().get(TrainResult.MADE_BY) instanceof Map<?, ?> card) {
            card.forEach((name, value) -> kept.put(String.valueOf(name), String.valueOf(value)));
        }
        kept.keySet().removeAll(List.of("img", "from"));
        return kept;
    }

    private static Section sensitivity(Sensitivity sensitivity) {
        return Section.of("Sensitivity")
                .text("The detection rate of misaligned datasets by the size of their misalignment, at "
                        + "the thresholds with a false-alarm rate of 1 % and 5 %.")
                .figure(theme -> ModelEvaluation.sensitivityFigure(sensitivity, theme))
                .rows(sensitivity.rows());
    }

    private String answer() {
        Metrics metrics = test.metrics();
        int wrong = test.falseNegatives().size() + test.falsePositives().size();
        return String.format(
                Locale.ROOT,
                "Of %s %s got %d wrong: %d misaligned predicted aligned, %d aligned predicted misaligned. Its accuracy"
                        + " is %.3f (95 %% interval %s), its area under the ROC curve %.3f (%s).",
                Count.of(test.verdicts().size(), "test dataset"),
                model.blueprint().name(),
                wrong,
                test.falseNegatives().size(),
                test.falsePositives().size(),
                metrics.value("accuracy"),
                metrics.interval("accuracy"),
                metrics.value("roc_auc"),
                metrics.interval("roc_auc"));
    }
}
