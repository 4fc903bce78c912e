package org.mosaicworkbench.decision;

import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.label.Residual;

/**
 * Size of the misalignment from compared exposures: the largest disagreement between two exposures (root mean square
 * over their overlap) or the longest trail divided by the square root of 3, whichever is larger.
 *
 * <p>Two exposures are separated by a shift and a roll, measured with errors. Added in quadrature, they give a length d
 * with an error e; the roll is evaluated at the root-mean-square distance of an exposure's pixels from their centre.
 * The prior density of the true length s is {@code 1 / (s + s0)}. The length of a vector with Gaussian errors has a
 * Rice (1945) distribution, so the posterior is {@code p(s) ~ exp(-(d - s)^2 / 2e^2) I0e(ds / e^2) / (s + s0)}. The
 * error includes residuals of centroids and distortion. Two exposures may agree better than errors alone would allow,
 * because they were aligned by the very sources that are now used to compare them. The largest separation is therefore
 * taken to be at least the one expected, from errors alone, for the number of compared exposures. A roll of less than
 * three times the quadrature sum of its error and the typical roll is shrunk towards 0: it is multiplied by the ratio
 * of the typical roll's variance to the sum of both variances.
 */
final class ComparedSize {

    /** Residual error of centroids and distortion, added in quadrature to the measured errors, pixels. */
    private static final double FLOOR = 0.01;
    /** Residual error proportional to the size, as a fraction of it, added in quadrature. */
    private static final double PART = 0.01;
    /** Ratio of the actual scatter of offsets to their stated errors, by which these errors are multiplied. */
    private static final double SCATTER = 1.15;
    /** Typical size in aligned visits, pixels: {@code s0} in the prior, which falls for larger sizes. */
    private static final double USUAL = 0.03;
    /** Typical roll of guided exposures, degrees. */
    private static final double USUAL_ROLL = 0.0015;

    private static final double SURE = 3;
    private static final double REACH = 8;
    private static final int STEPS = 800;

    /** Argument of the Bessel function above which the polynomial for large arguments is used. */
    private static final double EDGE = 3.75;

    private static final double[] BESSEL_SMALL = {1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813};
    private static final double[] BESSEL_LARGE = {
        0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706, 0.02635537, -0.01647633, 0.00392377
    };

    private final List<MeasuredExposure> compared;

    /** The separation of two exposures, given by their indices, and its one-sigma error, pixels. */
    private record Apart(int one, int other, double size, double error) {}

    private ComparedSize(List<MeasuredExposure> compared) {
        this.compared = compared;
    }

    /**
     * @param compared the compared exposures of a mosaic
     * @return empty for fewer than two exposures
     */
    static Optional<SizeDistribution> of(List<MeasuredExposure> compared) {
        return compared.size() < 2
                ? Optional.empty()
                : Optional.of(new ComparedSize(compared).largest().largerOf(trail(compared)));
    }

    /**
     * The distribution of the largest separation, combined from that of the two most distant exposures and those of
     * every remaining exposure from the nearer of these two.
     */
    private SizeDistribution largest() {
        Apart most = apart(0, 1);
        for (int i = 0; i < compared.size(); i++) {
            for (int k = i + 1; k < compared.size(); k++) {
                Apart pair = apart(i, k);
                most = pair.size > most.size ? pair : most;
            }
        }
        SizeDistribution all = distribution(Math.max(most.size, chance() * most.error), most.error);
        for (int i = 0; i < compared.size(); i++) {
            if (i != most.one && i != most.other) {
                Apart first = apart(i, most.one);
                Apart second = apart(i, most.other);
                Apart nearer = first.size < second.size ? first : second;
                all = all.largerOf(distribution(nearer.size, nearer.error));
            }
        }
        return all;
    }

    /**
     * Expected distance, in units of the error, between the two most distant of the compared exposures if errors alone
     * separate them; for two exposures, the mean of a Rayleigh distribution.
     */
    private double chance() {
        return Math.sqrt(Math.PI / 2 + 2 * Math.log(compared.size() - 1.0));
    }

    private Apart apart(int one, int other) {
        MeasuredExposure a = compared.get(one);
        MeasuredExposure b = compared.get(other);
        double spread = Math.min(a.spread(), b.spread());
        double shift = Math.hypot(
                a.shift().shift().dx() - b.shift().shift().dx(),
                a.shift().shift().dy() - b.shift().shift().dy());
        double shiftError = SCATTER * Math.hypot(a.shift().error(), b.shift().error());
        double roll = Math.toRadians(a.shift().sky().roll() - b.shift().sky().roll()) * spread;
        double rollError = Math.toRadians(SCATTER
                        * Math.hypot(
                                a.shift().sky().rollError(), b.shift().sky().rollError()))
                * spread;
        double usual = Math.toRadians(USUAL_ROLL) * spread;
        double both = Math.hypot(rollError, usual);
        if (both > 0 && Math.abs(roll) < SURE * both) {
            roll *= usual * usual / (both * both);
            rollError *= usual / both;
        }
        double size = Math.hypot(shift, roll);
        double shiftWeight = shift * shift + shiftError * shiftError;
        double rollWeight = roll * roll + rollError * rollError;
        double variance = shiftWeight + rollWeight > 0
                ? (shiftWeight * shiftError * shiftError + rollWeight * rollError * rollError)
                        / (shiftWeight + rollWeight)
                : 0;
        return new Apart(one, other, size, Math.sqrt(variance + FLOOR * FLOOR + PART * PART * size * size));
    }

    /**
     * The distribution of the size that corresponds to the longest significant trail; concentrated at 0 if there is
     * none.
     */
    private static SizeDistribution trail(List<MeasuredExposure> exposures) {
        SizeDistribution all = SizeDistribution.of(size -> 1);
        for (MeasuredExposure exposure : exposures) {
            if (exposure.trailInWords().isPresent()) {
                all = all.largerOf(distribution(
                        exposure.trail() / Residual.TRAIL_PER_SHIFT,
                        Math.hypot(FLOOR, exposure.trailError() / Residual.TRAIL_PER_SHIFT)));
            }
        }
        return all;
    }

    /** The distribution of a vector's length, given its measured length and the error along each axis. */
    static SizeDistribution distribution(double measured, double error) {
        double from = Math.log(Math.max(0, measured - REACH * error) + USUAL);
        double step = (Math.log(measured + REACH * error + USUAL) - from) / STEPS;
        double[] sums = new double[STEPS + 1];
        double before = likelihood(Math.exp(from) - USUAL, measured, error);
        for (int i = 1; i <= STEPS; i++) {
            double here = likelihood(Math.exp(from + i * step) - USUAL, measured, error);
            sums[i] = sums[i - 1] + (before + here) / 2;
            before = here;
        }
        return SizeDistribution.of(size -> {
            double place = (Math.log(size + USUAL) - from) / step;
            if (place <= 0) {
                return 0;
            }
            int left = (int) Math.min(STEPS, place);
            int right = Math.min(STEPS, left + 1);
            return (sums[left] + (sums[right] - sums[left]) * (place - left)) / sums[STEPS];
        });
    }

    private static double likelihood(double size, double measured, double error) {
        double off = (measured - size) / error;
        return Math.exp(-off * off / 2) * scaledBessel(measured * size / (error * error));
    }

    /**
     * {@code exp(-x) I0(x)}, the exponentially scaled modified Bessel function of order 0, accurate to 2e-7 (Abramowitz
     * and Stegun 1964, 9.8.1 and 9.8.2).
     */
    static double scaledBessel(double x) {
        boolean small = x < EDGE;
        double y = small ? x * x / (EDGE * EDGE) : EDGE / x;
        double[] terms = small ? BESSEL_SMALL : BESSEL_LARGE;
        double sum = 0;
        for (int i = terms.length - 1; i >= 0; i--) {
            sum = sum * y + terms[i];
        }
        return small ? Math.exp(-x) * sum : sum / Math.sqrt(x);
    }
}
