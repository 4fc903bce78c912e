package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.util.Optional;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.io.BadInput;

/**
 * The files written by a preparation.
 *
 * @param output folder of all files
 * @param fname base name of the tables, without suffix
 * @param h5 file of the harvested rows
 */
public record PreparedFiles(Path output, String fname, Path h5) {

    /** @param h5 HDF5 file for the harvested rows; by default next to the tables */
    public static PreparedFiles of(Path output, String fname, Optional<Path> h5) {
        return new PreparedFiles(output, fname, h5.orElseGet(() -> output.resolve(fname + ".h5")));
    }

    /**
     * The name of the tables, without folder and suffix.
     *
     * @throws BadInput if the remaining name is empty
     */
    public static String name(String fname) {
        Path file = Path.of(fname).getFileName();
        String base = file == null ? "" : file.toString().split("\\.", -1)[0];
        if (base.isBlank()) {
            throw new BadInput("fname is '" + fname + "'; it must be a file name like svm_data");
        }
        return base;
    }

    /** @return the table of encoded features */
    public Path csv() {
        return output.resolve(fname + ".csv");
    }

    /** @return the table of features before encoding */
    public Path rawCsv() {
        return output.resolve("raw_" + fname + ".csv");
    }

    /** @return the table of measurements */
    public Path measured() {
        return output.resolve(fname + MeasuredNumbers.ENDING);
    }

    /** @return the table of comparisons of individual exposures */
    public Path exposures() {
        return output.resolve(fname + ExposureTable.ENDING);
    }

    /** @return the folder of the frames */
    public Path img() {
        return output.resolve("img");
    }

    /** @return the table of failures */
    public Path failures() {
        return output.resolve("failures.csv");
    }

    /** @return the list of misaligned datasets */
    Path positives() {
        return output.resolve("pos.txt");
    }

    /** @return the list with one visit for each detector and category */
    Path subset() {
        return output.resolve("subset.txt");
    }
}
