package org.mosaicworkbench.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.evaluate.InjectedMisalignment;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.evaluate.PredictedSize;
import org.mosaicworkbench.io.Count;

/**
 * Combines measurements and model output into a decision.
 *
 * <p>Exposures that were compared accurately give the size of their disagreement ({@link ComparedSize}). The comparison
 * may have been misled by misidentified common features; the probability of this is small, but larger for fewer
 * sources. For other exposures, and if the comparison was misled, only the mosaic gives the size ({@link ShownSize}).
 * The misalignment is the larger of the two sizes. A decision from the mosaic alone requires high confidence for either
 * verdict.
 *
 * @param largerThan size above which a mosaic counts as misaligned, pixels of the mosaic
 * @param threshold minimum probability of a misalignment above {@code largerThan} at which a mosaic is classified as
 *     misaligned
 */
public record DecisionRule(double largerThan, double threshold) {

    /** Maximum probability of a misalignment above the requested size at which a mosaic is classified as aligned. */
    public static final double CONFIDENT = 0.1;

    /**
     * Minimum probability for the verdict misaligned if it relies on the mosaic, because not all exposures were
     * compared accurately.
     */
    public static final double SHOWN = 0.8;
    /** Like {@link #SHOWN}, for a mosaic with few sources. */
    public static final double SHOWN_BY_FEW = 0.95;

    private static final double EVEN = 0.5;
    /** Ratio of the bounds of a 68 % interval above which the size is reported as unknown. */
    private static final double WIDE = 4;

    private static final double MISLED_BY_MANY = 0.003;
    private static final double MISLED_BY_SEVERAL = 0.03;

    /** Makes the decision. */
    public Judgement judge(Evidence evidence) {
        SizeDistribution shown = ShownSize.of(evidence.probability(), evidence.numbers());
        List<MeasuredExposure> compared = evidence.compared();
        Optional<SizeDistribution> measured =
                ComparedSize.of(compared).map(known -> known.unless(misled(compared), shown));
        boolean whole = measured.isPresent() && evidence.unknown() == 0;
        SizeDistribution size =
                whole ? measured.orElseThrow() : measured.map(shown::largerOf).orElse(shown);
        double probability = size.above(largerThan);
        Optional<String> nothing = nothing(evidence);
        if (nothing.isPresent()) {
            return new Judgement(Decision.NO_VERDICT, nothing.get(), probability, size);
        }
        if (measured.filter(known -> known.above(largerThan) >= threshold).isPresent()) {
            return new Judgement(Decision.MISALIGNED, apart(compared), probability, size);
        }
        if (whole) {
            return probability > CONFIDENT
                    ? new Judgement(Decision.NO_VERDICT, between(size), probability, size)
                    : new Judgement(Decision.ALIGNED, agree(compared, size), probability, size);
        }
        return byMosaic(evidence, size, probability);
    }

    /**
     * Predicted misalignment sizes of datasets whose true misalignment is known.
     *
     * @param datasets datasets in the model's format
     * @param probabilities the model's probability for each dataset
     * @param known true sizes by dataset; datasets without a true size are omitted
     */
    public List<PredictedSize> sizes(
            ReadDatasets datasets, double[] probabilities, Map<String, InjectedMisalignment> known) {
        List<PredictedSize> sizes = new ArrayList<>();
        for (int row = 0; row < probabilities.length; row++) {
            String index = datasets.index(row);
            if (known.containsKey(index)) {
                sizes.add(predicted(index, datasets.evidence(row, probabilities[row]), known.get(index)));
            }
        }
        return sizes;
    }

    private PredictedSize predicted(String index, Evidence evidence, InjectedMisalignment truth) {
        Judgement judgement = judge(evidence);
        SizeDistribution size = judgement.size();
        return new PredictedSize(
                index,
                evidence.unknown() == 0 && !evidence.compared().isEmpty(),
                judgement.decision() != Decision.NO_VERDICT,
                truth.pixels(),
                new PredictedSize.Size(
                        size.median(),
                        new Interval(size.quantile(0.16), size.quantile(0.84)),
                        new Interval(size.quantile(0.025), size.quantile(0.975))));
    }

    /**
     * Decides from the mosaic, because not all exposures were compared accurately; there is no verdict if the
     * exposures' common features contradict the mosaic.
     */
    private Judgement byMosaic(Evidence evidence, SizeDistribution size, double probability) {
        if (evidence.hasNothingInCommon()) {
            return new Judgement(Decision.NO_VERDICT, "nothing in common" + unknown(evidence), probability, size);
        }
        boolean few = evidence.hasFewSources();
        OptionalDouble loosely = ComparedSize.of(evidence.measured()).stream()
                .mapToDouble(known -> known.above(largerThan))
                .findFirst();
        boolean all = evidence.measured().size() == evidence.exposures().size();
        Decision decision = probability >= Math.max(threshold, few ? SHOWN_BY_FEW : SHOWN)
                ? Decision.MISALIGNED
                : !few && probability <= CONFIDENT ? Decision.ALIGNED : Decision.NO_VERDICT;
        boolean contradicted = (decision == Decision.ALIGNED && loosely.orElse(0) > EVEN)
                || (decision == Decision.MISALIGNED && all && loosely.orElse(1) < EVEN);
        if (contradicted) {
            return new Judgement(
                    Decision.NO_VERDICT, "too few sources in common" + unknown(evidence), probability, size);
        }
        String why = switch (decision) {
            case MISALIGNED -> shows(size);
            case ALIGNED -> "the mosaic shows no ghost image" + unknown(evidence);
            case NO_VERDICT -> (few ? fewSources(evidence) : "the mosaic is inconclusive") + unknown(evidence);
        };
        return new Judgement(decision, why, probability, size);
    }

    /** The probability that the common features of the exposures were misidentified. */
    private static double misled(List<MeasuredExposure> compared) {
        return compared.stream().allMatch(one -> one.shift().sources() >= Evidence.ENOUGH_SOURCES)
                ? MISLED_BY_MANY
                : MISLED_BY_SEVERAL;
    }

    /** The reason why no verdict is possible; empty if a verdict is possible. */
    private static Optional<String> nothing(Evidence evidence) {
        return evidence.followsTarget()
                ? Optional.of("moving target")
                : evidence.isAlone() ? Optional.of("one exposure") : Optional.empty();
    }

    private static String fewSources(Evidence evidence) {
        return Double.isNaN(evidence.sources())
                ? "no compact sources"
                : "too few sources: " + (long) evidence.sources();
    }

    private static String unknown(Evidence evidence) {
        int unknown = evidence.unknown();
        return evidence.exposures().isEmpty()
                ? "; single exposures unknown"
                : unknown == 0 ? "" : "; not compared: " + Count.of(unknown, "exposure");
    }

    private String between(SizeDistribution size) {
        return "may be more than " + largerThan + " px: " + size.interval(1) + " px";
    }

    private static String agree(List<MeasuredExposure> compared, SizeDistribution size) {
        return String.format(Locale.ROOT, "%d exposures agree to %.2g px", compared.size(), size.quantile(0.95));
    }

    private static String shows(SizeDistribution size) {
        return size.quantile(0.84) > WIDE * size.quantile(0.16)
                ? "visible in the mosaic, size unknown"
                : "visible in the mosaic, about " + size.words(1) + " px";
    }

    /**
     * Describes which exposures are misaligned and by how much. Unless they are a minority, it is unknown whether they
     * or the remaining exposures are correct.
     */
    private static String apart(List<MeasuredExposure> compared) {
        List<MeasuredExposure> off = compared.stream()
                .filter(one -> one.shift().finding().state() == ExposureShift.State.OFF)
                .toList();
        if (off.isEmpty()) {
            return trailed(compared).orElse("exposures disagree");
        }
        MeasuredExposure worst = off.stream()
                .max(Comparator.comparingDouble(MeasuredExposure::moved))
                .orElseThrow();
        List<MeasuredExposure> others =
                compared.stream().filter(one -> !off.contains(one)).toList();
        return names(off)
                + (off.size() < others.size() ? " off by " : " against " + names(others) + ", by ")
                + (off.size() > 1 ? "up to " : "")
                + worst.inWords();
    }

    /** The longest significant trail in words; empty if there is none. */
    private static Optional<String> trailed(List<MeasuredExposure> compared) {
        return compared.stream()
                .filter(one -> one.trailInWords().isPresent())
                .max(Comparator.comparingDouble(MeasuredExposure::trail))
                .map(one -> "stars of " + one.shift().rootname() + " trailed by "
                        + one.trailInWords().orElseThrow());
    }

    private static String names(List<MeasuredExposure> exposures) {
        return exposures.stream().map(one -> one.shift().rootname()).collect(Collectors.joining(", "));
    }
}
