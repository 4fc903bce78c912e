package org.mosaicworkbench.corrupt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.RunLog;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * Runs the steps of a corruption: copies are created or reused, combined, labelled and drawn.
 *
 * @param source source of the copies
 * @param processing combines their exposures
 * @param frames labels the copies and draws their frames
 * @param workflow step by step or visit by visit
 * @param threads number of worker threads
 */
public record CorruptionRun(
        CopySource source, CopyProcessing processing, CopyFrames frames, Workflow workflow, int threads) {

    /** The task's name on the command line. */
    public static final String TASK = "corrupt";

    /** @throws BadInput if there is nothing to do */
    public CorruptionRun {
        if (source instanceof CopyReader && !processing.wanted() && !frames.wanted()) {
            throw new BadInput("corrupt, process and draw are all off; switch one on");
        }
    }

    /** The results collected from all steps. */
    private record Gathered(
            List<SyntheticVisit> copies, Set<Path> from, List<Residual> residuals, RunLog.Recorder log) {

        Gathered() {
            this(new ArrayList<>(), new LinkedHashSet<>(), new ArrayList<>(), new RunLog.Recorder());
        }

        void add(List<CopySource.Copied> more) {
            more.forEach(copied -> {
                copies.add(copied.copy());
                from.add(copied.from());
            });
        }
    }

    /**
     * Runs all steps.
     *
     * @param options options by name, for the provenance
     * @throws BadInput if there are no inputs, the only visit cannot be used, or the outputs folder is not writable
     */
    public CorruptResult run(Map<String, ?> options) {
        List<Path> folders = source.folders();
        requireWritable(source.outputs());
        WholeFolder.removeLeftovers(source.outputs());
        WholeFile.removeLeftovers(source.outputs());
        Gathered all = new Gathered();
        List<List<Path>> batches = workflow == Workflow.BLOCK ? List.of(folders) : VisitFolders.byVisit(folders);
        if (batches.size() == 1) {
            steps(folders, all, EachDataset.Telling.NAMES);
        } else {
            visitByVisit(batches, all);
        }
        if (all.copies.isEmpty() && folders.size() == 1) {
            throw new BadInput(all.log.log().failures().get(0).reason());
        }
        requireStillThere(all.copies);
        all.log.warned(warnings(all));
        Provenance how = Provenance.of(TASK, kept(options), List.of(source.input(List.copyOf(all.from))));
        CorruptResult result =
                new CorruptResult(source.outputs(), frames.img(), all.copies, all.residuals, all.log.log(), how);
        result.write();
        frames.labels().write(source.outputs(), all.residuals);
        return result;
    }

    private void visitByVisit(List<List<Path>> batches, Gathered all) {
        try (Progress progress = Progress.of("visits", batches.size())) {
            for (List<Path> batch : batches) {
                steps(batch, all, EachDataset.Telling.NOTHING);
                progress.step(batch.get(0).getFileName().toString());
            }
        }
    }

    private void steps(List<Path> folders, Gathered all, EachDataset.Telling telling) {
        CopyStages stages = new CopyStages(all.log, threads, telling);
        List<CopySource.Copied> batch = stages.timed(Failure.Stage.CORRUPT, () -> source.copies(folders, stages));
        all.add(batch);
        List<SyntheticVisit> wanted = batch.stream()
                .map(CopySource.Copied::copy)
                .filter(copy -> !copy.corruption().subsetOfOne())
                .toList();
        List<SyntheticVisit> whole = processing.wanted()
                ? stages.timed(Failure.Stage.PROCESS, () -> processing.process(wanted, stages))
                : wanted;
        Map<SyntheticVisit, List<Residual>> residuals = frames.labels().residuals(whole, stages);
        residuals.values().forEach(all.residuals::addAll);
        if (frames.wanted()) {
            frames.draw(residuals, stages);
        }
    }

    /** The options that affect the result, that is, all except the number of threads and the order of the work. */
    private static Map<String, Object> kept(Map<String, ?> options) {
        Map<String, Object> kept = new LinkedHashMap<>(options);
        kept.keySet().removeAll(List.of("threads", "workflow"));
        return kept;
    }

    private static List<String> warnings(Gathered all) {
        Stream<String> alone = all.copies.stream()
                .filter(copy -> copy.corruption().subsetOfOne())
                .map(copy -> copy.name()
                        + ": a subset was requested, but there is only one exposure, so that one was changed;"
                        + " such copies are not processed");
        Stream<String> unknown = all.residuals.stream()
                .filter(residual -> !residual.known())
                .map(residual -> residual.dataset()
                        + ": its misalignment is unknown (too few sources to match); it has no label");
        return Stream.concat(alone, unknown).toList();
    }

    /** Another program may have removed copies in the meantime. */
    private static void requireStillThere(List<SyntheticVisit> copies) {
        List<Path> gone = copies.stream()
                .map(SyntheticVisit::folder)
                .filter(folder -> !Files.isDirectory(folder))
                .toList();
        if (!gone.isEmpty()) {
            throw BadInput.file(
                    gone.get(0),
                    "was created but no longer exists"
                            + (gone.size() > 1 ? ", like " + (gone.size() - 1) + " others" : ""),
                    "do not change the output folder while the command is running, and run it again");
        }
    }

    private static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be created", "choose an output folder that you can write to");
        }
        if (!Files.isWritable(folder)) {
            throw BadInput.file(folder, "is not writable", "choose an output folder that you can write to");
        }
    }
}
