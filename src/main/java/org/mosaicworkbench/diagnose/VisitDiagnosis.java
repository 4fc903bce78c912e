package org.mosaicworkbench.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * Finds the mispointed exposures of one detector. The majority is taken to be right: the reference is the largest group
 * of exposures that agree, or the earlier of two equally large groups; for a drift it is the first exposure.
 *
 * @param dataset name of the total image made from the exposures
 * @param limit the largest offset in pixels at which exposures count as agreeing
 * @param shifts one for each exposure, in time order
 * @param verdict the verdict in words
 * @param agreement agreement of the exposures that could be compared
 * @param common the sources that at least two exposures have in common
 */
public record VisitDiagnosis(
        String dataset, double limit, List<ExposureShift> shifts, String verdict, Agreement agreement, Common common) {

    /** How many of the exposures agree. */
    public enum Agreement {
        /** All exposures agree. */
        ALL,
        /**
         * The exposures of the reference agree: the largest group, the group of the exposure to keep, or, for a drift,
         * the first exposure.
         */
        MOST,
        /** At least two groups tie for the largest, so any of them may be right. */
        TIED
    }

    /**
     * Sources that at least two exposures have in common.
     *
     * @param count number of common sources
     * @param rms root mean square of the residuals along an axis, pixels
     * @param examples positions of sources that most exposures see, bright ones first, up to
     *                 {@value ExposureComparison#EXAMPLES}, far from each other and from equally bright sources
     */
    public record Common(int count, double rms, List<SkyPoint> examples) {

        public Common {
            examples = List.copyOf(examples);
        }
    }

    /** Makes defensive copies. */
    public VisitDiagnosis {
        shifts = List.copyOf(shifts);
    }

    /**
     * Compares exposures.
     *
     * @param dataset name of their total image
     * @param exposures exposures of one detector, in time order
     * @param limit the largest offset in pixels at which exposures count as agreeing, above 0
     * @throws BadInput if fewer than two exposures can be compared; the message gives the reason for each
     */
    public static VisitDiagnosis of(String dataset, List<ExposureWithSources> exposures, double limit) {
        return of(dataset, exposures, new Comparing(limit, Set.of()), Optional.empty());
    }

    /**
     * Options of the comparison.
     *
     * @param limit the largest offset in pixels at which exposures count as agreeing
     * @param kept rootnames of exposures that are known to be right; the first one that can be compared is used
     */
    record Comparing(double limit, Set<String> kept) {}

    /** Like {@link #of(String, List, double)}, but uses images as well if sources do not suffice for all exposures. */
    static VisitDiagnosis of(
            String dataset,
            List<ExposureWithSources> exposures,
            Comparing how,
            Optional<Supplier<ImageLinks.Images>> images) {
        if (exposures.size() < 2) {
            throw new BadInput(
                    dataset + ": has " + exposures.size() + " exposure with an exposure time above 0; a diagnosis "
                            + "compares at least two, so give the visit's other exposures");
        }
        return new ExposureComparison(dataset, exposures, how, images).diagnosis();
    }

    /** @return a copy with an additional remark */
    public VisitDiagnosis remarked(String remark) {
        return remark.isEmpty()
                ? this
                : new VisitDiagnosis(dataset, limit, shifts, verdict + remark, agreement, common);
    }

    /** @return true if all exposures that could be compared agree */
    public boolean aligned() {
        return agreement == Agreement.ALL;
    }

    /** @return the mispointed exposures, in time order */
    public List<String> off() {
        return shifts.stream()
                .filter(s -> s.finding().state() == ExposureShift.State.OFF)
                .map(ExposureShift::rootname)
                .toList();
    }

    /** @return the exposures that could not be compared */
    public List<ExposureShift> unknown() {
        return shifts.stream().filter(s -> !s.measured()).toList();
    }
}
