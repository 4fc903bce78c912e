package org.mosaicworkbench.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.diagnose.ExposureNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.CsvTable;

/**
 * More features of datasets, such as measures of their frames: {@code index} and columns of numbers.
 *
 * @param columns their names
 * @param rows    by dataset; NaN where a field is empty
 */
public record MeasurementTable(List<String> columns, Map<String, double[]> rows) {

    /** What says whether a dataset is misaligned is no feature. */
    private static final Set<String> TRUTH = Set.of("label", "residual");

    private static final String INDEX = "index";
    private static final String REMEDY = "name a table with an index and columns of numbers";

    public static MeasurementTable read(Path file) {
        CsvTable table = CsvTable.read(file, REMEDY, "make it again").require(List.of(INDEX), REMEDY);
        List<String> columns = table.columns().stream()
                .filter(column -> !column.equals(INDEX) && !TRUTH.contains(column))
                .toList();
        Map<String, double[]> rows = new LinkedHashMap<>();
        table.rowsBy(INDEX)
                .forEach(row -> rows.put(
                        row.text(INDEX),
                        columns.stream().mapToDouble(row::number).toArray()));
        return new MeasurementTable(columns, rows);
    }

    /**
     * Where the numbers that networks read stand.
     *
     * @param given  none to look beside each table of features
     * @param tables of features
     * @throws BadInput when none is given and there is none beside a table of features
     */
    public static List<Path> files(List<Path> given, List<Path> tables) {
        return given.isEmpty()
                ? tables.stream()
                        .map(
                                table -> beside(table)
                                        .orElseThrow(
                                                () -> BadInput.file(
                                                        table,
                                                        "has no table of measured numbers beside it; "
                                                                + candidates(table).stream()
                                                                        .map(Path::toString)
                                                                        .collect(Collectors.joining(" and "))
                                                                + " are not there",
                                                        "prepare with native frames, or name the table with measured, on the command line --measured")))
                        .distinct()
                        .toList()
                : given;
    }

    /** @return the table of measured numbers beside one of features */
    public static Optional<Path> beside(Path table) {
        return candidates(table).stream().filter(Files::exists).findFirst();
    }

    private static List<Path> candidates(Path table) {
        String own = table.getFileName().toString().replaceFirst("\\.csv$", "") + Prep.MEASURED;
        return List.of(table.resolveSibling(own), table.resolveSibling("measured.csv"));
    }

    /**
     * What networks read. The numbers of the exposures may be missing: a mosaic is judged without them too.
     *
     * @throws BadInput when no table has one of the others
     */
    public static Numbers numbers(List<Path> files) {
        List<MeasurementTable> tables =
                files.stream().map(MeasurementTable::read).toList();
        List<String> missing = Measurement.READ.stream()
                .filter(name -> !ExposureNumbers.NAMES.contains(name))
                .filter(name -> tables.stream().noneMatch(table -> table.columns.contains(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw BadInput.file(
                    files.get(0),
                    "has no " + String.join(", ", missing) + ", which networks read",
                    "prepare with native frames again, or take a network that reads no measured numbers");
        }
        return new Numbers(files, tables);
    }

    /** The numbers that networks read, from one table or several. */
    public record Numbers(List<Path> files, List<MeasurementTable> tables) {

        /**
         * @return those of {@link Measurement#READ}, of the first table that has each; empty where no table knows it
         */
        Optional<double[]> of(String index) {
            if (tables.stream().noneMatch(table -> table.rows.containsKey(index))) {
                return Optional.empty();
            }
            return Optional.of(Measurement.READ.stream()
                    .mapToDouble(name -> tables.stream()
                            .filter(table -> table.columns.contains(name) && table.rows.containsKey(index))
                            .findFirst()
                            .map(table -> table.rows.get(index)[table.columns.indexOf(name)])
                            .orElse(Double.NaN))
                    .toArray());
        }

        /** @return whether one of the tables has one of the datasets */
        public boolean knowsAny(List<String> datasets) {
            return datasets.stream()
                    .anyMatch(index -> tables.stream().anyMatch(table -> table.rows.containsKey(index)));
        }

        /** @return of which files they are, in words */
        String where() {
            return files.stream().map(Path::toString).collect(Collectors.joining(", "));
        }
    }

    /** A dataset's numbers in all tables; NaN where a table does not know it. */
    public static double[] joined(List<MeasurementTable> tables, String index) {
        List<Double> all = new ArrayList<>();
        for (MeasurementTable table : tables) {
            double[] row = table.rows.get(index);
            for (int c = 0; c < table.columns.size(); c++) {
                all.add(row == null ? Double.NaN : row[c]);
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
