package org.mosaicworkbench.predict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.decision.Judgement;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.TaskResult;
import tech.tablesaw.api.Table;

/**
 * Predictions for all datasets.
 *
 * @param predictions one prediction per dataset
 * @param report counts and percentages, in total and by detector
 * @param shown the first misaligned datasets with their frames
 * @param folder folder of {@code predictions.csv}, {@code compromised.txt} and {@code clf_report.txt}
 * @param failures datasets that could not be read; also in {@code failures.csv}
 * @param how provenance; also in {@code made.json}
 */
public record PredictResult(
        Predictions predictions,
        String report,
        List<Misaligned> shown,
        Path folder,
        List<Failure> failures,
        Provenance how)
        implements Displayable, Reportable, TaskResult {

    /** The task's name on the command line. */
    public static final String TASK = "predict";

    /**
     * A misaligned dataset with its frames.
     *
     * @param index its name
     * @param size size of the misalignment with its 95 % interval, in pixels and milliarcseconds, and the repeatability
     *     of common sources, as text
     * @param why reason for the decision, such as the misaligned exposure, as text
     * @param frames three frames of each kind that the model uses; if it uses none, the native frames, or else the
     *     field frames; empty if there are none
     */
    public record Misaligned(String index, String size, String why, List<Frame> frames) {

        private String html() {
            String words = "<p><b>" + Display.Html.escaped(index) + "</b> " + Display.Html.escaped(size) + "<br>"
                    + Display.Html.escaped(why) + "</p>";
            if (frames.isEmpty()) {
                return words;
            }
            Picture row = Picture.row(
                    frames.stream().map(frame -> Picture.of(frame.image(), "")).toArray(Picture[]::new));
            return words + "<p>" + row.display().saying("frames of " + index).html() + "</p>";
        }

        @Override
        public String toString() {
            return index + ": " + size + "; " + why;
        }
    }

    /** Copies the lists. */
    public PredictResult {
        shown = List.copyOf(shown);
        failures = List.copyOf(failures);
    }

    /**
     * @return the features, then {@code y_pred} (1 misaligned, else 0), {@code y_proba}, {@code decision}, {@code why},
     *         {@code size} with the bounds of its 68 and 95 % intervals, pixels of the mosaic, and {@code index}
     */
    public Table table() {
        return predictions.table();
    }

    /** @return the columns of {@code predictions.csv}, one row per dataset */
    @Override
    public TextTable records() {
        return TextTable.of(table());
    }

    /** @return the model, with the digest of its weights; also in the report */
    public SelectedModel model() {
        return predictions.model();
    }

    /** @return the misaligned datasets, the most probable first, as in {@code compromised.txt} */
    public List<String> compromised() {
        return predictions.compromised();
    }

    /**
     * The decision about a dataset.
     *
     * @param index its name
     * @throws BadInput if there is no prediction for it
     */
    public Judgement answer(String index) {
        return predictions.dataset(index).judgement();
    }

    /** @return the datasets without a verdict, the most probable first: name, reason, and the model's probability */
    public TextTable noVerdict() {
        return predictions.noVerdict();
    }

    /**
     * Explains the model's probability for the highest-ranked dataset; datasets without a verdict come last.
     *
     * @throws BadInput if its frames can no longer be read
     */
    public Explanation explain() {
        return explain(1).get(0);
    }

    /**
     * Explains the model's probabilities for the highest-ranked datasets, misaligned or not; datasets without a verdict
     * come last.
     *
     * @param most maximum number of datasets
     * @throws BadInput if the frames of one can no longer be read
     */
    public List<Explanation> explain(int most) {
        return Stream.concat(
                        predictions.ranked(Decision.ALIGNED, Decision.MISALIGNED),
                        predictions.ranked(Decision.NO_VERDICT))
                .limit(most)
                .map(one -> Explanation.of(predictions, one))
                .toList();
    }

    /**
     * Explains the model's probability for a dataset.
     *
     * @param index its name
     * @throws BadInput if there is no prediction for it, or its frames can no longer be read
     */
    public Explanation explain(String index) {
        return Explanation.of(predictions, predictions.dataset(index));
    }

    /**
     * Diagnoses a dataset from its exposures.
     *
     * @param index the dataset's name; the part after {@code total_} is the name of its visit's folder
     * @param visits folder of the visit folders
     * @throws BadInput if the folder of the visit is missing, or there is no diagnosis
     */
    public DiagnoseResult diagnose(String index, Path visits) {
        Path folder = visits.resolve(index.replaceFirst("^.*_total_", ""));
        if (!Files.isDirectory(folder)) {
            throw BadInput.file(
                    folder,
                    "no such folder",
                    "a diagnosis needs the exposures of " + index
                            + "; give the folder that contains its visit's folder");
        }
        return VisitComparison.of(folder).run();
    }

    @Override
    public Optional<Provenance> making() {
        return Optional.of(how);
    }

    @Override
    public List<ReportedNumber> measures() {
        return new PredictChapter(predictions, shown).measures();
    }

    @Override
    public Chapter chapter() {
        return new PredictChapter(predictions, shown).chapter();
    }

    @Override
    public Display display() {
        StringBuilder html = new StringBuilder(
                "<pre>" + Display.Html.escaped(report) + "</pre>\n<p><b>" + headOfMisaligned() + "</b></p>\n");
        if (!shown.isEmpty()) {
            html.append(html(predictions.misaligned()))
                    .append(shown.stream().map(Misaligned::html).collect(Collectors.joining("\n")))
                    .append("\n<p>" + JudgedDataset.LEGEND + "</p>");
        }
        if (predictions.count(Decision.NO_VERDICT) > 0) {
            html.append("\n<p><b>")
                    .append(headOfNoVerdict())
                    .append("</b></p>\n")
                    .append(html(noVerdict()));
        }
        Stream.concat(predictions.remarks().stream(), Failure.lines(failures).stream())
                .forEach(line -> html.append("\n<p>" + Display.Html.escaped(line) + "</p>"));
        return new Display.Html(html.toString(), toString());
    }

    private static String html(TextTable table) {
        return ((Display.Html) table.display()).html();
    }

    private String headOfMisaligned() {
        int count = predictions.count(Decision.MISALIGNED);
        return "Misaligned by more than " + predictions.largerThan() + " px: "
                + (count == 0 ? "none" : Count.of(count, "dataset"));
    }

    private String headOfNoVerdict() {
        return "No verdict: " + Count.of(predictions.count(Decision.NO_VERDICT), "dataset");
    }

    /** The report, then the misaligned datasets, then those without a verdict. */
    @Override
    public String toString() {
        return report + "\n" + headOfMisaligned() + "\n"
                + (shown.isEmpty() ? "" : predictions.misaligned() + "\n" + JudgedDataset.LEGEND + "\n")
                + (predictions.count(Decision.NO_VERDICT) == 0
                        ? ""
                        : "\n" + headOfNoVerdict() + "\n" + noVerdict() + "\n")
                + predictions.remarks().stream().map(line -> "\n" + line).collect(Collectors.joining());
    }
}
