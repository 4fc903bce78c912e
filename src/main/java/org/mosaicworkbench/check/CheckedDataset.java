package org.mosaicworkbench.check;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.decision.Judgement;
import org.mosaicworkbench.decision.SizeDistribution;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.visit.Detector;

/**
 * A mosaic with its verdict.
 *
 * @param name the dataset's name
 * @param image its total image
 * @param basis what the verdict is based on
 * @param judgement the verdict
 * @param exposures the relative alignment of its exposures, in time order; empty if unknown
 */
public record CheckedDataset(
        String name, Path image, Basis basis, Judgement judgement, List<MeasuredExposure> exposures) {

    /**
     * Puts the worst first: misaligned datasets by decreasing misalignment, then datasets without a verdict, then
     * aligned datasets, each group by decreasing probability of misalignment.
     */
    static final Comparator<CheckedDataset> WORST_FIRST = Comparator.comparingInt(CheckedDataset::rank)
            .thenComparingDouble(one -> -one.weight())
            .thenComparing(CheckedDataset::name);

    private static final List<Decision> RANKS = List.of(Decision.MISALIGNED, Decision.NO_VERDICT, Decision.ALIGNED);

    /** Copies the list. */
    public CheckedDataset {
        exposures = List.copyOf(exposures);
    }

    /**
     * Draws the mosaic in grey levels with a compass and a scale bar.
     *
     * @throws org.mosaicworkbench.io.BadInput if its image cannot be read
     */
    public Picture picture() {
        return MosaicView.of(image).whole(name, List.of());
    }

    private int rank() {
        return RANKS.indexOf(judgement.decision());
    }

    private double weight() {
        return judgement.decision() == Decision.MISALIGNED ? judgement.size().median() : judgement.probability();
    }

    boolean isMisaligned() {
        return judgement.decision() == Decision.MISALIGNED;
    }

    /** @return milliarcseconds per pixel of the mosaic; empty if the name does not reveal the detector */
    Optional<Double> scale() {
        return Detector.pixelOf(name);
    }

    /** @return the exposures that are misaligned relative to the others, in time order */
    public List<MeasuredExposure> off() {
        return exposures.stream()
                .filter(one -> one.shift().finding().state() == ExposureShift.State.OFF)
                .toList();
    }

    /** @return the exposure with the largest offset; empty if none is misaligned */
    public Optional<MeasuredExposure> worst() {
        return off().stream().max(Comparator.comparingDouble(MeasuredExposure::moved));
    }

    List<MeasuredExposure> compared() {
        return exposures.stream().filter(one -> one.shift().measured()).toList();
    }

    /** @return whether misaligned exposures are the minority, so that the majority can be taken as correct */
    boolean isMinorityOff() {
        return !off().isEmpty() && off().size() < compared().size() - off().size();
    }

    /** @return the limitations of the verdict, in words */
    public String limit() {
        List<MeasuredExposure> compared = compared();
        if (compared.isEmpty()) {
            return "exposures were not compared, and the mosaic alone hardly shows offsets below about one pixel";
        }
        double error =
                compared.stream().mapToDouble(one -> one.shift().error()).max().orElseThrow();
        int sources =
                compared.stream().mapToInt(one -> one.shift().sources()).min().orElseThrow();
        int unknown = exposures.size() - compared.size();
        return String.format(Locale.ROOT, "offsets are known to %.2g px", error)
                + (sources > 0 ? ", from at least " + Count.of(sources, "source") + " in common" : "")
                + (unknown > 0 ? "; not compared: " + Count.of(unknown, "exposure") : "");
    }

    /** @return the verdict in plain sentences, for readers unfamiliar with verdicts */
    String verdict(double largerThan) {
        SizeDistribution size = judgement.size();
        String amount = size.words(1) + " pixels (95 %: " + size.interval(1) + ")"
                + scale().map(mas -> ", " + size.words(mas) + " milliarcseconds")
                        .orElse("");
        return switch (judgement.decision()) {
            case MISALIGNED ->
                "Misaligned by " + amount + ": "
                        + (off().isEmpty() ? "" : off().size() == 1 ? "exposure " : "exposures ")
                        + judgement.why() + ".";
            case ALIGNED ->
                String.format(
                        Locale.ROOT,
                        "Aligned: %s. The probability that it is misaligned by more than %s pixels is %.2g.",
                        judgement.why(),
                        largerThan,
                        judgement.probability());
            case NO_VERDICT ->
                String.format(
                        Locale.ROOT,
                        "No verdict: %s. The probability that it is misaligned by more than %s pixels is %.2g.",
                        judgement.why(),
                        largerThan,
                        judgement.probability());
        };
    }

    String namesOff() {
        return off().stream().map(one -> one.shift().rootname()).collect(Collectors.joining(" "));
    }
}
