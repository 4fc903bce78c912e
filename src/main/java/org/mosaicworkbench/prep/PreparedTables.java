package org.mosaicworkbench.prep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.task.Provenance;

/**
 * The tables that a preparation writes, atomically.
 *
 * @param files paths of the tables
 * @param synthetic whether the datasets are misaligned copies: each then has the label 1, and {@code pos.txt} lists
 *     them
 * @param harvested whether the harvested rows are new and must be stored
 * @param subset random seed for choosing the visits in {@code subset.txt}; empty to choose none
 */
public record PreparedTables(PreparedFiles files, boolean synthetic, boolean harvested, OptionalLong subset) {

    /** @throws BadInput if a subset of misaligned copies is requested */
    public PreparedTables {
        if (synthetic && subset.isPresent()) {
            throw new BadInput("a subset is drawn from aligned datasets, but crpt is set for misaligned ones; "
                    + "leave out one of the two options");
        }
    }

    /**
     * Writes all tables, and their provenance next to them. If there are no datasets, no table is written, and the
     * tables of an earlier run remain.
     *
     * @param measured measurements of native frames; empty if none were drawn
     * @return warnings
     */
    List<String> write(
            HarvestResult.Rows rows, Features features, List<FrameDrawing.Measured> measured, Provenance how) {
        if (features.size() == 0) {
            return List.of("no dataset could be prepared, so no table was written"
                    + (Files.exists(files.csv()) ? "; that of an earlier run is unchanged" : "") + ": "
                    + files.csv());
        }
        if (harvested) {
            rows.writeH5(files.h5());
        }
        writeMeasured(measured);
        writeExposures(measured);
        features.writeRawCsv(files.rawCsv());
        features.writeCsv(files.csv());
        if (synthetic) {
            features.writePositives(files.positives());
        } else {
            remove(files.positives());
        }
        subset.ifPresent(seed -> features.writeSubset(files.subset(), seed));
        how.write(files.output(), files.fname() + "_" + Provenance.FILE);
        return List.of();
    }

    /** Measurements are stored next to the features, never among them. */
    private void writeMeasured(List<FrameDrawing.Measured> measured) {
        if (measured.isEmpty()) {
            remove(files.measured());
            return;
        }
        String header = Csv.line(Stream.concat(Measurement.columns().stream(), Stream.of("index"))
                .toList());
        WholeFile.writeText(
                files.measured(),
                header
                        + measured.stream()
                                .map(one -> Csv.line(Stream.concat(
                                                Stream.of(Measurement.values()).map(one.numbers()::of),
                                                Stream.of(one.index()))
                                        .toList()))
                                .collect(Collectors.joining()));
    }

    private void writeExposures(List<FrameDrawing.Measured> measured) {
        Map<String, List<MeasuredExposure>> compared = new LinkedHashMap<>();
        measured.stream()
                .filter(one -> !one.exposures().isEmpty())
                .forEach(one -> compared.put(one.index(), one.exposures()));
        if (compared.isEmpty()) {
            remove(files.exposures());
        } else {
            new ExposureTable(compared).write(files.exposures());
        }
    }

    /** Removes a list from another run, which could be mistaken for a result of this run. */
    private static void remove(Path stale) {
        try {
            Files.deleteIfExists(stale);
        } catch (IOException e) {
            throw BadInput.file(stale, "was left by an earlier run and could not be deleted", "delete it yourself");
        }
    }
}
