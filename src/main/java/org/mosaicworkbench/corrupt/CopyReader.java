package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * Reads copies created by an earlier run.
 *
 * @param outputs folder that contains the copies' folders
 * @param pattern name pattern of their visits or of the copies themselves
 */
public record CopyReader(Path outputs, String pattern) implements CopySource {

    @Override
    public List<Path> folders() {
        return VisitFolders.copies(outputs, pattern);
    }

    @Override
    public List<Copied> copies(List<Path> folders, CopyStages stages) {
        EachDataset<Path> reading = EachDataset.of(
                "reading copies",
                Failure.Stage.CORRUPT,
                folder -> folder.getFileName().toString());
        return stages.each(
                reading.threads(stages.threads()).small(),
                folders,
                folder -> new Copied(SyntheticVisit.read(folder), folder));
    }

    /** The {@code corruption.json} of each copy. */
    @Override
    public InputFile input(List<Path> folders) {
        return InputFile.chosen(
                "copies",
                outputs,
                folders.stream()
                        .map(folder -> folder.resolve(VisitFolders.CORRUPTION))
                        .toList());
    }
}
