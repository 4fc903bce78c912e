package org.mosaicworkbench.train;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.evaluate.Evaluation;
import org.mosaicworkbench.evaluate.InjectedMisalignment;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;

/** The misclassified datasets of an evaluation, with their frames as the network read them. */
final class MisclassifiedFrames {

    private static final int MOST = 4;

    private final Evaluation evaluation;
    private final Map<String, InjectedMisalignment> known;
    private final Optional<InputFile> img;

    MisclassifiedFrames(Evaluation evaluation, Map<String, InjectedMisalignment> known, Provenance how) {
        this.evaluation = evaluation;
        this.known = known;
        this.img = how.inputs().stream()
                .filter(input -> input.role().equals("img"))
                .findFirst();
    }

    Section section(Blueprint blueprint) {
        Section section = Section.of("Misclassified datasets");
        if (evaluation.mistakes().cells().isEmpty()) {
            return section.text("None: every test dataset was classified correctly.");
        }
        section = section.text("Misaligned, predicted aligned: "
                        + Count.of(evaluation.falseNegatives().size(), "dataset") + ". Aligned, predicted misaligned: "
                        + evaluation.falsePositives().size() + ". The most confident mistakes come first.")
                .rows(evaluation.mistakes());
        if (img.isEmpty() || !blueprint.readsFrames()) {
            return section;
        }
        try {
            return frames(section, blueprint, img.get());
        } catch (BadInput e) {
            return section.text("Their frames cannot be shown: " + e.getMessage());
        }
    }

    private Section frames(Section section, Blueprint blueprint, InputFile store) {
        if (!store.changes().isEmpty()) {
            return section.text("Their frames cannot be shown: they have changed since the evaluation.");
        }
        Section shown = section;
        try (FrameStore frames = FrameStore.open(store.path(), blueprint.imageSize())) {
            for (Prediction verdict : Stream.of(evaluation.falseNegatives(), evaluation.falsePositives())
                    .flatMap(wrong -> wrong.stream().limit(MOST))
                    .toList()) {
                shown = shown.picture(Picture.row(blueprint.frameKinds().stream()
                                .flatMap(kind -> pictures(frames.read(verdict.index(), kind), kind))
                                .toArray(Picture[]::new))
                        .caption(words(verdict)));
            }
        }
        return shown;
    }

    private static Stream<Picture> pictures(FrameSet set, FrameKind kind) {
        return IntStream.range(0, kind.captions().size())
                .mapToObj(number ->
                        Picture.of(set.frame(number).image(), kind.captions().get(number)));
    }

    private String words(Prediction verdict) {
        InjectedMisalignment off = known.get(verdict.index());
        return String.format(
                Locale.ROOT,
                "%s: %s%s, predicted %s with probability %.3f",
                verdict.index(),
                verdict.truth(),
                off == null ? "" : String.format(Locale.ROOT, " by %.2f px", off.pixels()),
                verdict.predicted(),
                verdict.probability());
    }
}
