package org.mosaicworkbench.corrupt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.frames.DatasetImage;
import org.mosaicworkbench.frames.FieldFrames;
import org.mosaicworkbench.frames.NativeFrames;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * Draws the field and native frames of the copies, in the folders of their labels.
 *
 * @param img folder that contains the label folders
 * @param labels labels of the copies' total images
 * @param wanted whether to draw frames
 */
public record CopyFrames(Path img, CopyLabels labels, boolean wanted) {

    private static final long MEMORY = 300L << 20;

    /** @return the folder that contains the label folders: the given one, or {@code img} next to the outputs */
    public static Path folder(Path given, Path outputs) {
        return given != null ? given : outputs.toAbsolutePath().normalize().resolveSibling("img");
    }

    /** @param residuals residuals of the copies to draw */
    void draw(Map<SyntheticVisit, List<Residual>> residuals, CopyStages stages) {
        EachDataset<SyntheticVisit> drawing =
                EachDataset.of("drawing frames", Failure.Stage.DRAW, SyntheticVisit::name);
        stages.timed(
                Failure.Stage.DRAW,
                () -> stages.each(
                        drawing.threads(stages.atOnce(MEMORY)),
                        List.copyOf(residuals.keySet()),
                        copy -> draw(copy, residuals.get(copy))));
    }

    private SyntheticVisit draw(SyntheticVisit copy, List<Residual> found) {
        List<Path> totals = VisitFolders.list(copy.folder()).stream()
                .filter(DatasetName::isTotalImage)
                .toList();
        if (totals.isEmpty()) {
            throw BadInput.file(copy.folder(), "has no total image to draw", "process it first");
        }
        for (Path total : totals) {
            String dataset = DatasetName.of(total.getFileName().toString()) + copy.suffix();
            Optional<String> label = labels.of(dataset, found);
            CopyLabels.ALL.stream()
                    .filter(other -> !label.equals(Optional.of(other)))
                    .forEach(other -> delete(FileName.in(img.resolve(other), dataset)));
            label.ifPresent(known -> draw(total, dataset, img.resolve(known)));
        }
        return copy;
    }

    private static void draw(Path total, String dataset, Path folder) {
        WholeFile.removeLeftovers(folder.resolve(dataset));
        DatasetImage image = DatasetImage.of(total);
        FieldFrames.of(image).dataset(dataset).draw(folder);
        NativeFrames.of(image).dataset(dataset).draw(folder);
    }

    /**
     * Deletes frames that an earlier run stored under another label, because the dataset would otherwise be counted
     * twice.
     */
    private static void delete(Path frames) {
        try {
            WholeFolder.delete(frames);
        } catch (IOException e) {
            throw new UncheckedIOException(frames + ": " + e.getMessage(), e);
        }
    }
}
