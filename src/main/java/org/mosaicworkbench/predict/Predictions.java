package org.mosaicworkbench.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.TextTable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a model said of datasets, one row each. */
public final class Predictions {

    private final SelectedModel model;
    private final Path img;
    private final List<PreparedDatasets.Row> rows;
    private final double[] scores;

    /**
     * @param model    that judged
     * @param img      where the frames are, to explain a verdict by
     * @param rows     the datasets
     * @param scores   probabilities of misaligned, one for each dataset
     */
    public Predictions(SelectedModel model, Path img, List<PreparedDatasets.Row> rows, double[] scores) {
        this.model = model;
        this.img = img;
        this.rows = List.copyOf(rows);
        this.scores = scores.clone();
    }

    /** @return what judged */
    public SelectedModel model() {
        return model;
    }

    /** @return where the frames are */
    public Path img() {
        return img;
    }

    /**
     * The features, then {@code y_pred} (0 aligned, 1 suspicious), {@code y_proba} and {@code index}. It is made when it
     * is asked for: the library of tables looks through the whole class path when it is first used.
     */
    public Table table() {
        Table table = Table.create("predictions");
        for (Feature feature : Feature.values()) {
            table.addColumns(DoubleColumn.create(
                    feature.column(),
                    rows.stream()
                            .mapToDouble(row -> row.features()[feature.place()])
                            .toArray()));
        }
        return table.addColumns(
                DoubleColumn.create(
                        "y_pred",
                        IntStream.range(0, size())
                                .mapToDouble(row -> predicted(row).code())
                                .toArray()),
                DoubleColumn.create("y_proba", scores),
                StringColumn.create("index", names()));
    }

    /** @return how many datasets there are */
    int size() {
        return rows.size();
    }

    /** @return the datasets' names */
    List<String> names() {
        return rows.stream().map(PreparedDatasets.Row::index).toList();
    }

    /** @return their probabilities of misaligned */
    double[] scores() {
        return scores.clone();
    }

    String name(int row) {
        return rows.get(row).index();
    }

    double probability(int row) {
        return scores[row];
    }

    /** @return what is said of a row at the model's threshold, however few sources there are */
    Label predicted(int row) {
        return Label.at(probability(row), model.classifier().threshold());
    }

    /** @return the features of a row, in the order of {@link Feature} */
    double[] features(int row) {
        return rows.get(row).features().clone();
    }

    /** @return the measured numbers of a row; empty where the model reads none */
    MeasuredNumbers measured(int row) {
        return rows.get(row).measured();
    }

    /** @return what is said of a row */
    Decision decision(int row) {
        return Decision.of(probability(row), model.classifier().threshold(), measured(row));
    }

    /**
     * The row of a dataset.
     *
     * @throws BadInput when there is no verdict on it
     */
    int row(String index) {
        int row = names().indexOf(index);
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

    /** Whether a dataset is at the threshold or above it, and no moving target. */
    boolean isCompromised(int row) {
        return predicted(row) == Label.MISALIGNED && decision(row) != Decision.MOVING_TARGET;
    }

    /** The datasets at the threshold or above it, the most suspicious first; none that is not judged. */
    List<String> compromised() {
        return ranked().filter(this::isCompromised).map(this::name).toList();
    }

    /** Those of them that have enough sources for that to mean something. */
    List<String> suspicious() {
        return ranked(Decision.SUSPICIOUS).map(this::name).toList();
    }

    /** The datasets that are not judged: those of moving targets. */
    List<String> notJudged() {
        return ranked(Decision.MOVING_TARGET).map(this::name).toList();
    }

    /** What is to be said of each dataset beside the verdict: guiding and quality in doubt, and what is not judged. */
    List<String> remarks() {
        return Stream.concat(
                        notJudged().stream().map(name -> "not judged: moving target  " + name),
                        ranked().filter(row -> measured(row).of(Measurement.IN_DOUBT) == 1)
                                .map(row -> "guiding or quality in doubt, say its headers  " + name(row)))
                .toList();
    }

    /** Those of too few sources: dataset, sources, probability, and how the exposures compare. */
    TextTable cannotTell() {
        List<List<Object>> cells = new ArrayList<>();
        for (int row : ranked(Decision.FEW_SOURCES).toList()) {
            double sources = Decision.sources(measured(row));
            cells.add(Arrays.asList(
                    name(row),
                    Double.isNaN(sources) ? null : (long) sources,
                    probability(row),
                    Decision.ofExposures(measured(row))));
        }
        return new TextTable(List.of("dataset", "sources", "probability", "exposures"), cells);
    }

    /** @return whether it is known of how many sources a dataset is */
    boolean knowsSources() {
        return model.classifier().blueprint().readsMeasured();
    }

    /** @return whether the exposures of any dataset were compared */
    boolean anyCompared() {
        return rows.stream().map(PreparedDatasets.Row::measured).anyMatch(Decision::compared);
    }
}
