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
 * @param csv       table of features
 * @param img       folder of frames, or an {@code .npz} file; empty if no network reads frames
 * @param synthData table of synthetic, misaligned datasets; rows of {@code csv} without a label are then aligned
 * @param measured  tables of measured numbers; none for those beside the tables of features
 * @param exposures tables that say how single exposures compare; none if nothing is known of them
 * @param labels    file of labels that override those of the tables, as {@link GivenLabels} reads it
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

    /** A table of features and frames. */
    public static DatasetFiles of(Path csv, Path img) {
        return NONE.on(csv, img);
    }

    /** A table of features without frames. */
    public static DatasetFiles of(Path csv) {
        return NONE.on(csv, null);
    }

    /** The input files of a result. */
    public static DatasetFiles of(Provenance making) {
        return new DatasetFiles(
                making.needed(CSV),
                making.input(IMG),
                making.input(SYNTH_DATA),
                making.inputs(MEASURED),
                making.inputs(EXPOSURES),
                making.input(LABELS));
    }

    /** @return these with another table of features and frames, null for no frames */
    public DatasetFiles on(Path table, Path frames) {
        return new DatasetFiles(table, Optional.ofNullable(frames), synthData, measured, exposures, labels);
    }

    /** @return these with a table of synthetic datasets */
    public DatasetFiles synthData(Path table) {
        return new DatasetFiles(csv, img, Optional.ofNullable(table), measured, exposures, labels);
    }

    /** @return these with other tables of measured numbers */
    public DatasetFiles measured(Path... tables) {
        return new DatasetFiles(csv, img, synthData, List.of(tables), exposures, labels);
    }

    /** @return these with a file of labels, null for none */
    public DatasetFiles labels(Path table) {
        return new DatasetFiles(csv, img, synthData, measured, exposures, Optional.ofNullable(table));
    }

    /**
     * These with all that is known of the datasets beside their features: the tables of measured numbers beside those
     * of
     * features where none is named, and the tables of exposures beside either, {@code NAME_exposures.csv} or {@code
     * exposures.csv}. Where tables of exposures are named, nothing is looked for.
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

    /** @return the tables of features, the synthetic one last */
    public List<Path> tables() {
        return synthData.map(table -> List.of(csv, table)).orElse(List.of(csv));
    }

    /** @return the tables of measured numbers that a network reads; none if it reads no measured numbers */
    public List<Path> measured(Blueprint network) {
        return network.readsMeasured() ? MeasurementTable.files(measured, tables()) : List.of();
    }

    /**
     * @return the tables of measured numbers that are read of datasets to be judged: all, whatever the network reads
     */
    private List<Path> known(Blueprint network) {
        return network.readsMeasured() ? measured(network) : measured;
    }

    /**
     * Reads the inputs of a trained model, and the measured numbers even if it reads none.
     *
     * @throws org.mosaicworkbench.io.BadInput if a table cannot be read or no dataset can be used
     */
    public PreparedDatasets read(Classifier model) {
        return PreparedDatasets.read(tables(), img.orElse(csv), model, known(model.blueprint()));
    }

    /**
     * Reads the relative alignment of exposures. If several tables have a dataset, the first one counts.
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
     * Like {@link #read(Blueprint)}, each dataset with a label. With a file of labels, those that have none are left
     * out.
     *
     * @throws org.mosaicworkbench.io.BadInput if one has no label and there is no file of labels, too
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
     * @param all that was read of the tables, with labels
     * @return one line each
     */
    public List<String> cautions(PreparedDatasets all) {
        Map<String, Integer> places = new HashMap<>();
        all.names().forEach(name -> places.put(name, places.size()));
        Map<String, List<String>> sides = new LinkedHashMap<>();
        for (Path table : tables()) {
            CsvTable rows = CsvTable.read(table, "name the svm_data.csv that prep wrote");
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
     * What a file of labels leaves out or changes, one line each.
     *
     * @return none without such a file
     * @throws org.mosaicworkbench.io.BadInput as {@link #labelled}
     */
    public List<String> labelRemarks() {
        if (labels.isEmpty()) {
            return List.of();
        }
        try (PreparedDatasets all = labelled(Blueprint.mlp())) {
            return GivenLabels.read(labels.get()).remarks(own(), used(all));
        }
    }

    /** The labels that the tables of features have. */
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
     * Reads the files from end to end that {@link #read(Classifier)} and {@link #compared} read.
     *
     * @return as {@link #inputs(boolean, List)} has them
     */
    public List<InputFile> inputs(Blueprint network) {
        return inputs(network.readsFrames(), known(network));
    }

    /**
     * Reads the files from end to end.
     *
     * @param frames whether frames were read
     * @param tables of measured numbers that were read
     * @return table, frames, synthetic table, measured numbers, tables of exposures, labels
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
