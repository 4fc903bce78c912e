package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.Prepared;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.predict.PredictResult;

/** A model trained with three measurements, and tables with more, fewer and other columns. */
class MeasurementsByNameTest {

    private static final List<Measurement> READ =
            List.of(Measurement.IMAGE_OFFSET, Measurement.STACK_WIDTH, Measurement.ECHO_DISTANCE);
    private static final TrainingConfig QUICK =
            TrainingConfig.STANDARD.batch(8).epochs(5).learningRate(1e-2);

    /** A size of 0.5 pixels lies between two stored sizes of the distribution. */
    private static final double GRID = 1e-3;

    @TempDir
    private static Path data;

    private static Path csv;
    private static Path model;
    private static List<String> names;
    private static double[] probabilities;

    @BeforeAll
    static void train() throws IOException {
        csv = Prepared.make(data, 4);
        names = MeasurementTable.read(csv).rows().keySet().stream().toList();
        try (PreparedDatasets all = PreparedDatasets.read(
                        List.of(csv),
                        csv,
                        Blueprint.measured(),
                        List.of(table("all.csv", String.join(",", Measurement.columns()))))
                .labelled(Optional.empty())) {
            Examples learned = all.part(IntStream.range(0, 60).toArray());
            Examples tuned = all.part(IntStream.range(60, 90).toArray());
            Classifier trained = Training.of(Blueprint.measured(), QUICK)
                    .measurements(READ)
                    .run(learned, tuned)
                    .classifier()
                    .with("name", "three");
            probabilities = trained.probabilities(all);
            model = trained.write(data.resolve("three"));
        }
    }

    /** Each number of a dataset depends only on its column. */
    private static Path table(String name, String columns) throws IOException {
        List<String> header = List.of(columns.split(","));
        return Files.writeString(
                data.resolve(name),
                columns + ",index\n"
                        + IntStream.range(0, names.size())
                                .mapToObj(row -> header.stream()
                                                .map(column -> String.valueOf(
                                                        1.0 + Math.floorMod(31 * row * column.hashCode(), 101)))
                                                .collect(Collectors.joining(","))
                                        + "," + names.get(row) + "\n")
                                .collect(Collectors.joining()));
    }

    private static PredictResult predicted(Path table) {
        return Predict.alignment(csv, csv)
                .modelPath(model)
                .measured(table)
                .outputPath(data.resolve("out"))
                .run();
    }

    private static void requireSame(Path table) {
        PredictResult result = predicted(table);
        assertEquals(List.of(), result.failures());
        assertArrayEquals(probabilities, result.table().doubleColumn("y_proba").asDoubleArray(), GRID);
    }

    @Test
    void columnsMayStandInAnyOrderAmongOthers() throws IOException {
        requireSame(data.resolve("all.csv"));
        requireSame(table("first.csv", "stack_width,image_offset,echo_distance"));
        requireSame(table("more.csv", "new_number,echo_distance,lopsidedness,image_offset,stack_width,another"));
    }

    @Test
    void theCardNamesThem() throws IOException {
        assertEquals(READ, Classifier.read(model).measurements());
        String card = Files.readString(model.resolve("card.json"));
        assertEquals(
                "\"measured\": [\n    \"image_offset\",\n    \"stack_width\",\n    \"echo_distance\"\n  ]",
                card.substring(card.indexOf("\"measured\":"), card.indexOf(']', card.indexOf("\"measured\":")) + 1));
    }

    @Test
    void aTableWithoutOneOfThemIsRefused() throws IOException {
        Path fewer = table("fewer.csv", "sources_used,echo_distance,image_offset");
        assertEquals(
                fewer
                        + ": has no stack_width, which the model three reads; prepare with native frames again, or"
                        + " use a network that reads no measurements",
                message(fewer));
        Path none = table("none.csv", "sources_used,image_offset");
        assertEquals(
                none + ": has no stack_width, echo_distance, which the model three reads; prepare with native frames "
                        + "again, or use a network that reads no measurements",
                message(none));
        Path mosaic = table("mosaic.csv", "echo_distance,stack_width");
        assertEquals(List.of(), predicted(mosaic).failures(), "a mosaic is judged without its exposures");
    }

    @Test
    void aVersionThatDoesNotMeasureOneRefusesTheModel() throws IOException {
        Path later = Files.createDirectories(data.resolve("later"));
        for (String file : List.of("card.json", "measured_tx_data.json", "model.safetensors")) {
            Files.copy(model.resolve(file), later.resolve(file));
        }
        edit(later.resolve("card.json"), card -> card.replace("\"stack_width\"", "\"flatness\""));
        assertEquals(
                later.resolve("card.json")
                        + ": belongs to model three, which reads flatness, which this version does not measure; use"
                        + " the version that trained it, or train it again",
                assertThrows(BadInput.class, () -> Classifier.read(later)).getMessage());
    }

    @Test
    void sourcesAreCountedWhereTheTableHasThemWhateverTheModelReads() throws IOException {
        assertFalse(predicted(table("first.csv", "stack_width,image_offset,echo_distance"))
                .noVerdict()
                .toString()
                .contains("too few sources"));
        Path few = table("few.csv", "stack_width,image_offset,echo_distance,sources_used");
        edit(few, text -> text.replaceAll("(?m),[^,]*,(hst_)", ",4,$1"));
        PredictResult result = predicted(few);
        assertEquals(90, result.noVerdict().cells().size());
        assertEquals(Decision.NO_VERDICT, result.answer(names.get(0)).decision());
        assertEquals("too few sources", result.answer(names.get(0)).reason());
        assertArrayEquals(probabilities, result.table().doubleColumn("y_proba").asDoubleArray(), GRID);
    }

    private static void edit(Path file, UnaryOperator<String> change) throws IOException {
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    private static String message(Path table) {
        return assertThrows(BadInput.class, () -> predicted(table)).getMessage();
    }
}
