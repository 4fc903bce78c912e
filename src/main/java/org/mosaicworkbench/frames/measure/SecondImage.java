package org.mosaicworkbench.frames.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A duplicate image of the whole field in a drizzled image: the signature of a mispointed exposure. The echo shows
 * where to look; the positions of the sources and of their companions give the exact shift.
 *
 * @param shift shift between the two images; NaN if none is found
 * @param evidence evidence for the duplicate image
 * @param turn rotation of the fainter image relative to the brighter one
 * @param faintest light fraction above which a duplicate image would have been found; NaN if one was found, or if no
 *     limit can be given
 * @param reason why none was found; empty if one was found
 * @param doubt evidence for a mispointed exposure even though no duplicate image was found; empty for none
 */
public record SecondImage(Shift shift, Evidence evidence, Turn turn, double faintest, String reason, String doubt) {

    /**
     * The shift of a duplicate image. The image does not show which of the two is correct, so (dx, dy) may also be
     * (-dx, -dy). All values are NaN if there is none.
     *
     * @param dx shift to the right, image pixels
     * @param dy shift upwards, image pixels
     * @param error one-sigma error of dx and of dy, pixels
     */
    public record Shift(double dx, double dy, double error) {}

    /**
     * The rotation of the fainter image relative to the brighter one about the centre of the sources.
     *
     * @param degrees rotation, degrees counterclockwise; dx and dy then apply at the centre of the sources; 0 without
     *     rotation
     * @param error one-sigma error of the rotation, degrees; NaN without rotation
     */
    public record Turn(double degrees, double error) {}

    /**
     * The evidence for a duplicate image.
     *
     * @param share flux ratio of the fainter to the brighter image of a source; NaN if not measured
     * @param sources number of sources measured; 0 if only the echo of the whole image was measured
     * @param contrast contrast of the echo, or significance of the votes
     * @param inWeights whether the duplicate image is only in the weights: its stars were rejected as cosmic rays and
     *     left holes; share is then NaN
     */
    public record Evidence(double share, int sources, double contrast, boolean inWeights) {}

    /** One-sigma error, pixels, of a shift measured from the echo alone, which is located to a whole pixel. */
    private static final double ERROR_OF_ECHO = 0.3;

    private static final double SURE_WITH_SOURCES = 6;
    private static final double SURE_ALONE = 12;
    private static final int FEWEST = 4;
    /** Minimum significance of the votes for a rotated image; at least {@code FEWEST_PAIRS} pairs must also agree. */
    private static final double SURE_OF_VOTES = 7;

    private static final int FEWEST_PAIRS = 6;
    /** Minimum significance (-log10 of the chance probability) of a far duplicate image; below 4 in aligned mosaics. */
    private static final double SURE_OF_FAR = 6;

    private static final double MOST_OF_THEM = 0.4;
    /**
     * Fraction of sources with missing weight, minus the same fraction for nearby positions, above which missing weight
     * is reported; aligned mosaics stay below 0.18.
     */
    private static final double MISSING = 0.2;
    /** Largest mean ellipticity that is attributed to the detector's PSF, whose axis ratio is 1 to 1.15. */
    private static final double PLAUSIBLE = 0.1;
    /** Systematic position error from an asymmetric PSF, pixels; {@code BESIDE_A_STAR} more near the brighter star. */
    private static final double SYSTEMATIC = 0.02;

    private static final double BESIDE_A_STAR = 0.2;
    private static final double STAR_REACH = 2.5;
    private static final double SIGMA_PER_MEDIAN = 1.4826;
    /** Ratio of the scatter of a median to that of a mean. */
    private static final double MEDIAN_BY_MEAN = 1.2533;

    /** @return whether a duplicate image was found */
    public boolean found() {
        return reason.isEmpty();
    }

    /** @return whether a duplicate image as bright as the first image would have been detected */
    public boolean examined() {
        return found() || faintest <= 1;
    }

    public static SecondImage of(Examination seen, float[] pixels, int width, FrameMeasurements measures) {
        SourceStack stack = seen.stack();
        DoubleField field = seen.field();
        WeightHoles holes = seen.holes();
        List<EchoPeak> peaks = Stream.of(
                        FrameMeasurements.inCompanions(seen.companions()),
                        FrameMeasurements.inImage(seen.echo(), stack.used()))
                .filter(peak -> !Double.isNaN(peak.contrast()))
                .sorted((a, b) -> Double.compare(b.contrast(), a.contrast()))
                .toList();
        if (peaks.isEmpty()) {
            return none(Double.NaN, "the image contains nothing that could appear twice");
        }
        for (EchoPeak peak : peaks) {
            SecondImage measured =
                    peak.contrast() > SURE_WITH_SOURCES ? measured(stack, peak, pixels, width) : none(Double.NaN, "");
            if (measured.shift.error() > 0) {
                return measured;
            }
        }
        if (isSure(field)) {
            return voted(field, field.ratio(), false);
        }
        if (isSure(seen.far())) {
            return far(seen.far());
        }
        if (isSure(holes.second())) {
            return voted(holes.second(), Double.NaN, true);
        }
        EchoPeak alone = FrameMeasurements.inImage(seen.echo(), stack.used());
        if (alone.contrast() > SURE_ALONE) {
            return shifted(
                    new Shift(alone.dx(), alone.dy(), ERROR_OF_ECHO),
                    new Evidence(Double.NaN, 0, alone.contrast(), false));
        }
        return none(
                faintest(stack, FrameMeasurements.inCompanions(seen.companions()), alone, pixels, width),
                String.format(
                        Locale.ROOT,
                        "the strongest echo is %.1f times its noise, at %.0f pixels%s; a shift of less than about %.0f"
                                + " pixels cannot be seen this way%s",
                        peaks.get(0).contrast(),
                        peaks.get(0).distance(),
                        peaks.get(0).contrast() > SURE_WITH_SOURCES
                                ? ", but too few sources have a companion there"
                                : "",
                        FrameMeasurements.NEAREST_COMPANION,
                        elongated(measures)),
                missing(measures.weight()));
    }

    private static boolean isSure(DoubleField field) {
        return field.significance() > SURE_OF_VOTES
                && field.share() > MOST_OF_THEM
                && field.fit().pairs() >= FEWEST_PAIRS;
    }

    private static boolean isSure(FarField far) {
        return far.significance() > SURE_OF_FAR && far.pairs() >= FEWEST_PAIRS;
    }

    private static SecondImage far(FarField far) {
        return shifted(
                new Shift(
                        far.shift().dx(),
                        far.shift().dy(),
                        Math.hypot(SYSTEMATIC, far.shift().error())),
                new Evidence(far.ratio(), far.pairs(), far.significance(), false));
    }

    private static SecondImage shifted(Shift shift, Evidence evidence) {
        return new SecondImage(shift, evidence, new Turn(0, Double.NaN), Double.NaN, "", "");
    }

    private static SecondImage voted(DoubleField field, double share, boolean inWeights) {
        DoubleField.Fit fit = field.fit();
        return new SecondImage(
                new Shift(fit.dx(), fit.dy(), Math.hypot(SYSTEMATIC, fit.error())),
                new Evidence(share, fit.pairs(), field.significance(), inWeights),
                new Turn(Math.toDegrees(fit.turn()), Math.toDegrees(fit.turnError())),
                Double.NaN,
                "",
                "");
    }

    private static String missing(FrameMeasurements.Weight weight) {
        return weight.dips() > MISSING
                ? String.format(
                        Locale.ROOT,
                        "weight is missing on %.0f %% more of the sources than of positions next to them, as if the"
                                + " stars of a mispointed exposure had been rejected as cosmic rays",
                        100 * weight.dips())
                : "";
    }

    /** The light fraction above which at least one method finds a duplicate image. */
    private static double faintest(SourceStack stack, EchoPeak companions, EchoPeak image, float[] pixels, int width) {
        double alone = shareOfEcho(SURE_ALONE * image.strength() / image.contrast());
        if (stack.used() < FEWEST) {
            return alone;
        }
        double echo = Stream.of(
                        SURE_WITH_SOURCES * companions.strength() / companions.contrast(),
                        shareOfEcho(SURE_WITH_SOURCES * image.strength() / image.contrast()))
                .filter(share -> share > 0)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(Double.NaN);
        double[] seen = IntStream.range(0, stack.used())
                .mapToObj(i -> Spot.at(stack.patches().get(i), stack.places().get(i), pixels, width))
                .filter(Spot::whole)
                .mapToDouble(Spot::faintest)
                .sorted()
                .toArray();
        double beside =
                seen.length < FEWEST ? Double.NaN : seen[(int) Math.max(FEWEST - 1, MOST_OF_THEM * seen.length)];
        double withSources = Math.max(echo, beside);
        return withSources > alone || Double.isNaN(withSources) ? alone : withSources;
    }

    /** A copy with a fraction a of the light has an echo of {@code a / (1 + a^2)}; NaN if there is no such a. */
    private static double shareOfEcho(double strength) {
        return (1 - Math.sqrt(1 - 4 * strength * strength)) / (2 * strength);
    }

    private static String elongated(FrameMeasurements measures) {
        boolean alike = measures.shape().elongation().common() > 0.5
                && measures.shape().elongation().together() > PLAUSIBLE;
        return alike
                ? String.format(
                        Locale.ROOT,
                        ", but the sources are elongated by %.2f in a common direction, %.0f degrees, as "
                                + "such a shift would cause",
                        measures.shape().elongation().median(),
                        measures.shape().elongation().angle())
                : "";
    }

    private static SecondImage none(double faintest, String reason) {
        return none(faintest, reason, "");
    }

    private static SecondImage none(double faintest, String reason, String doubt) {
        return new SecondImage(
                new Shift(Double.NaN, Double.NaN, Double.NaN),
                new Evidence(Double.NaN, 0, Double.NaN, false),
                new Turn(Double.NaN, Double.NaN),
                faintest,
                reason,
                doubt);
    }

    /** Measures the shift from sources with a companion at the echo's offset; the error is NaN if there are too few. */
    private static SecondImage measured(SourceStack stack, EchoPeak peak, float[] pixels, int width) {
        List<double[]> pairs = new ArrayList<>();
        int seen = 0;
        for (int i = 0; i < stack.used(); i++) {
            Spot own = Spot.at(stack.patches().get(i), stack.places().get(i), pixels, width);
            Spot ahead = own.beside(peak.dx(), peak.dy());
            Spot behind = own.beside(-peak.dx(), -peak.dy());
            if (ahead.whole() || behind.whole()) {
                seen++;
            }
            boolean forward = !behind.whole() || (ahead.whole() && ahead.light() >= behind.light());
            Spot other = forward ? ahead : behind;
            if (own.whole() && other.isStar(own)) {
                double sign = forward ? 1 : -1;
                double share = other.light() / own.light();
                pairs.add(new double[] {
                    sign * (other.x() - own.x()), sign * (other.y() - own.y()), Math.min(share, 1 / share)
                });
            }
        }
        if (pairs.size() < FEWEST || pairs.size() < MOST_OF_THEM * seen) {
            return none(Double.NaN, "");
        }
        double[] x = middle(pairs, 0);
        double[] y = middle(pairs, 1);
        double systematic = SYSTEMATIC + BESIDE_A_STAR * Math.exp(-peak.distance() / STAR_REACH);
        return shifted(
                new Shift(x[0], y[0], Math.hypot(systematic, Math.max(x[1], y[1]))),
                new Evidence(middle(pairs, 2)[0], pairs.size(), peak.contrast(), false));
    }

    /** The median of a column of the pairs, and its error. */
    private static double[] middle(List<double[]> pairs, int column) {
        double[] values =
                pairs.stream().mapToDouble(pair -> pair[column]).sorted().toArray();
        double median = median(values);
        double scatter = SIGMA_PER_MEDIAN
                * median(Arrays.stream(values)
                        .map(v -> Math.abs(v - median))
                        .sorted()
                        .toArray());
        return new double[] {median, MEDIAN_BY_MEAN * Math.max(scatter, SYSTEMATIC) / Math.sqrt(values.length)};
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Light around a position; whole only if all its pixels have data. */
    private record Spot(
            double x, double y, double light, double sky, double noise, boolean whole, float[] pixels, int width) {

        /** Subtracts the source's own light from a pixel next to it, using the light at the opposite position. */
        private record Glow(double x, double y, double sky, float[] pixels, int width) {

            static final Glow NONE = new Glow(Double.NaN, Double.NaN, 0, new float[0], 1);

            double at(double px, double py) {
                if (Double.isNaN(x)) {
                    return 0;
                }
                double mx = 2 * x - px;
                double my = 2 * y - py;
                int left = (int) Math.floor(mx);
                int below = (int) Math.floor(my);
                if (left < 0 || below < 0 || left + 1 >= width || below + 1 >= pixels.length / width) {
                    return 0;
                }
                int i = below * width + left;
                double fx = mx - left;
                double fy = my - below;
                double value = (1 - fy) * ((1 - fx) * pixels[i] + fx * pixels[i + 1])
                        + fy * ((1 - fx) * pixels[i + width] + fx * pixels[i + width + 1])
                        - sky;
                return Double.isNaN(value) ? 0 : value;
            }
        }

        private static final int REACH = 2;
        private static final double WEIGHT = 1.2;
        private static final int ROUNDS = 12;
        private static final double FARTHEST = 1.5;
        private static final double STARS_LIKE = 6;
        private static final double LEAST_SHARE = 0.05;

        static Spot at(Patch patch, double[] place, float[] pixels, int width) {
            double sky = pixels[patch.y() * width + patch.x()] - patch.peak();
            return centred(patch.x() + place[0], patch.y() + place[1], sky, patch.noise(), pixels, width, Glow.NONE);
        }

        Spot beside(double dx, double dy) {
            return centred(x + dx, y + dy, sky, noise, pixels, width, new Glow(x, y, sky, pixels, width));
        }

        /** Whether a spot exceeds the noise of the source's own surroundings. */
        boolean isStar(Spot own) {
            return whole && light > own.faintest() * own.light && light < 20 * own.light;
        }

        /** Smallest flux ratio at which a companion exceeds the noise. */
        double faintest() {
            return Math.max(LEAST_SHARE, STARS_LIKE * noise * REACH / light);
        }

        /**
         * The iterated Gaussian-weighted centroid (the window moves with it, which halves each step, so steps are
         * doubled).
         */
        private static Spot centred(
                double startX, double startY, double sky, double noise, float[] pixels, int width, Glow glow) {
            double x = startX;
            double y = startY;
            double light = Double.NaN;
            for (int round = 0; round < ROUNDS; round++) {
                double[] sums = sums(x, y, sky, pixels, width, glow);
                light = sums[0];
                if (!(light > 0)) {
                    break;
                }
                x += 2 * sums[1] / light;
                y += 2 * sums[2] / light;
                if (!(Math.hypot(x - startX, y - startY) < FARTHEST)) {
                    light = Double.NaN;
                    break;
                }
            }
            return new Spot(x, y, light, sky, noise, light > 0, pixels, width);
        }

        private static double[] sums(double x, double y, double sky, float[] pixels, int width, Glow glow) {
            int height = pixels.length / width;
            int middleX = (int) Math.rint(x);
            int middleY = (int) Math.rint(y);
            if (middleX < REACH || middleY < REACH || middleX >= width - REACH || middleY >= height - REACH) {
                return new double[] {Double.NaN, 0, 0};
            }
            double[] sums = new double[3];
            for (int py = middleY - REACH; py <= middleY + REACH; py++) {
                for (int px = middleX - REACH; px <= middleX + REACH; px++) {
                    double dx = px - x;
                    double dy = py - y;
                    double value = (pixels[py * width + px] - sky - glow.at(px, py))
                            * Math.exp(-(dx * dx + dy * dy) / (2 * WEIGHT * WEIGHT));
                    sums[0] += value;
                    sums[1] += value * dx;
                    sums[2] += value * dy;
                }
            }
            return sums;
        }
    }
}
