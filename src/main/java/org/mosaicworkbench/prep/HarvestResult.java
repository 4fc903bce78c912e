package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;

/**
 * The result of a {@link Harvest}.
 *
 * @param datasets datasets in the order of their files' paths
 * @param failures omitted datasets, in the order of their files' paths
 * @param warnings one line each
 * @param inputs input files with digests: {@code visits} with the QA files and catalogs, and {@code h5} if rows were
 *     reloaded
 * @param rows all columns of the datasets
 */
public record HarvestResult(
        List<Dataset> datasets, List<Failure> failures, List<String> warnings, List<InputFile> inputs, Rows rows) {

    /** Copies the lists. */
    public HarvestResult {
        datasets = List.copyOf(datasets);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
        inputs = List.copyOf(inputs);
    }

    /** All collected columns of the datasets, including those that no feature uses. */
    public static final class Rows {

        private final Columns columns;
        private final List<String> folders;

        /** @param folders folders of the datasets, in order, relative to the visits' folder */
        Rows(Columns columns, List<String> folders) {
            this.columns = columns;
            this.folders = folders;
        }

        /**
         * Writes the rows atomically to an HDF5 file: group {@code /mydata}, one HDF5 dataset per column, and
         * {@code index}. A {@code /} in a column's name becomes {@code _}. The folder of each dataset's products is
         * stored in {@code /origin/folder}. Failed datasets have no row and are not stored.
         *
         * @throws BadInput if there are no rows, or the file cannot be written
         */
        public Path writeH5(Path place) {
            return Hdf5.write(place, columns, folders);
        }
    }
}
