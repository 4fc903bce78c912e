package org.mosaicworkbench.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.InjectedMisalignment;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.Examples;
import org.mosaicworkbench.task.Failure;

/**
 * The rows of prepared tables with their frames, which are read on demand. For training, compressed frames are cached
 * in up to half of the Java heap.
 */
public final class PreparedDatasets implements Examples, AutoCloseable {

    private static final int KEPT_PART = 2;

    private final List<Row> rows;
    private final Optional<FrameStore> store;
    private final List<FrameKind> kinds;
    private final List<Failure> failures;
    private final FrameCache kept;

    /**
     * One line of a table: name, features as strings and as numbers (NaN if missing), measurements if read, label if
     * present, and misalignment in pixels (NaN if unknown).
     */
    public record Row(
            String index,
            List<String> texts,
            double[] features,
            MeasuredNumbers measured,
            Optional<Label> label,
            double residual) {

        Row measured(MeasuredNumbers numbers) {
            return new Row(index, texts, features, numbers, label, residual);
        }

        Row label(Label known) {
            return new Row(index, texts, features, measured, Optional.of(known), residual);
        }
    }

    private PreparedDatasets(
            List<Row> rows,
            Optional<FrameStore> store,
            List<FrameKind> kinds,
            List<Failure> failures,
            FrameCache kept) {
        this.rows = List.copyOf(rows);
        this.store = store;
        this.kinds = kinds;
        this.failures = List.copyOf(failures);
        this.kept = kept;
    }

    /**
     * The names of a table's datasets.
     *
     * @throws BadInput if the table cannot be read or lacks a column
     */
    public static List<String> names(Path table) {
        return DatasetRows.names(table);
    }

    /** Reads tables for a network that uses no measurements. */
    public static PreparedDatasets read(List<Path> tables, Path img, Blueprint blueprint) {
        return read(tables, img, blueprint, List.of());
    }

    /**
     * Reads tables for a network to be trained. Rows without the features, measurements or frames that the network uses
     * become failures.
     *
     * @param measured tables of measurements; empty if the network does not use them
     * @throws BadInput if a table cannot be read, lacks a column, or no row is left
     */
    public static PreparedDatasets read(List<Path> tables, Path img, Blueprint blueprint, List<Path> measured) {
        Optional<Supplier<MeasurementTable.Numbers>> numbers = blueprint.readsMeasured()
                ? Optional.of(() -> MeasurementTable.numbers(measured, blueprint))
                : Optional.empty();
        return read(tables, img, blueprint, numbers, Reading.FIRST);
    }

    /**
     * Like {@link #read(List, Path, Blueprint, List)}, for a trained model: it reads the measurements used in its
     * training. If it uses none, those in the tables are still available, and a dataset without any is not a failure.
     * Frames in a folder are read once, on demand; broken ones are found only then.
     *
     * @param measured tables of measurements; empty if there are none
     * @throws BadInput if a table cannot be read, lacks a column, or no row is left
     */
    public static PreparedDatasets read(List<Path> tables, Path img, Classifier model, List<Path> measured) {
        return read(
                tables,
                img,
                model.blueprint(),
                measured.isEmpty() && !model.blueprint().readsMeasured()
                        ? Optional.empty()
                        : Optional.of(() -> MeasurementTable.numbers(measured, model)),
                Files.isDirectory(img) ? Reading.WHEN_ASKED : Reading.FIRST);
    }

    /** When frames are read. */
    private enum Reading {
        /** Before any work begins, so that broken frames are reported immediately and not hours later. */
        FIRST,
        /** On demand, once. */
        WHEN_ASKED
    }

    private static PreparedDatasets read(
            List<Path> tables,
            Path img,
            Blueprint blueprint,
            Optional<Supplier<MeasurementTable.Numbers>> measured,
            Reading reading) {
        List<Row> rows = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Path table : tables) {
            DatasetRows.read(table, blueprint.readsFeatures(), rows, failures);
        }
        Optional<MeasurementTable.Numbers> numbers = measured.map(Supplier::get);
        PreparedDatasets all = new PreparedDatasets(
                rows,
                blueprint.readsFrames() ? Optional.of(FrameStore.open(img, blueprint.imageSize())) : Optional.empty(),
                blueprint.frameKinds(),
                failures,
                new FrameCache(reading == Reading.FIRST ? Runtime.getRuntime().maxMemory() / KEPT_PART : 0));
        PreparedDatasets drawn = reading == Reading.FIRST ? all.readable(img) : all;
        return numbers.map(known -> drawn.measured(known, blueprint.readsMeasured()))
                .orElse(drawn)
                .some(tables.get(0));
    }

    private PreparedDatasets some(Path table) {
        if (rows.isEmpty()) {
            throw new BadInput(table + ": none of its datasets can be used"
                    + (failures.isEmpty()
                            ? ", because it has no rows; " + DatasetRows.REMEDY
                            : "; the first: " + failures.get(0).reason()));
        }
        return this;
    }

    /**
     * Removes datasets with broken frames, which become failures.
     *
     * @param table table that these datasets were read from
     * @param unread problems with the frames, by row index
     * @throws BadInput if no row is left
     */
    public PreparedDatasets without(Path table, SortedMap<Integer, BadInput> unread) {
        return without(unread).some(table);
    }

    private PreparedDatasets without(SortedMap<Integer, BadInput> unread) {
        List<Failure> more = new ArrayList<>(failures);
        unread.forEach((row, e) -> more.add(new Failure(index(row), Failure.Stage.FRAMES, e.getMessage())));
        List<Row> sound = IntStream.range(0, rows.size())
                .filter(row -> !unread.containsKey(row))
                .mapToObj(rows::get)
                .toList();
        return new PreparedDatasets(sound, store, kinds, more, kept);
    }

    /** The datasets with valid frames. All frames are read; those in a folder are read in parallel. */
    private PreparedDatasets readable(Path img) {
        if (store.isEmpty()) {
            return this;
        }
        SortedMap<Integer, BadInput> unread = new ConcurrentSkipListMap<>();
        Parallel.map(
                IntStream.range(0, rows.size()).boxed().toList(),
                Files.isDirectory(img) ? Parallel.cores() : 1,
                row -> {
                    try {
                        kinds.forEach(kind -> frames(row, kind));
                    } catch (BadInput e) {
                        unread.put(row, e);
                    }
                    return row;
                });
        return without(unread);
    }

    private PreparedDatasets measured(MeasurementTable.Numbers numbers, boolean needed) {
        List<Row> known = new ArrayList<>();
        List<Failure> more = new ArrayList<>(failures);
        for (Row row : rows) {
            Optional<MeasuredNumbers> own = numbers.of(row.index);
            if (own.isPresent() || !needed) {
                known.add(row.measured(own.orElse(MeasuredNumbers.NONE)));
            } else {
                more.add(new Failure(
                        row.index,
                        Failure.Stage.MEASURED,
                        numbers.where() + ": has no measurements of " + row.index + "; " + DatasetRows.REMEDY));
            }
        }
        return new PreparedDatasets(known, store, kinds, more, kept);
    }

    /**
     * Runs an operation that needs a minimum number of datasets. If there are too few, the error message also gives the
     * number of omitted datasets and the reason for the first omission.
     *
     * @throws BadInput thrown by the operation
     */
    public <R> R needed(Supplier<R> work) {
        try {
            return work.get();
        } catch (BadInput e) {
            throw failures.isEmpty() ? e : new BadInput(e.getMessage() + "; " + leftOut(), e);
        }
    }

    private String leftOut() {
        int all = rows.size() + failures.size();
        return failures.size() + " of " + Count.of(all, "dataset") + " were left out, the first: "
                + failures.get(0).reason();
    }

    /**
     * The same rows, each with a label: that in the table, that given by the folder of its frames, or else the default.
     */
    public PreparedDatasets labelled(Optional<Label> otherwise) {
        List<Row> known = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Optional<Label> label = row.label.or(() -> placed(row.index)).or(() -> otherwise);
            known.add(row.label(needed(() -> label.orElseThrow(() -> new BadInput(row.index
                    + " has no label: give a label column of 0 and 1, folders"
                    + " 0 and 1 of frames, labels, or synthData")))));
        }
        return new PreparedDatasets(known, store, kinds, failures, kept);
    }

    /**
     * The same rows with the given labels by dataset name, which override those of the tables and of the frames'
     * folders; rows without any label are omitted.
     */
    public PreparedDatasets labelled(Map<String, Label> given, Optional<Label> otherwise) {
        List<Row> known = new ArrayList<>();
        for (Row row : rows) {
            Optional.ofNullable(given.get(row.index))
                    .or(() -> row.label)
                    .or(() -> placed(row.index))
                    .or(() -> otherwise)
                    .ifPresent(label -> known.add(row.label(label)));
        }
        return new PreparedDatasets(known, store, kinds, failures, kept);
    }

    /** The same rows without some datasets. */
    public PreparedDatasets without(Set<String> names) {
        return new PreparedDatasets(
                rows.stream().filter(row -> !names.contains(row.index)).toList(), store, kinds, failures, kept);
    }

    private Optional<Label> placed(String index) {
        return store.flatMap(frames -> frames.label(index).stream().boxed().findFirst())
                .map(code -> Label.of(String.valueOf(code)));
    }

    public List<Failure> failures() {
        return failures;
    }

    public List<Row> rows() {
        return rows;
    }

    public List<String> names() {
        return rows.stream().map(Row::index).toList();
    }

    public List<Label> labels() {
        return rows.stream().map(row -> row.label.orElseThrow()).toList();
    }

    /**
     * @return the features, the available measurements, the label and the residual by column name, each with one value
     *     per dataset
     */
    public Map<String, double[]> columns() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int place = 0; place < DatasetRows.FEATURES.size(); place++) {
            int feature = place;
            columns.put(
                    DatasetRows.FEATURES.get(place),
                    rows.stream().mapToDouble(row -> row.features[feature]).toArray());
        }
        for (Measurement measurement : Measurement.values()) {
            double[] values = rows.stream()
                    .mapToDouble(row -> row.measured.of(measurement))
                    .toArray();
            if (Arrays.stream(values).anyMatch(Double::isFinite)) {
                columns.put(measurement.column(), values);
            }
        }
        columns.put(
                DatasetRows.LABEL,
                rows.stream()
                        .mapToDouble(row ->
                                row.label.map(Label::code).map(Double::valueOf).orElse(Double.NaN))
                        .toArray());
        columns.put(
                DatasetRows.RESIDUAL,
                rows.stream().mapToDouble(row -> row.residual).toArray());
        return columns;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public String index(int row) {
        return rows.get(row).index;
    }

    @Override
    public Label label(int row) {
        return rows.get(row).label.orElseThrow();
    }

    @Override
    public double[] features(int row) {
        return rows.get(row).features.clone();
    }

    @Override
    public MeasuredNumbers measured(int row) {
        return rows.get(row).measured;
    }

    @Override
    public byte[] frames(int row, FrameKind kind) {
        return frames(index(row), kind);
    }

    private byte[] frames(String index, FrameKind kind) {
        return kept.of(
                kind + " " + index, () -> store.orElseThrow().read(index, kind).values());
    }

    /** @return the misalignment in pixels of each dataset for which it is known, from the column residual */
    public Map<String, InjectedMisalignment> misalignments() {
        Map<String, InjectedMisalignment> known = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.residual >= 0)
                .forEach(row -> known.put(row.index, new InjectedMisalignment(row.residual, InjectedMisalignment.ANY)));
        return known;
    }

    /** Selects some of the rows. */
    public Examples part(int[] chosen) {
        return new DatasetPart(this, chosen);
    }

    @Override
    public void close() {
        store.ifPresent(FrameStore::close);
    }
}
