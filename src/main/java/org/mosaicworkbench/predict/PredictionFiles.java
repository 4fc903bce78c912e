package org.mosaicworkbench.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.decision.Judgement;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;

/**
 * Writes predictions, and the frames of the first misaligned datasets.
 *
 * @param predictions the predictions
 * @param datasets the predicted datasets, in the same order
 * @param group name for the set of datasets in the report
 * @param folder output folder
 */
public record PredictionFiles(Predictions predictions, PreparedDatasets datasets, String group, Path folder) {

    private static final int SHOWN = 5;
    /** Side in pixels of frames that are shown but not read by the model: that of native frames. */
    private static final int SIDE = 128;

    /**
     * Writes {@code predictions.csv}, {@code compromised.txt}, {@code clf_report.txt}, {@code failures.csv} and
     * {@code made.json}.
     *
     * @param making provides the provenance; called last, because it reads every input in full
     */
    public PredictResult write(Supplier<Provenance> making) {
        String report = new PredictionReport(predictions, group).text();
        WholeFile.writeText(folder.resolve("predictions.csv"), csv());
        WholeFile.writeText(
                folder.resolve("compromised.txt"),
                predictions.compromised().stream().map(name -> name + "\n").collect(Collectors.joining()));
        WholeFile.writeText(folder.resolve("clf_report.txt"), report);
        Failure.write(folder.resolve("failures.csv"), datasets.failures());
        Provenance how = making.get();
        how.write(folder);
        return new PredictResult(predictions, report, shown(), folder, datasets.failures(), how);
    }

    private String csv() {
        List<String> names = new ArrayList<>(Feature.columns());
        names.addAll(List.of("y_pred", "y_proba", "decision", "why"));
        names.addAll(Predictions.SIZES.keySet());
        names.add("index");
        StringBuilder csv = new StringBuilder(Csv.line(names));
        for (JudgedDataset one : predictions.datasets()) {
            Judgement said = one.judgement();
            List<Object> fields = new ArrayList<>(one.row().texts());
            fields.addAll(
                    List.of((double) Predictions.label(one).code(), said.probability(), said.decision(), said.why()));
            Predictions.SIZES
                    .values()
                    .forEach(probability -> fields.add(said.size().quantile(probability)));
            fields.add(one.name());
            csv.append(Csv.line(fields));
        }
        return csv.toString();
    }

    private List<PredictResult.Misaligned> shown() {
        List<JudgedDataset> first =
                predictions.ranked(Decision.MISALIGNED).limit(SHOWN).toList();
        if (predictions.model().classifier().blueprint().readsFrames()) {
            return first.stream().map(one -> shown(one, framesRead(one))).toList();
        }
        try (FrameStore store = FrameStore.open(predictions.img(), SIDE)) {
            return first.stream().map(one -> shown(one, frames(store, one))).toList();
        } catch (BadInput noFrames) {
            return first.stream().map(one -> shown(one, List.of())).toList();
        }
    }

    private static PredictResult.Misaligned shown(JudgedDataset one, List<Frame> frames) {
        return new PredictResult.Misaligned(
                one.name(), one.size() + one.repeats(), one.judgement().why(), frames);
    }

    /** The frames that the model has read. */
    private List<Frame> framesRead(JudgedDataset one) {
        Blueprint blueprint = predictions.model().classifier().blueprint();
        int row = predictions.datasets().indexOf(one);
        return blueprint.frameKinds().stream()
                .map(kind -> new FrameSet(
                        one.name(), kind, blueprint.imageSize(), datasets.frames(row, kind), OptionalInt.empty()))
                .flatMap(PredictionFiles::three)
                .toList();
    }

    /** The native frames, or else the field frames. */
    private static List<Frame> frames(FrameStore store, JudgedDataset one) {
        return Stream.of(FrameKind.NATIVE, FrameKind.FIELD)
                .filter(kind -> store.problem(one.name(), kind).isEmpty())
                .findFirst()
                .map(kind -> three(store.read(one.name(), kind)).toList())
                .orElse(List.of());
    }

    private static Stream<Frame> three(FrameSet set) {
        return IntStream.range(0, 3).mapToObj(set::frame);
    }
}
