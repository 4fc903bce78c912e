package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.task.InputFile;

/** The source of a run's copies. */
public sealed interface CopySource permits CopyMaker, CopyReader {

    /**
     * A copy and its origin.
     *
     * @param copy the created or existing copy
     * @param from the input folder from which it comes, one of {@link #folders}
     */
    record Copied(SyntheticVisit copy, Path from) {}

    /** @return the folder that contains the copies' folders */
    Path outputs();

    /**
     * The input folders: of visits, or of copies.
     *
     * @throws org.mosaicworkbench.io.BadInput if there are none
     */
    List<Path> folders();

    /** Creates or reads the copies for some of the input folders; failures are logged. */
    List<Copied> copies(List<Path> folders, CopyStages stages);

    /**
     * The input files of the copies, with digests.
     *
     * @param folders distinct folders of {@link Copied#from}
     */
    InputFile input(List<Path> folders);
}
