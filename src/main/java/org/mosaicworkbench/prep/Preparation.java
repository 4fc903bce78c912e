package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.RunLog;

/**
 * The stages of a preparation, in sequence: QA files or catalogs, headers, frames, categories, tables.
 *
 * @param visits folder of the visits; failures give paths relative to it
 * @param harvest reads the QA files and catalogs, or the rows of an earlier harvest
 * @param drawing draws the frames; empty for none
 * @param category source of target categories
 * @param tables writes the tables
 * @param threads number of reading threads
 */
public record Preparation(
        Path visits,
        Supplier<HarvestResult> harvest,
        Optional<FrameDrawing> drawing,
        Categories category,
        PreparedTables tables,
        int threads) {

    /** The task's name on the command line. */
    public static final String TASK = "prep";

    /**
     * Runs the stages.
     *
     * @param options options by name, for the provenance
     * @throws org.mosaicworkbench.io.BadInput if there is nothing to prepare or the output cannot be written
     */
    public PrepResult run(Map<String, ?> options) {
        requireWritable();
        RunLog.Recorder log = new RunLog.Recorder();
        HarvestResult harvested = log.timed("harvest", harvest);
        log.failed(harvested.failures());
        log.warned(harvested.warnings());
        List<Features.Row> read = log.timed("headers", () -> log.results(headers(harvested.datasets())));
        Optional<FrameDrawing.Drawn> drawn =
                drawing.map(frames -> log.timed("frames", () -> frames.draw(datasets(read))));
        drawn.ifPresent(frames -> {
            log.failed(frames.failures());
            log.warned(frames.warnings());
        });
        List<Features.Row> rows = drawn.map(frames -> drawn(read, frames)).orElse(read);
        Categories.Found found = log.timed("categories", () -> category.find(datasets(rows)));
        Features features = encoded(rows, found);
        log.warned(found.warnings());
        log.warned(features.warnings());
        Provenance how = Provenance.of(TASK, kept(options), inputs(harvested));
        log.warned(log.timed("write", () -> tables.write(harvested.rows(), features, measured(drawn), how)));
        PreparedFiles files = tables.files();
        RunLog whole = log.log().below(visits);
        Failure.write(files.failures(), whole.failures());
        return new PrepResult(
                features,
                measured(drawn),
                files,
                category.asks()
                        ? Optional.of(new PrepResult.Archive(found.asked(), found.cached(), found.unanswered()))
                        : Optional.empty(),
                whole,
                how);
    }

    private void requireWritable() {
        PreparedFiles files = tables.files();
        WholeFile.requireWritable(files.output());
        if (drawing.isPresent()) {
            WholeFile.requireWritable(files.img());
        }
        WholeFile.removeLeftovers(files.output());
    }

    private EachDataset.Done<Features.Row> headers(List<Dataset> datasets) {
        return EachDataset.of("reading headers", Failure.Stage.HEADER, Dataset::index)
                .threads(threads)
                .small()
                .run(
                        datasets,
                        dataset -> new Features.Row(dataset, AlignmentHeader.read(dataset.image()), Categories.NONE));
    }

    private static List<Features.Row> drawn(List<Features.Row> rows, FrameDrawing.Drawn frames) {
        return rows.stream()
                .filter(row -> frames.datasets().contains(row.dataset().index()))
                .toList();
    }

    private static List<Dataset> datasets(List<Features.Row> rows) {
        return rows.stream().map(Features.Row::dataset).toList();
    }

    private static List<FrameDrawing.Measured> measured(Optional<FrameDrawing.Drawn> drawn) {
        return drawn.map(FrameDrawing.Drawn::measured).orElse(List.of());
    }

    private Features encoded(List<Features.Row> rows, Categories.Found found) {
        List<Features.Row> known = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            known.add(rows.get(i).of(found.categories().get(i)));
        }
        return Features.encode(known, tables.synthetic());
    }

    /**
     * The options that affect the result, that is, all except the number of threads and whether existing frames are
     * redrawn.
     */
    private Map<String, Object> kept(Map<String, ?> options) {
        Map<String, Object> kept = new LinkedHashMap<>(options);
        kept.keySet().removeAll(List.of("threads", "redraw"));
        category.file().ifPresent(file -> kept.remove(Categories.INPUT));
        return kept;
    }

    private List<InputFile> inputs(HarvestResult harvested) {
        return Stream.concat(
                        harvested.inputs().stream(),
                        category.file().map(file -> InputFile.of(Categories.INPUT, file)).stream())
                .toList();
    }
}
