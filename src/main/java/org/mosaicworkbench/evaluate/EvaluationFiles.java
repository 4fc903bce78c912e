package org.mosaicworkbench.evaluate;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.WholeFile;

/** Reads and writes an evaluation: everything that its metrics and plots need. */
final class EvaluationFiles {

    private static final String SCORES = "scores.csv";
    private static final String HISTORY = "history.csv";
    private static final String METRICS = "metrics.json";
    private static final List<String> SCORE_COLUMNS = List.of("index", "y_true", "y_score", "y_pred");
    private static final List<String> HISTORY_COLUMNS =
            List.of("epoch", "loss", "accuracy", "val_loss", "val_accuracy");
    private static final String REMEDY = "evaluate again";
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private EvaluationFiles() {}

    static Path write(Evaluation evaluation, Path folder) {
        WholeFile.writeText(
                folder.resolve(SCORES),
                Csv.line(SCORE_COLUMNS)
                        + evaluation.verdicts().stream()
                                .map(v -> Csv.line(Arrays.asList(
                                        v.index(),
                                        v.truth().code(),
                                        v.probability(),
                                        v.predicted().code())))
                                .collect(Collectors.joining()));
        if (!evaluation.history().isEmpty()) {
            WholeFile.writeText(
                    folder.resolve(HISTORY),
                    Csv.line(HISTORY_COLUMNS)
                            + evaluation.history().stream()
                                    .map(e -> Csv.line(Arrays.asList(
                                            e.epoch(), e.loss(), e.accuracy(), e.valLoss(), e.valAccuracy())))
                                    .collect(Collectors.joining()));
        }
        WholeFile.writeText(folder.resolve(METRICS), GSON.toJson(json(evaluation)) + "\n");
        return folder;
    }

    private static Map<String, Object> json(Evaluation evaluation) {
        Map<String, Object> json = new LinkedHashMap<>();
        Confusion confusion = evaluation.confusion();
        json.put("set", evaluation.set());
        json.put("datasets", evaluation.verdicts().size());
        json.put("threshold", evaluation.tuning().threshold());
        json.put("temperature", evaluation.tuning().temperature().value());
        json.put("bootstrap_draws", evaluation.tuning().draws());
        json.put("bootstrap_seed", evaluation.tuning().seed());
        json.put("confusion", confusion.counts());
        evaluation.metrics().values().forEach((name, value) -> json.put(name, finite(value)));
        Map<String, Object> intervals = new LinkedHashMap<>();
        evaluation
                .metrics()
                .intervals()
                .forEach((name, interval) ->
                        intervals.put(name, Arrays.asList(finite(interval.low()), finite(interval.high()))));
        json.put("intervals_95", intervals);
        return json;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /**
     * Reads an evaluation and recomputes its metrics, which are reproducible from the scores, the number of draws and
     * the seed.
     */
    static Evaluation read(Path folder) {
        Path file = folder.resolve(METRICS);
        JsonValue json = JsonValue.read(file, REMEDY);
        DecisionSettings tuning = new DecisionSettings(
                json.at("threshold").finite(),
                Temperature.of(json.at("temperature")),
                json.at("bootstrap_draws").integer(),
                json.at("bootstrap_seed").whole());
        List<Prediction> verdicts = lines(folder.resolve(SCORES), SCORE_COLUMNS, EvaluationFiles::verdict);
        List<Epoch> history = Files.exists(folder.resolve(HISTORY))
                ? lines(folder.resolve(HISTORY), HISTORY_COLUMNS, EvaluationFiles::epoch)
                : List.of();
        return Evaluation.of(json.at("set").text(), verdicts, history, tuning);
    }

    private static Prediction verdict(CsvTable.Row row) {
        double probability = row.number("y_score");
        if (!(probability >= 0 && probability <= 1)) {
            throw row.wrong("y_score");
        }
        return new Prediction(row.name("index"), label(row, "y_true"), probability, label(row, "y_pred"));
    }

    private static Label label(CsvTable.Row row, String column) {
        try {
            return Label.of(row.text(column));
        } catch (BadInput e) {
            throw row.wrong(column);
        }
    }

    private static Epoch epoch(CsvTable.Row row) {
        double epoch = row.number("epoch");
        if (epoch != (int) epoch) {
            throw row.wrong("epoch");
        }
        return new Epoch(
                (int) epoch,
                row.number("loss"),
                row.number("accuracy"),
                row.number("val_loss"),
                row.number("val_accuracy"));
    }

    private static <T> List<T> lines(Path file, List<String> columns, Function<CsvTable.Row, T> read) {
        return CsvTable.read(file, REMEDY).requireHeader(columns, REMEDY).rows().stream()
                .map(read)
                .toList();
    }
}
