package org.mosaicworkbench.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * Finds the mispointed exposures of one detector. The majority is taken to be right: the reference is the largest group
 * of exposures that agree, the earlier one if two are equally large, and the first exposure for a drift.
 *
 * @param dataset  name of the total image that the exposures make
 * @param limit    pixels up to which exposures count as agreeing
 * @param shifts   one for each exposure, in the order of time
 * @param verdict  what is the matter, in words
 * @param agreement of the exposures that could be compared
 * @param common the sources that two or more exposures have in common
 */
public record VisitDiagnosis(
        String dataset, double limit, List<ExposureShift> shifts, String verdict, Agreement agreement, Common common) {

    /** The number of exposures that agree. */
    public enum Agreement {
        /** All. */
        ALL,
        /**
         * A group that is larger than any other, or that has the exposure which is to be kept; in a drift the first.
         */
        MOST,
        /** No group is the largest, so any may be right. */
        TIED
    }

    /**
     * Sources that two or more exposures have in common.
     *
     * @param count how many sources two or more exposures have in common
     * @param rms of the residuals along an axis, pixels
     * @param examples places of sources that most exposures see, bright ones first, up to {@value
     *     ExposureComparison#EXAMPLES}, apart from each other and from others as bright
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
     * @param dataset   name of their total image
     * @param exposures of one detector, in the order of time
     * @param limit     pixels up to which exposures count as agreeing, above 0
     * @throws BadInput if fewer than two exposures can be compared; the message says why of each
     */
    public static VisitDiagnosis of(String dataset, List<ExposureWithSources> exposures, double limit) {
        return of(dataset, exposures, new Comparing(limit, Set.of()), Optional.empty());
    }

    /**
     * How exposures are compared.
     *
     * @param limit pixels up to which they count as agreeing
     * @param kept  rootnames of exposures that are known to be right; the first that can be compared counts
     */
    record Comparing(double limit, Set<String> kept) {}

    /** Like {@link #of(String, List, double)}, by their images too where sources do not tell of all. */
    static VisitDiagnosis of(
            String dataset,
            List<ExposureWithSources> exposures,
            Comparing how,
            Optional<Supplier<ImageLinks.Images>> images) {
        if (exposures.size() < 2) {
            throw new BadInput(
                    dataset + ": has " + exposures.size() + " exposure with exposure time; a diagnosis compares at "
                            + "least two, so give the visit's other exposures");
        }
        return new ExposureComparison(dataset, exposures, how, images).diagnosis();
    }

    /** @return this with an additional remark */
    public VisitDiagnosis remarked(String remark) {
        return remark.isEmpty()
                ? this
                : new VisitDiagnosis(dataset, limit, shifts, verdict + remark, agreement, common);
    }

    /** @return true if all exposures that could be compared agree */
    public boolean aligned() {
        return agreement == Agreement.ALL;
    }

    /** @return the exposures that are off, in the order of time */
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
