package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.task.InputFile;

/** Where the copies of a run come from. */
public sealed interface CopySource permits CopyMaker, CopyReader {

    /**
     * A copy and where it came from.
     *
     * @param copy made or found there
     * @param from a folder of {@link #folders}
     */
    record Copied(SyntheticVisit copy, Path from) {}

    /** @return the folder of the copies' folders */
    Path outputs();

    /**
     * The folders to go through: of visits, or of copies.
     *
     * @throws org.mosaicworkbench.io.BadInput if there is none
     */
    List<Path> folders();

    /** The copies of some of the folders; those that fail are logged. */
    List<Copied> copies(List<Path> folders, CopyStages stages);

    /**
     * What was read of the folders that copies came from, with digests.
     *
     * @param folders of {@link Copied#from}, none twice
     */
    InputFile input(List<Path> folders);
}
