package org.mosaicworkbench.decision;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.io.Count;

/**
 * How a decision is made from what was measured and from what a model says.
 *
 * <p>Exposures that were compared tell how far they disagree ({@link ComparedSize}), but for a small chance that what they
 * have in common misled the comparison, which is larger the fewer sources it rests on. Of exposures that were not compared
 * only the mosaic tells ({@link ShownSize}); so does it where the comparison was misled. The misalignment is the larger one of
 * the two.
 *
 * @param largerThan the size from which on a mosaic counts as misaligned, pixels of the mosaic
 * @param threshold  of the probability of such a size, at and above which a mosaic is called misaligned
 */
public record DecisionRule(double largerThan, double threshold) {

    /** Below this probability of a larger misalignment a mosaic is called aligned. */
    public static final double CONFIDENT = 0.1;

    /** What the comparison of exposures rests on, and the chance that it is misled. */
    private static final int MANY = 10;

    private static final int SEVERAL = 6;
    private static final double MISLED_BY_MANY = 0.003;
    private static final double MISLED_BY_SEVERAL = 0.02;
    private static final double MISLED_BY_FEW = 0.1;

    /** Decides. */
    public Judgement judge(Evidence evidence) {
        SizeDistribution shown = ShownSize.of(evidence.probability(), evidence.measured());
        Optional<SizeDistribution> compared =
                ComparedSize.of(evidence.exposures()).map(known -> known.unless(misled(evidence.compared()), shown));
        boolean whole = compared.isPresent() && evidence.unknown() == 0;
        SizeDistribution size =
                whole ? compared.orElseThrow() : compared.map(shown::largerOf).orElse(shown);
        double probability = size.above(largerThan);
        boolean certain =
                compared.filter(known -> known.above(largerThan) >= threshold).isPresent();
        Optional<String> nothing = nothing(evidence, whole || certain);
        if (nothing.isPresent()) {
            return new Judgement(Decision.NO_VERDICT, nothing.get(), probability, size);
        }
        if (probability >= threshold) {
            return new Judgement(Decision.MISALIGNED, certain ? apart(evidence) : shows(size), probability, size);
        }
        if (probability > CONFIDENT) {
            return new Judgement(Decision.NO_VERDICT, between(size), probability, size);
        }
        return new Judgement(
                Decision.ALIGNED,
                whole
                        ? String.format(
                                Locale.ROOT,
                                "%d exposures agree to %.2g px",
                                evidence.compared().size(),
                                size.quantile(0.95))
                        : "the mosaic shows no second image" + unknown(evidence),
                probability,
                size);
    }

    /** The chance that what the exposures have in common is not what it is taken for. */
    private static double misled(List<MeasuredExposure> compared) {
        int fewest =
                compared.stream().mapToInt(one -> one.shift().sources()).min().orElse(0);
        return fewest >= MANY ? MISLED_BY_MANY : fewest >= SEVERAL ? MISLED_BY_SEVERAL : MISLED_BY_FEW;
    }

    /** Why nothing can be said, where that is so. */
    private static Optional<String> nothing(Evidence evidence, boolean measured) {
        if (evidence.followsTarget()) {
            return Optional.of("moving target");
        }
        if (evidence.isAlone()) {
            return Optional.of("one exposure");
        }
        if (!measured && evidence.hasFewSources()) {
            return Optional.of((Double.isNaN(evidence.sources())
                            ? "nothing compact"
                            : "too few sources: " + (long) evidence.sources())
                    + unknown(evidence));
        }
        return Optional.empty();
    }

    private static String unknown(Evidence evidence) {
        int unknown = evidence.unknown();
        return evidence.exposures().isEmpty()
                ? "; nothing known of single exposures"
                : unknown == 0 ? "" : "; not compared: " + Count.of(unknown, "exposure");
    }

    private String between(SizeDistribution size) {
        return "may be more than " + largerThan + " px: " + size.interval(1) + " px";
    }

    private static String shows(SizeDistribution size) {
        return "the mosaic shows it, by about " + size.words(1) + " px";
    }

    /** Which exposures are off, by how much; where these are not the fewer, which side is right is not known. */
    private static String apart(Evidence evidence) {
        List<MeasuredExposure> off = evidence.compared().stream()
                .filter(one -> one.shift().finding().state() == ExposureShift.State.OFF)
                .toList();
        if (off.isEmpty()) {
            return trailed(evidence).orElse("exposures disagree");
        }
        MeasuredExposure worst = off.stream()
                .max(Comparator.comparingDouble(MeasuredExposure::moved))
                .orElseThrow();
        List<MeasuredExposure> others =
                evidence.compared().stream().filter(one -> !off.contains(one)).toList();
        return names(off)
                + (off.size() < others.size() ? " off by " : " against " + names(others) + ", by ")
                + (off.size() > 1 ? "up to " : "")
                + worst.inWords();
    }

    /** The longest trail that is beyond doubt. */
    private static Optional<String> trailed(Evidence evidence) {
        return evidence.exposures().stream()
                .filter(one -> one.trailInWords().isPresent())
                .max(Comparator.comparingDouble(MeasuredExposure::trail))
                .map(one -> "stars of " + one.shift().rootname() + " trailed by "
                        + one.trailInWords().orElseThrow());
    }

    private static String names(List<MeasuredExposure> exposures) {
        return exposures.stream().map(one -> one.shift().rootname()).collect(Collectors.joining(", "));
    }
}
