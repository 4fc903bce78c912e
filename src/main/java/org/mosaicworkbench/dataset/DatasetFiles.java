package org.mosaicworkbench.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosaicworkbench.caution.CheckedTable;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;

/**
 * The files of prepared datasets.
 *
 * @param csv feature table
 * @param img folder of frames, or an {@code .npz} file; empty if no network uses frames
 * @param synthData table of synthetic, misaligned datasets; unlabelled rows of {@code csv} then count as aligned
 * @param measured tables of measurements; empty to use those next to the feature tables
 * @param exposures tables that compare individual exposures; empty if there are none
 * @param labels file whose labels override those in the tables, in the format of {@link GivenLabels}; empty if there is
 *     none
 */
public record DatasetFiles(
        Path csv,
        Optional<Path> img,
        Optional<Path> synthData,
        List<Path> measured,
        List<Path> exposures,
        Optional<Path> labels) {

    /** No files; add them one by one. */
    public static final DatasetFiles NONE =
            new DatasetFiles(null, Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());

    private static final String INDEX = "index";
    private static final String CSV = "csv";
    private static final String IMG = "img";
    private static final String SYNTH_DATA = "synthData";
    private static final String MEASURED = "measured";
    private static final String EXPOSURES = "exposures";
    private static final String LABELS = "labels";

    /** Copies the lists. */
    public DatasetFiles {
        measured = List.copyOf(measured);
        exposures = List.copyOf(exposures);
    }

    /** A feature table and frames. */
    public static DatasetFiles of(Path csv, Path img) {
        return NONE.on(csv, img);
    }

    /** A feature table without frames. */
    public static DatasetFiles of(Path csv) {
        return NONE.on(csv, null);
    }

    /** The input files recorded in the provenance of a result. */
    public static DatasetFiles of(Provenance making) {
        return new DatasetFiles(
                making.needed(CSV),
                making.input(IMG),
                making.input(SYNTH_DATA),
                making.inputs(MEASURED),
                making.inputs(EXPOSURES),
                making.input(LABELS));
    }

    /** @return a copy with the given feature table and frames; null if there are no frames */
    public DatasetFiles on(Path table, Path frames) {
        return new DatasetFiles(table, Optional.ofNullable(frames), synthData, measured, exposures, labels);
    }

    /** @return these files with a table of synthetic datasets */
    public DatasetFiles synthData(Path table) {
        return new DatasetFiles(csv, img, Optional.ofNullable(table), measured, exposures, labels);
    }

    /** @return these files with other tables of measurements */
    public DatasetFiles measured(Path... tables) {
        return new DatasetFiles(csv, img, synthData, List.of(tables), exposures, labels);
    }

    /** @return a copy with the given file of labels; null for none */
    public DatasetFiles labels(Path table) {
        return new DatasetFiles(csv, img, synthData, measured, exposures, Optional.ofNullable(table));
    }

    /**
     * These files, completed by existing tables: tables of measurements next to the feature tables, if none are given,
     * and exposure tables ({@code NAME_exposures.csv} or {@code exposures.csv}) next to the tables of measurements or
     * features. If exposure tables are given, these files are returned unchanged.
     */
    public DatasetFiles found() {
        if (!exposures.isEmpty()) {
            return this;
        }
        List<Path> numbers = measured.isEmpty()
                ? tables().stream()
                        .flatMap(table -> MeasurementTable.beside(table).stream())
                        .distinct()
                        .toList()
                : measured;
        List<Path> compared = Stream.concat(numbers.stream(), tables().stream())
                .flatMap(table -> exposuresBeside(table).stream())
                .distinct()
                .toList();
        return new DatasetFiles(csv, img, synthData, numbers, compared, labels);
    }

    private static Optional<Path> exposuresBeside(Path table) {
        String name = table.getFileName().toString();
        String own = name.endsWith(MeasuredNumbers.ENDING)
                ? name.substring(0, name.length() - MeasuredNumbers.ENDING.length())
                : name.replaceFirst("\\.csv$", "");
        return Stream.of(own + ExposureTable.ENDING, EXPOSURES + ".csv")
                .map(table::resolveSibling)
                .filter(Files::exists)
                .findFirst();
    }

    /** @return the feature tables, the synthetic one last */
    public List<Path> tables() {
        return synthData.map(table -> List.of(csv, table)).orElse(List.of(csv));
    }

    /** @return the tables of measurements that a network uses; empty if it uses no measurements */
    public List<Path> measured(Blueprint network) {
        return network.readsMeasured() ? MeasurementTable.files(measured, tables()) : List.of();
    }

    /**
     * @return the tables of measurements to read for predictions: those that the network uses or, if it uses none, the
     *     given ones
     */
    private List<Path> known(Blueprint network) {
        return network.readsMeasured() ? measured(network) : measured;
    }

    /**
     * Reads the inputs of a trained model, and the measurements even if it uses none.
     *
     * @throws org.mosaicworkbench.io.BadInput if a table cannot be read or no dataset can be used
     */
    public PreparedDatasets read(Classifier model) {
        return PreparedDatasets.read(tables(), img.orElse(csv), model, known(model.blueprint()));
    }

    /**
     * Reads the relative alignment of exposures. If several tables contain a dataset, the first one takes precedence.
     *
     * @throws org.mosaicworkbench.io.BadInput if a table cannot be read
     */
    public ExposureTable compared() {
        Map<String, List<MeasuredExposure>> all = new LinkedHashMap<>();
        exposures.forEach(table -> ExposureTable.read(table).datasets().forEach(all::putIfAbsent));
        return new ExposureTable(all);
    }

    /**
     * Reads the inputs for training a network.
     *
     * @throws org.mosaicworkbench.io.BadInput if a table cannot be read or no dataset can be used
     */
    public PreparedDatasets read(Blueprint network) {
        return PreparedDatasets.read(tables(), img.orElse(csv), network, measured(network));
    }

    /**
     * Like {@link #read(Blueprint)}, but with a label for each dataset. If there is a file of labels, unlabelled
     * datasets are omitted.
     *
     * @throws org.mosaicworkbench.io.BadInput if a dataset has no label and there is no file of labels
     */
    public PreparedDatasets labelled(Blueprint network) {
        Optional<Label> otherwise = synthData.map(table -> Label.ALIGNED);
        PreparedDatasets all = read(network);
        return labels.map(GivenLabels::read)
                .map(given -> given.over(all, otherwise))
                .orElseGet(() -> all.labelled(otherwise));
    }

    /**
     * Warnings about labels and visits before training.
     *
     * @param all datasets read from the tables, with labels
     * @return one line each
     */
    public List<String> cautions(PreparedDatasets all) {
        Map<String, Integer> places = new HashMap<>();
        all.names().forEach(name -> places.put(name, places.size()));
        Map<String, List<String>> sides = new LinkedHashMap<>();
        for (Path table : tables()) {
            CsvTable rows = CsvTable.read(table, "give the svm_data.csv that prep wrote");
            for (String column : CheckedTable.SIDES.stream().filter(rows::has).toList()) {
                List<String> own =
                        sides.computeIfAbsent(column, name -> new ArrayList<>(Collections.nCopies(all.size(), "")));
                rows.rows().stream()
                        .filter(row -> places.containsKey(row.text(INDEX)))
                        .forEach(row -> own.set(places.get(row.text(INDEX)), row.text(column)));
            }
        }
        List<String> cautions = new ArrayList<>(new CheckedTable(all.names(), all.columns(), sides).cautions());
        labels.map(GivenLabels::read).ifPresent(given -> cautions.addAll(given.remarks(own(), used(all))));
        return cautions;
    }

    /**
     * Describes the datasets that are omitted or relabelled because of the file of labels, one line each.
     *
     * @return empty if there is no file of labels
     * @throws org.mosaicworkbench.io.BadInput as for {@link #labelled}
     */
    public List<String> labelRemarks() {
        if (labels.isEmpty()) {
            return List.of();
        }
        try (PreparedDatasets all = labelled(Blueprint.mlp())) {
            return GivenLabels.read(labels.get()).remarks(own(), used(all));
        }
    }

    /** The labels in the feature tables. */
    private Map<String, Optional<Label>> own() {
        Map<String, Optional<Label>> own = new LinkedHashMap<>();
        tables().forEach(table -> own.putAll(DatasetRows.labels(table)));
        return own;
    }

    private static List<String> used(PreparedDatasets all) {
        return Stream.concat(all.names().stream(), all.failures().stream().map(Failure::index))
                .toList();
    }

    /**
     * Reads in full the files that {@link #read(Classifier)} and {@link #compared} use.
     *
     * @return as for {@link #inputs(boolean, List)}
     */
    public List<InputFile> inputs(Blueprint network) {
        return inputs(network.readsFrames(), known(network));
    }

    /**
     * Reads the files in full.
     *
     * @param frames whether frames were read
     * @param tables tables of measurements that were read
     * @return feature table, frames, synthetic table, measurements, exposure tables, labels
     */
    public List<InputFile> inputs(boolean frames, List<Path> tables) {
        List<InputFile> inputs = new ArrayList<>(List.of(InputFile.of(CSV, csv)));
        img.filter(place -> frames).ifPresent(place -> inputs.add(InputFile.of(IMG, place)));
        synthData.ifPresent(table -> inputs.add(InputFile.of(SYNTH_DATA, table)));
        tables.forEach(table -> inputs.add(InputFile.of(MEASURED, table)));
        exposures.forEach(table -> inputs.add(InputFile.of(EXPOSURES, table)));
        labels.ifPresent(table -> inputs.add(InputFile.of(LABELS, table)));
        return inputs;
    }
}
