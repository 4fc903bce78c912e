package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;

/**
 * Distinguishes trails from an elongated PSF, for exposures in one filter. A trail of length L adds L^2 / 12 to the
 * variance of every star along one direction, equally over the whole field.
 *
 * <p>The PSF of the filter is measured in the exposures that agree with the narrowest one, because a trail never makes
 * a star narrower. The excess of an exposure over them is its trail. It is well determined, because the same stars are
 * compared at nearly the same positions on the detector. If all exposures are trailed alike, there is no exposure to
 * compare with; then only an elongation beyond that of the detector's PSF counts as a trail.
 */
final class TrailFit {

    /**
     * Number of standard errors up to which exposures are taken to agree, and up to which an elongation is attributed
     * to the detector's PSF.
     */
    private static final double AGREE = 3;

    private final List<Exposure> exposures;
    private final CommonShapes shapes;

    TrailFit(List<Exposure> exposures, CommonShapes shapes) {
        this.exposures = exposures;
        this.shapes = shapes;
    }

    /** @return one trail for each exposure that has enough stars, in their order */
    List<StarTrail> trails() {
        Map<String, List<Integer>> filters = new LinkedHashMap<>();
        List<Optional<MeanShape>> means =
                IntStream.range(0, exposures.size()).mapToObj(shapes::mean).toList();
        for (int e = 0; e < means.size(); e++) {
            if (means.get(e).isPresent()) {
                filters.computeIfAbsent(exposures.get(e).filters(), any -> new ArrayList<>())
                        .add(e);
            }
        }
        StarTrail[] trails = new StarTrail[exposures.size()];
        filters.values().forEach(filter -> new Filter(filter, means).fill(trails));
        return IntStream.range(0, trails.length)
                .filter(e -> trails[e] != null)
                .mapToObj(e -> trails[e])
                .toList();
    }

    /**
     * The ellipticity of a detector's PSF, (a^2 - b^2) / (a^2 + b^2) with the axes a and b: one-sigma values of each
     * component.
     *
     * @param any the ellipticity in any exposure
     * @param between the difference between exposures of the same visit, caused by the telescope's focus breathing and
     *                jitter
     */
    private record Ellipticity(double any, double between) {

        /**
         * Published ellipticities of the wide field channel and of WFC3 reach 0.05 to 0.1, highest in the corners and
         * out of focus, and change by 0.02 with the focus (Rhodes et al. 2007, ApJS 172, 203; Jee et al. 2007, PASP
         * 119, 1403; ACS Instrument Handbook, section 5.6.6); a 3-sigma range allows for axis ratios of 1 to 1.18. The
         * pixels of HRC and SBC are elongated by 12 to 14 % on the sky, and so is the PSF; two exposures of 47 Tucanae
         * with HRC, 46 minutes apart, differ by 0.07.
         */
        static Ellipticity of(Detector detector) {
            return switch (detector) {
                case WFC, UVIS, IR -> new Ellipticity(0.055, 0.015);
                case HRC -> new Ellipticity(0.06, 0.025);
                case SBC -> new Ellipticity(0.07, 0.025);
            };
        }
    }

    /** The exposures in one filter. */
    private final class Filter {

        private final List<Integer> members;
        private final List<Optional<MeanShape>> means;
        private final Ellipticity ellipticity;
        private final Map<List<Integer>, Optional<MeanShape>> differences = new LinkedHashMap<>();

        Filter(List<Integer> members, List<Optional<MeanShape>> means) {
            this.members = members;
            this.means = means;
            this.ellipticity = Ellipticity.of(exposures.get(members.get(0)).detector());
        }

        private MeanShape mean(int exposure) {
            return means.get(exposure).orElseThrow();
        }

        private double sum(int exposure) {
            return mean(exposure).sum();
        }

        private Optional<MeanShape> difference(int one, int other) {
            return differences.computeIfAbsent(List.of(one, other), pair -> shapes.difference(one, other));
        }

        void fill(StarTrail[] trails) {
            List<Integer> round = untrailed();
            double sum = round.stream().mapToDouble(this::sum).min().orElseThrow();
            MeanShape common = common(round);
            Excess beyondDetector = beyondDetector(common, sum);
            ExposurePsf image = ExposurePsf.of(beyondDetector.takenOff(common));
            for (int exposure : members) {
                Excess beyondOthers = beyondOthers(exposure, round, sum);
                trails[exposure] = StarTrail.of(
                        exposures.get(exposure).rootname(), beyondOthers, beyondDetector, members.size(), image);
            }
        }

        /** The exposures that agree with the narrowest one, which is not trailed relative to any other. */
        private List<Integer> untrailed() {
            int narrow = members.get(0);
            for (int round = 0; round < members.size(); round++) {
                for (int other : members) {
                    Optional<MeanShape> difference = difference(narrow, other);
                    if (difference.isPresent()
                            && !agrees(difference.get(), sum(other))
                            && difference.get().sum() > 0) {
                        narrow = other;
                    }
                }
            }
            int narrowest = narrow;
            return members.stream()
                    .filter(e -> e == narrowest
                            || difference(e, narrowest)
                                    .filter(d -> agrees(d, sum(narrowest)))
                                    .isPresent())
                    .toList();
        }

        private boolean agrees(MeanShape difference, double sum) {
            return difference.length()
                    <= AGREE * Math.hypot(difference.error(), Math.sqrt(2) * ellipticity.between * sum);
        }

        private Excess beyondOthers(int exposure, List<Integer> round, double sum) {
            List<MeanShape> others = round.stream()
                    .filter(other -> other != exposure)
                    .flatMap(other -> difference(exposure, other).stream())
                    .toList();
            if (others.isEmpty()) {
                return new Excess(0, 0, 0);
            }
            int n = others.size();
            double noise = Math.sqrt(
                    others.stream().mapToDouble(d -> d.error() * d.error()).sum() / n * (1 + 1.0 / n) / 2);
            return new Excess(
                    average(others, MeanShape::plus),
                    average(others, MeanShape::cross),
                    Math.hypot(noise, ellipticity.between * sum * Math.sqrt(1 + 1.0 / n)));
        }

        /**
         * The mean PSF of several exposures. The exposures show the same stars, so the error of the mean is that of one
         * exposure.
         */
        private MeanShape common(List<Integer> round) {
            List<MeanShape> all = round.stream().map(this::mean).toList();
            return new MeanShape(
                    average(all, MeanShape::plus),
                    average(all, MeanShape::cross),
                    average(all, MeanShape::sum),
                    average(all, MeanShape::error),
                    average(all, MeanShape::change),
                    all.stream().mapToInt(MeanShape::count).sum());
        }

        private Excess beyondDetector(MeanShape common, double sum) {
            double plausible = ellipticity.any * sum;
            double error = Math.hypot(Math.hypot(common.error(), common.change()), plausible);
            double range = AGREE * error / common.length();
            double beyond = Math.sqrt(Math.max(0, 1 - range * range * range * range));
            return new Excess(beyond * common.plus(), beyond * common.cross(), error);
        }
    }

    private static double average(List<MeanShape> of, ToDoubleFunction<MeanShape> value) {
        return of.stream().mapToDouble(value).average().orElseThrow();
    }

    /**
     * The excess of one mean star shape over another, in square pixels.
     *
     * @param plus the difference of the variances along x and y
     * @param cross twice the covariance of x and y
     * @param error one-sigma error of {@code plus} and of {@code cross}
     */
    record Excess(double plus, double cross, double error) {

        /**
         * Subtracts this excess from a shape; the sum of the variances decreases by the modulus of ({@code plus},
         * {@code cross}).
         */
        MeanShape takenOff(MeanShape shape) {
            return new MeanShape(
                    shape.plus() - plus,
                    shape.cross() - cross,
                    shape.sum() - Math.hypot(plus, cross),
                    shape.error(),
                    shape.change(),
                    shape.count());
        }
    }
}
