package org.mosaicworkbench.diagnose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.WholeFile;

/**
 * The relative alignment of the exposures of mosaics: a table with one line per exposure, in pixels of the mosaic,
 * angles in degrees, {@code east}, {@code north} and {@code error_sky} in arcseconds. If an exposure was not compared,
 * its numbers are missing and {@code note} gives the reason.
 *
 * @param datasets the exposures of each dataset, in time order
 */
public record ExposureTable(Map<String, List<MeasuredExposure>> datasets) {

    /** Suffix of the table's name next to a table of features. */
    public static final String ENDING = "_exposures.csv";

    private static final String REMEDY = "prepare the datasets again";

    /** Makes defensive copies. */
    public ExposureTable {
        Map<String, List<MeasuredExposure>> copy = new LinkedHashMap<>();
        datasets.forEach((dataset, exposures) -> copy.put(dataset, List.copyOf(exposures)));
        datasets = copy;
    }

    /** @return the exposures of a dataset; empty if it is not in the table */
    public List<MeasuredExposure> of(String dataset) {
        return datasets.getOrDefault(dataset, List.of());
    }

    /** Writes the table atomically. */
    public Path write(Path place) {
        return WholeFile.writeText(
                place,
                Csv.line(MeasuredExposure.COLUMNS)
                        + datasets.entrySet().stream()
                                .flatMap(one -> one.getValue().stream().map(exposure -> exposure.line(one.getKey())))
                                .collect(Collectors.joining()));
    }

    /** @throws BadInput if the file cannot be read, is not such a table, or lists an exposure of a dataset twice */
    public static ExposureTable read(Path file) {
        Map<String, List<MeasuredExposure>> datasets = new LinkedHashMap<>();
        Set<List<String>> seen = new HashSet<>();
        for (CsvTable.Row row : CsvTable.read(file, REMEDY)
                .require(MeasuredExposure.COLUMNS, REMEDY)
                .rows()) {
            String dataset = row.name("index");
            MeasuredExposure exposure = MeasuredExposure.of(row);
            String name = exposure.shift().rootname();
            if (!seen.add(List.of(dataset, name))) {
                throw BadInput.file(
                        file,
                        "line " + row.line() + " and an earlier line are both for exposure " + name + " of " + dataset,
                        "keep one line for each exposure");
            }
            datasets.computeIfAbsent(dataset, key -> new ArrayList<>()).add(exposure);
        }
        return new ExposureTable(datasets);
    }
}
