package org.mosaicworkbench;

import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Shown;
import org.mosaicworkbench.prep.Failure;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Making;
import org.mosaicworkbench.report.Measure;
import org.mosaicworkbench.report.Reportable;

import tech.tablesaw.api.Table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was said of each dataset.
 *
 * @param table       the features, then {@code y_pred} (0 aligned, 1 suspicious), {@code y_proba} and {@code index}
 * @param report      counts and percentages, by detector too
 * @param compromised the suspicious datasets, the most suspicious first
 * @param shown       the most suspicious datasets with their frames
 * @param folder      of {@code predictions.csv}, {@code compromised.txt} and {@code clf_report.txt}
 * @param failures    datasets without a verdict; also in {@code failures.csv}
 * @param model       what judged, with the digest of its weights; also in the report
 * @param img         where the frames are, to explain a verdict by
 * @param measured    the measured numbers of each row of the table, empty where the model reads none
 */
public record PredictResult(Table table, String report, List<String> compromised, List<Suspicious> shown, Path folder,
                            List<Failure> failures, ModelUsed model, Path img, List<double[]> measured) implements Shown, Reportable {

    /**
     * A dataset to look at.
     *
     * @param index       its name
     * @param probability that it is misaligned
     * @param frames      three of each kind that the model reads; empty where it reads none
     */
    public record Suspicious(String index, double probability, List<Frame> frames) {

        private String html() {
            return String.format(Locale.ROOT, "<p style=\"margin:0.6em 0 0.2em\"><b>%s</b> %.3f</p>", index, probability)
                    + frames.stream().map(frame -> "<img style=\"display:inline;max-width:none;margin:0 2px;border:1px solid "
                            + "#ccc\" alt=\"frame of " + index + "\" src=\"data:image/png;base64,"
                            + Base64.getEncoder().encodeToString(Display.png(frame.image())) + "\">")
                    .collect(Collectors.joining());
        }
    }

    /** Takes copies of the lists. */
    public PredictResult {
        compromised = List.copyOf(compromised);
        shown = List.copyOf(shown);
        failures = List.copyOf(failures);
        measured = List.copyOf(measured);
    }

    /** @return 0 where every dataset has a verdict, 1 where some are in the failures */
    public int exitCode() {
        return failures.isEmpty() ? 0 : 1;
    }

    /**
     * What pushed the verdict on the most suspicious dataset, whether it is above the threshold or not.
     *
     * @throws BadInput when its frames cannot be read any more
     */
    public Explanation explain() {
        double[] scores = table.doubleColumn("y_proba").asDoubleArray();
        int most = IntStream.range(0, scores.length).boxed().max(Comparator.comparingDouble(i -> scores[i])).orElseThrow();
        return Explanation.of(this, most);
    }

    /**
     * What pushed the verdict on a dataset.
     *
     * @param index its name
     * @throws BadInput when there is no verdict on it, or its frames cannot be read any more
     */
    public Explanation explain(String index) {
        int row = table.stringColumn("index").asList().indexOf(index);
        if (row < 0) {
            throw new BadInput("there is no verdict on " + index + "; take a name of the column index, such as "
                    + table.stringColumn("index").get(0));
        }
        return Explanation.of(this, row);
    }

    /**
     * What is wrong with a dataset, measured from its exposures: the verdict says that something is, this which exposure.
     *
     * @param index  the dataset's name; its visit's folder is what stands behind {@code total_} in it
     * @param visits the folder of visit folders
     * @throws BadInput when the visit's folder is not there, or nothing can be said about it
     */
    public DiagnoseResult diagnose(String index, Path visits) {
        Path folder = visits.resolve(index.replaceFirst("^.*_total_", ""));
        if (!Files.isDirectory(folder)) {
            throw BadInput.file(folder, "no such folder", "a diagnosis needs the exposures of " + index
                    + "; name the folder that its visit's folder stands in");
        }
        return Diagnose.visit(folder).run();
    }

    @Override
    public Optional<Making> making() {
        return Optional.of(Making.read(folder));
    }

    @Override
    public List<Measure> measures() {
        return new PredictChapter(this).measures();
    }

    @Override
    public Chapter chapter() {
        return new PredictChapter(this).chapter();
    }

    @Override
    public Display display() {
        String text = report.replace("&", "&amp;").replace("<", "&lt;");
        return new Display.Html("<pre>" + text + "</pre>\n"
                + shown.stream().map(Suspicious::html).collect(Collectors.joining("\n")), toString());
    }

    /** The report, then the most suspicious datasets. */
    @Override
    public String toString() {
        return report + shown.stream().map(s -> String.format(Locale.ROOT, "%.3f  %s", s.probability, s.index))
                .collect(Collectors.joining("\n"));
    }
}
