package org.mosaicworkbench.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Classifier;

/**
 * A table of additional numbers about datasets, such as measurements of their frames, with a column {@code index} and
 * numeric columns.
 *
 * @param columns column names
 * @param rows rows by dataset; NaN if a field is empty
 */
public record MeasurementTable(List<String> columns, Map<String, double[]> rows) {

    /** Columns with the truth about misalignment, which must not be features. */
    private static final Set<String> TRUTH = Set.of("label", "residual");

    private static final String INDEX = "index";
    private static final String REMEDY = "give a table with an index and numeric columns";

    public static MeasurementTable read(Path file) {
        CsvTable table = CsvTable.read(file, REMEDY, "run prep again").require(List.of(INDEX), REMEDY);
        List<String> columns = table.columns().stream()
                .filter(column -> !column.equals(INDEX) && !TRUTH.contains(column))
                .toList();
        Map<String, double[]> rows = new LinkedHashMap<>();
        table.rowsBy(INDEX)
                .forEach(row -> rows.put(
                        row.name(INDEX),
                        columns.stream()
                                .mapToDouble(column -> finite(row, column))
                                .toArray()));
        return new MeasurementTable(columns, rows);
    }

    /** Rejects an infinite value, because a model would treat it as the largest value of all. */
    private static double finite(CsvTable.Row row, String column) {
        double number = row.number(column);
        if (Double.isInfinite(number)) {
            throw row.wrong(column);
        }
        return number;
    }

    /**
     * The tables of the measurements that networks use.
     *
     * @param given given tables; empty to search next to each feature table
     * @param tables feature tables
     * @throws BadInput if none is given and there is none next to a feature table
     */
    public static List<Path> files(List<Path> given, List<Path> tables) {
        return given.isEmpty()
                ? tables.stream()
                        .map(table -> beside(table)
                                .orElseThrow(() -> BadInput.file(
                                        table,
                                        "has no table of measurements next to it; "
                                                + candidates(table).stream()
                                                        .map(Path::toString)
                                                        .collect(Collectors.joining(" and "))
                                                + " do not exist",
                                        "prepare with native frames, or give the table with measured"
                                                + " (on the command line --measured)")))
                        .distinct()
                        .toList()
                : given;
    }

    /** @return the table of measurements next to a feature table */
    public static Optional<Path> beside(Path table) {
        return candidates(table).stream().filter(Files::exists).findFirst();
    }

    private static List<Path> candidates(Path table) {
        String own = table.getFileName().toString().replaceFirst("\\.csv$", "") + MeasuredNumbers.ENDING;
        return List.of(table.resolveSibling(own), table.resolveSibling("measured.csv"));
    }

    /**
     * The measurements of datasets, for a network to be trained: {@link Measurement#READ}. Exposure measurements may be
     * missing, because mosaics are judged without them too. Columns unknown to this version are ignored.
     *
     * @throws BadInput if any other measurement is missing from all tables
     */
    static Numbers numbers(List<Path> files, Blueprint network) {
        return numbers(files, Measurement.READ, "the network " + network.name());
    }

    /**
     * Like {@link #numbers(List, Blueprint)}, for a trained model: the measurements used in its training, if any.
     *
     * @throws BadInput if one of them is missing from all tables
     */
    public static Numbers numbers(List<Path> files, Classifier model) {
        List<Measurement> read = model.blueprint().readsMeasured() ? model.measurements() : List.of();
        return numbers(files, read, "the model " + model.name());
    }

    private static Numbers numbers(List<Path> files, List<Measurement> wanted, String reader) {
        List<MeasurementTable> tables =
                files.stream().map(MeasurementTable::read).toList();
        List<String> missing = wanted.stream()
                .filter(one -> one.subject() != Measurement.Subject.EXPOSURES)
                .map(Measurement::column)
                .filter(name -> tables.stream().noneMatch(table -> table.columns.contains(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw BadInput.file(
                    files.get(0),
                    "has no " + String.join(", ", missing) + ", which " + reader + " reads",
                    "prepare with native frames again, or use a network that reads no measurements");
        }
        return new Numbers(files, tables);
    }

    /** The measurements of datasets, from one table or several. */
    public record Numbers(List<Path> files, List<MeasurementTable> tables) {

        /**
         * @return all measurements of a dataset, each from the first table that contains it; empty if no table contains
         *     the dataset
         */
        Optional<MeasuredNumbers> of(String index) {
            return tables.stream()
                    .filter(table -> table.rows.containsKey(index))
                    .map(table -> table.measured(index))
                    .reduce((first, later) -> later.and(first));
        }

        /** @return whether any table contains any of the datasets */
        public boolean knowsAny(List<String> datasets) {
            return datasets.stream()
                    .anyMatch(index -> tables.stream().anyMatch(table -> table.rows.containsKey(index)));
        }

        /** @return the paths of the files, separated by commas, for messages */
        String where() {
            return files.stream().map(Path::toString).collect(Collectors.joining(", "));
        }
    }

    private MeasuredNumbers measured(String index) {
        Map<Measurement, Double> known = new EnumMap<>(Measurement.class);
        double[] row = rows.get(index);
        for (int c = 0; c < row.length; c++) {
            double number = row[c];
            Measurement.of(columns.get(c)).ifPresent(one -> known.put(one, number));
        }
        return new MeasuredNumbers(known);
    }

    /**
     * A dataset's numbers from all tables, in the order of the tables; NaN for a table that does not contain the
     * dataset.
     */
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
