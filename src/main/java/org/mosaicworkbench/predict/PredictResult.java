package org.mosaicworkbench.predict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.TaskResult;
import tech.tablesaw.api.Table;

/**
 * What was said of each dataset.
 *
 * @param predictions     of each dataset
 * @param report   counts and percentages, by detector too
 * @param shown    the most suspicious datasets of enough sources with their frames
 * @param folder   of {@code predictions.csv}, {@code compromised.txt} and {@code clf_report.txt}
 * @param failures datasets without a verdict; also in {@code failures.csv}
 * @param how      it was made: all that is needed to make it again; also in {@code made.json}
 */
public record PredictResult(
        Predictions predictions,
        String report,
        List<Suspicious> shown,
        Path folder,
        List<Failure> failures,
        Provenance how)
        implements Displayable, Reportable, TaskResult {

    /** The task's name on the command line. */
    public static final String TASK = "predict";

    /**
     * A dataset to look at.
     *
     * @param index       its name
     * @param probability that it is misaligned
     * @param exposures   how far its worst exposure is off, in words; empty where exposures were not compared
     * @param frames      three of each kind that the model reads; empty where it reads none
     */
    public record Suspicious(String index, double probability, String exposures, List<Frame> frames) {

        private String html() {
            return String.format(
                            Locale.ROOT,
                            "<p style=\"margin:0.6em 0 0.2em\"><b>%s</b> %.3f %s</p>",
                            Display.Html.escaped(index),
                            probability,
                            Display.Html.escaped(exposures))
                    + frames.stream()
                            .map(frame -> "<img style=\"display:inline;max-width:none;margin:0 2px;border:1px solid "
                                    + "#ccc\" alt=\"frame of " + Display.Html.escaped(index)
                                    + "\" src=\"data:image/png;base64,"
                                    + Base64.getEncoder().encodeToString(Display.png(frame.image())) + "\">")
                            .collect(Collectors.joining());
        }
    }

    /** Takes copies of the lists. */
    public PredictResult {
        shown = List.copyOf(shown);
        failures = List.copyOf(failures);
    }

    /** @return the features, then {@code y_pred} (0 aligned, 1 suspicious), {@code y_proba} and {@code index} */
    public Table table() {
        return predictions.table();
    }

    /** @return what judged, with the digest of its weights; also in the report */
    public SelectedModel model() {
        return predictions.model();
    }

    /**
     * @return the datasets at the threshold or above it, the most suspicious first, as {@code compromised.txt} has
     *         them; {@link #suspicious} leaves out those of too few sources to tell
     */
    public List<String> compromised() {
        return predictions.compromised();
    }

    /**
     * What can be said of a dataset.
     *
     * @param index its name
     * @throws BadInput when there is no verdict on it
     */
    public Decision answer(String index) {
        return predictions.decision(predictions.row(index));
    }

    /**
     * The suspicious datasets that have enough sources for that to mean something, the most suspicious first. A model
     * that reads no measured numbers does not know how many sources there are; then these are all suspicious ones.
     */
    public List<String> suspicious() {
        return predictions.suspicious();
    }

    /**
     * The datasets of fewer than {@value Decision#ENOUGH_SOURCES} sources, of which it cannot be told whether they are
     * aligned, with what they were given all the same, the highest probability first.
     *
     * @return dataset, sources (empty where none could be measured), probability, and how its exposures stand to each
     *         other, in words
     */
    public TextTable cannotTell() {
        return predictions.cannotTell();
    }

    /**
     * What pushed the verdict on the most suspicious dataset, whether it is above the threshold or not; one of too few
     * sources only where there is no other.
     *
     * @throws BadInput when its frames cannot be read any more
     */
    public Explanation explain() {
        return explain(1).get(0);
    }

    /**
     * What pushed the verdicts on the most suspicious datasets, whether they are above the threshold or not; those of
     * too few sources, and of moving targets, last.
     *
     * @param most how many at most
     * @throws BadInput when the frames of one cannot be read any more
     */
    public List<Explanation> explain(int most) {
        return Stream.concat(
                        predictions.ranked(Decision.ALIGNED, Decision.SUSPICIOUS),
                        predictions.ranked(Decision.FEW_SOURCES, Decision.MOVING_TARGET))
                .limit(most)
                .map(row -> Explanation.of(predictions, row))
                .toList();
    }

    /**
     * What pushed the verdict on a dataset.
     *
     * @param index its name
     * @throws BadInput when there is no verdict on it, or its frames cannot be read any more
     */
    public Explanation explain(String index) {
        return Explanation.of(predictions, predictions.row(index));
    }

    /**
     * What is wrong with a dataset, measured from its exposures: the verdict says that something is, this which
     * exposure.
     *
     * @param index  the dataset's name; its visit's folder is what stands behind {@code total_} in it
     * @param visits the folder of visit folders
     * @throws BadInput when the visit's folder is not there, or nothing can be said about it
     */
    public DiagnoseResult diagnose(String index, Path visits) {
        Path folder = visits.resolve(index.replaceFirst("^.*_total_", ""));
        if (!Files.isDirectory(folder)) {
            throw BadInput.file(
                    folder,
                    "no such folder",
                    "a diagnosis needs the exposures of " + index
                            + "; name the folder that its visit's folder stands in");
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
        TextTable poor = cannotTell();
        String few = poor.cells().isEmpty()
                ? ""
                : "\n<p><b>" + headOfFew() + "</b></p>\n" + ((Display.Html) poor.display()).html();
        return new Display.Html(
                "<pre>" + Display.Html.escaped(report) + "</pre>\n<p><b>" + headOfSuspicious() + "</b></p>\n"
                        + shown.stream().map(Suspicious::html).collect(Collectors.joining("\n")) + few
                        + predictions.remarks().stream()
                                .map(line -> "\n<p>" + Display.Html.escaped(line) + "</p>")
                                .collect(Collectors.joining())
                        + Failure.lines(failures).stream()
                                .map(line -> "\n<p>" + Display.Html.escaped(line) + "</p>")
                                .collect(Collectors.joining()),
                toString());
    }

    private String headOfSuspicious() {
        int count = suspicious().size();
        String which = predictions.knowsSources()
                ? " with " + Decision.ENOUGH_SOURCES + " sources or more"
                        + (predictions.anyCompared() ? ", or exposures that were compared" : "")
                : "";
        return "Suspicious" + which + ": " + (count == 0 ? "none" : Count.of(count, "dataset"))
                + (count > shown.size() ? ", the first " + shown.size() : "");
    }

    private String headOfFew() {
        return "Cannot tell: "
                + Count.of(predictions.ranked(Decision.FEW_SOURCES).count(), "dataset") + " with fewer than "
                + Decision.ENOUGH_SOURCES + " sources"
                + (predictions.anyCompared() ? ", whose exposures were not all compared" : "");
    }

    /** The report, then the most suspicious datasets, then those of which it cannot be told. */
    @Override
    public String toString() {
        TextTable poor = cannotTell();
        return report + "\n" + headOfSuspicious() + "\n"
                + shown.stream()
                        .map(s -> String.format(Locale.ROOT, "%.3f  %s  %s", s.probability, s.index, s.exposures)
                                        .stripTrailing()
                                + "\n")
                        .collect(Collectors.joining())
                + (poor.cells().isEmpty() ? "" : "\n" + headOfFew() + "\n" + poor)
                + predictions.remarks().stream().map(line -> "\n" + line).collect(Collectors.joining());
    }
}
