package org.mosaicworkbench.predict;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.TextTable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a model said of datasets, one row each.
 *
 * @param model    that judged
 * @param img      where the frames are, to explain a verdict by
 * @param table    the features, then {@code y_pred} (0 aligned, 1 suspicious), {@code y_proba} and {@code index}
 * @param measured the measured numbers of each row of the table, empty where the model reads none
 */
public record Predictions(SelectedModel model, Path img, Table table, List<MeasuredNumbers> measured) {

    /** Takes a copy of the list. */
    public Predictions {
        measured = List.copyOf(measured);
    }

    /** @param scores probabilities of misaligned, one for each dataset */
    public static Predictions of(SelectedModel model, Path img, PreparedDatasets datasets, double[] scores) {
        Table table = Table.create("predictions");
        for (Feature feature : Feature.values()) {
            table.addColumns(DoubleColumn.create(
                    feature.column(),
                    datasets.rows().stream()
                            .mapToDouble(row -> row.features()[feature.place()])
                            .toArray()));
        }
        double threshold = model.classifier().threshold();
        table.addColumns(
                DoubleColumn.create(
                        "y_pred",
                        DoubleStream.of(scores)
                                .map(score -> Label.at(score, threshold).code())
                                .toArray()),
                DoubleColumn.create("y_proba", scores),
                StringColumn.create("index", datasets.names()));
        return new Predictions(
                model,
                img,
                table,
                IntStream.range(0, datasets.size()).mapToObj(datasets::measured).toList());
    }

    /** @return how many datasets there are */
    int size() {
        return table.rowCount();
    }

    /** @return the datasets' names */
    List<String> names() {
        return table.stringColumn("index").asList();
    }

    /** @return their probabilities of misaligned */
    double[] scores() {
        return table.doubleColumn("y_proba").asDoubleArray();
    }

    String name(int row) {
        return table.stringColumn("index").get(row);
    }

    double probability(int row) {
        return table.doubleColumn("y_proba").getDouble(row);
    }

    /** @return what is said of a row at the model's threshold, however few sources there are */
    Label predicted(int row) {
        return Label.at(probability(row), model.classifier().threshold());
    }

    Decision decision(int row) {
        return Decision.of(probability(row), model.classifier().threshold(), measured.get(row));
    }

    /**
     * The row of a dataset.
     *
     * @throws BadInput when there is no verdict on it
     */
    int row(String index) {
        int row = table.stringColumn("index").asList().indexOf(index);
        if (row < 0) {
            throw new BadInput(
                    "there is no verdict on " + index + "; take a name of the column index, such as " + name(0));
        }
        return row;
    }

    /** Rows with one of some decisions, the highest probability first. */
    Stream<Integer> ranked(Decision... decisions) {
        return ranked().filter(row -> List.of(decisions).contains(decision(row)));
    }

    private Stream<Integer> ranked() {
        return IntStream.range(0, size()).boxed().sorted(Comparator.comparingDouble(row -> -probability(row)));
    }

    /** The datasets at the threshold or above it, the most suspicious first. */
    List<String> compromised() {
        return ranked().filter(row -> predicted(row) == Label.MISALIGNED)
                .map(this::name)
                .toList();
    }

    /** Those of them that have enough sources for that to mean something. */
    List<String> suspicious() {
        return ranked(Decision.SUSPICIOUS).map(this::name).toList();
    }

    /** Those of too few sources: dataset, sources, probability, and how the exposures compare. */
    TextTable cannotTell() {
        TextTable rows = TextTable.of("dataset", "sources", "probability", "exposures");
        for (int row : ranked(Decision.FEW_SOURCES).toList()) {
            double sources = Decision.sources(measured.get(row));
            rows = rows.with(
                    name(row),
                    Double.isNaN(sources) ? null : (long) sources,
                    probability(row),
                    Decision.ofExposures(measured.get(row)));
        }
        return rows;
    }

    /** @return whether it is known of how many sources a dataset is */
    boolean knowsSources() {
        return model.classifier().blueprint().readsMeasured();
    }

    /** @return whether the exposures of any dataset were compared */
    boolean anyCompared() {
        return measured.stream().anyMatch(Decision::compared);
    }
}
