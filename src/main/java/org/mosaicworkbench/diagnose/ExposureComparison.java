package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.maths.UncertainShift;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** Compares the exposures of one detector by their common sources. */
final class ExposureComparison {

    static final int EXAMPLES = 20;
    private static final int FEWEST = 4;

    private final String dataset;
    private final List<ExposureWithSources> exposures;
    private final VisitDiagnosis.Comparing how;
    private final Wcs plane;
    private final PixelPoint centre;
    private final double reach;
    private final String[] why;

    private final Optional<Supplier<ImageLinks.Images>> images;

    /**
     * @param images images of all exposures, created only if sources do not suffice for every exposure; empty to use
     *               sources alone
     */
    ExposureComparison(
            String dataset,
            List<ExposureWithSources> exposures,
            VisitDiagnosis.Comparing how,
            Optional<Supplier<ImageLinks.Images>> images) {
        this.dataset = dataset;
        this.exposures = exposures;
        this.how = how;
        this.images = images;
        Wcs first = exposures.get(0).systems().get(0);
        SkyPoint middle = first.toSky((first.width() + 1) / 2.0, (first.height() + 1) / 2.0);
        this.plane = Wcs.northUp(1, 1, middle, first.pixelScale());
        List<PixelPoint> corners = exposures.get(0).systems().stream()
                .flatMap(chip -> corners(chip, plane))
                .toList();
        this.centre = new PixelPoint(
                corners.stream().mapToDouble(PixelPoint::x).average().orElseThrow(),
                corners.stream().mapToDouble(PixelPoint::y).average().orElseThrow());
        this.reach = corners.stream()
                .mapToDouble(c -> Math.hypot(c.x() - centre.x(), c.y() - centre.y()))
                .max()
                .orElseThrow();
        this.why = exposures.stream().map(ExposureWithSources::why).toArray(String[]::new);
    }

    private static Stream<PixelPoint> corners(Wcs chip, Wcs plane) {
        PixelMap map = PixelMap.between(chip, plane);
        return IntStream.range(0, 4)
                .mapToObj(i -> map.map(new PixelPoint(i % 2 == 0 ? 1 : chip.width(), i / 2 == 0 ? 1 : chip.height())));
    }

    VisitDiagnosis diagnosis() {
        List<MatchedSource> sources = new ArrayList<>(MatchedSource.of(exposures, plane));
        Optional<PointingFit> bySources = fit(sources);
        boolean[] known = new boolean[exposures.size()];
        for (int i = 0; i < known.length; i++) {
            int of = i;
            known[i] = bySources.filter(fitted -> fitted.fitted(of)).isPresent();
        }
        PointingFit fit =
                (images.isPresent() && !all(known) ? withImages(sources, known) : bySources).orElseThrow(this::refusal);
        int[] compared =
                IntStream.range(0, exposures.size()).filter(fit::fitted).toArray();
        Pattern pattern = pattern(pointings(fit, compared), compared);
        boolean[] reference = new boolean[exposures.size()];
        for (int i = 0; i < compared.length; i++) {
            reference[compared[i]] = pattern.reference()[i];
        }
        PointingFit last = PointingFit.of(among(sources, compared), exposures.size(), centre, reference);
        ExposureShift.State[] states = states(pattern, pointings(last, compared), compared);
        List<ExposureShift> shifts = IntStream.range(0, exposures.size())
                .mapToObj(i -> states[i] == ExposureShift.State.UNKNOWN
                        ? ExposureShift.unknown(exposures.get(i), fit.sights()[i], why[i])
                        : shift(last, i, states[i]))
                .toList();
        List<ExposureWithSources> seen =
                Arrays.stream(compared).mapToObj(exposures::get).toList();
        String verdict = DiagnosisText.of(
                        pattern,
                        Arrays.stream(compared).mapToObj(shifts::get).toList(),
                        seen.stream().mapToDouble(ExposureWithSources::middle).toArray(),
                        how.limit())
                + DiagnosisText.weak(shifts)
                + DiagnosisText.unknown(
                        shifts.stream().filter(s -> !s.measured()).toList())
                + DiagnosisText.pattern(exposures);
        return new VisitDiagnosis(
                dataset,
                how.limit(),
                shifts,
                verdict,
                pattern.agreement(),
                new VisitDiagnosis.Common(sources.size(), last.residuals().rms(), examples(sources, last)));
    }

    private Pattern pattern(Pattern.Pointings pointings, int[] compared) {
        return IntStream.range(0, compared.length)
                .filter(i -> how.kept().contains(exposures.get(compared[i]).name()))
                .mapToObj(i -> Pattern.around(pointings, i))
                .findFirst()
                .orElseGet(() -> Pattern.of(pointings));
    }

    private static boolean all(boolean[] of) {
        return IntStream.range(0, of.length).allMatch(i -> of[i]);
    }

    /** Adds the common features of the images to the list of sources, and fits again. */
    private Optional<PointingFit> withImages(List<MatchedSource> sources, boolean[] known) {
        ImageLinks links = new ImageLinks(images.orElseThrow().get(), plane, known);
        sources.addAll(links.sources());
        Optional<PointingFit> fit = fit(sources);
        IntStream.range(0, known.length)
                .filter(i -> !links.why(i).isEmpty())
                .forEach(i -> why[i] += ", " + links.why(i));
        return fit;
    }

    /**
     * Fits the exposures that are connected by enough sources; an exposure with too few left after clipping is
     * excluded.
     */
    private Optional<PointingFit> fit(List<MatchedSource> sources) {
        int[] members = largestConnected(sources);
        while (members.length >= 2) {
            boolean[] all = new boolean[exposures.size()];
            Arrays.fill(all, true);
            PointingFit fit = PointingFit.of(among(sources, members), exposures.size(), centre, all);
            int[] enough = Arrays.stream(members)
                    .filter(i -> fit.sights()[i] >= FEWEST)
                    .toArray();
            if (enough.length == members.length) {
                return Optional.of(fit);
            }
            Arrays.stream(members).filter(i -> fit.sights()[i] < FEWEST).forEach(i -> why[i] = tooFew(fit.sights()[i]));
            members = enough;
        }
        return Optional.empty();
    }

    private BadInput refusal() {
        String reasons = IntStream.range(0, exposures.size())
                .filter(i -> !why[i].isEmpty())
                .mapToObj(i -> exposures.get(i).name() + ": " + why[i])
                .collect(Collectors.joining("; "));
        return new BadInput(dataset + ": its exposures cannot be compared with each other (" + reasons + ")"
                + DiagnosisText.pattern(exposures)
                + "; their pointing cannot be judged without more sources in common");
    }

    private static String tooFew(int sources) {
        return sources + " sources in common with the others, at least " + FEWEST + " are needed";
    }

    /** The largest set of exposures that are linked to each other through enough common sources. */
    private int[] largestConnected(List<MatchedSource> sources) {
        int n = exposures.size();
        int[][] common = new int[n][n];
        for (MatchedSource source : sources) {
            for (MatchedSource.Sight a : source.sights()) {
                for (MatchedSource.Sight b : source.sights()) {
                    common[a.exposure()][b.exposure()]++;
                }
            }
        }
        int[] set = IntStream.range(0, n).toArray();
        for (int pass = 0; pass < n; pass++) {
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < n; k++) {
                    if (i != k && common[i][k] >= FEWEST) {
                        set[i] = Math.min(set[i], set[k]);
                    }
                }
            }
        }
        int largest = IntStream.range(0, n)
                .boxed()
                .max(Comparator.comparingLong((Integer s) ->
                                Arrays.stream(set).filter(k -> k == s).count())
                        .thenComparing(s -> -s))
                .orElseThrow();
        for (int i = 0; i < n; i++) {
            int of = i;
            if (set[i] != largest
                    || Arrays.stream(set).filter(k -> k == largest).count() < 2) {
                why[i] = !why[i].isEmpty()
                        ? why[i]
                        : tooFew(IntStream.range(0, n)
                                .filter(k -> k != of)
                                .map(k -> common[of][k])
                                .max()
                                .orElse(0));
            }
        }
        return IntStream.range(0, n).filter(i -> set[i] == largest).toArray();
    }

    private static List<MatchedSource> among(List<MatchedSource> sources, int[] members) {
        List<MatchedSource> kept = new ArrayList<>();
        for (MatchedSource source : sources) {
            List<MatchedSource.Sight> sights = source.sights().stream()
                    .filter(s -> Arrays.stream(members).anyMatch(m -> m == s.exposure()))
                    .toList();
            if (sights.size() > 1) {
                kept.add(new MatchedSource(source.x(), source.y(), sights));
            }
        }
        return kept;
    }

    private Pattern.Pointings pointings(PointingFit fit, int[] compared) {
        int n = compared.length;
        double[][] values = new double[n][];
        double[][][] errors = new double[n][n][];
        double turn = reach / fit.length();
        for (int i = 0; i < n; i++) {
            double[] p = fit.parameters()[compared[i]];
            values[i] = new double[] {p[0], p[1], p[2] * turn};
            for (int k = 0; k < n; k++) {
                int a = compared[i];
                int b = compared[k];
                errors[i][k] = new double[] {
                    worst(difference(fit, a, b, 0, 0), difference(fit, a, b, 1, 1), difference(fit, a, b, 0, 1)),
                    turn * Math.sqrt(Math.max(0, difference(fit, a, b, 2, 2)))
                };
            }
        }
        return new Pattern.Pointings(
                Arrays.stream(compared)
                        .mapToDouble(i -> exposures.get(i).middle())
                        .toArray(),
                values,
                errors,
                how.limit());
    }

    private static double difference(PointingFit fit, int a, int b, int p, int q) {
        return a == b
                ? fit.covariance(a, p, a, q)
                : fit.covariance(a, p, a, q)
                        + fit.covariance(b, p, b, q)
                        - fit.covariance(a, p, b, q)
                        - fit.covariance(b, p, a, q);
    }

    /** The error in the direction in which it is largest. */
    private static double worst(double xx, double yy, double xy) {
        return Math.sqrt(Math.max(0, (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy)));
    }

    private ExposureShift.State[] states(Pattern pattern, Pattern.Pointings pointings, int[] compared) {
        ExposureShift.State[] states = new ExposureShift.State[exposures.size()];
        Arrays.fill(states, ExposureShift.State.UNKNOWN);
        for (int i = 0; i < compared.length; i++) {
            boolean agrees =
                    pattern.groups()[i] == 0 || (pattern.kind() == Pattern.Kind.DRIFT && pointings.agree(0, i));
            states[compared[i]] = agrees ? ExposureShift.State.AGREES : ExposureShift.State.OFF;
        }
        return states;
    }

    private ExposureShift shift(PointingFit fit, int i, ExposureShift.State state) {
        Wcs chip = exposures.get(i).systems().get(0);
        PixelMap map = PixelMap.between(chip, plane);
        double x = (chip.width() + 1) / 2.0;
        double y = (chip.height() + 1) / 2.0;
        PixelPoint claimed = map.map(new PixelPoint(x, y));
        double px = claimed.x() - centre.x();
        double py = claimed.y() - centre.y();
        double[] d = fit.displacement(i, px, py);
        for (int round = 0; round < 4; round++) {
            d = fit.displacement(i, px - d[0], py - d[1]);
        }
        double[] c = fit.displacementCovariance(i, px - d[0], py - d[1]);
        double[] inverse = inverseStep(map, x, y);
        double[] xy = offset(map, x, y, inverse, new PixelPoint(claimed.x() - d[0], claimed.y() - d[1]));
        double xx = turned(c, inverse[0], inverse[1], inverse[0], inverse[1]);
        double yy = turned(c, inverse[2], inverse[3], inverse[2], inverse[3]);
        double cross = turned(c, inverse[0], inverse[1], inverse[2], inverse[3]);
        double arcsec = plane.pixelScale() * 3600;
        return new ExposureShift(
                exposures.get(i).name(),
                exposures.get(i).exposure().filters(),
                new UncertainShift(
                        xy[0], xy[1], Math.sqrt(xx), Math.sqrt(yy), xx > 0 && yy > 0 ? cross / Math.sqrt(xx * yy) : 0),
                new ExposureShift.OnSky(
                        -d[0] * arcsec, d[1] * arcsec, worst(c[0], c[1], c[2]) * arcsec, fit.roll(i), fit.rollError(i)),
                fit.sights()[i],
                new ExposureShift.Finding(state, ""));
    }

    /**
     * Returns the offset from a chip pixel to the pixel that the map sends to a given position on the plane. The offset
     * is found by iteration, because distortion matters over long distances.
     */
    private static double[] offset(PixelMap map, double x, double y, double[] inverse, PixelPoint place) {
        double[] xy = new double[2];
        for (int round = 0; round < 4; round++) {
            PixelPoint at = map.map(new PixelPoint(x + xy[0], y + xy[1]));
            double dx = place.x() - at.x();
            double dy = place.y() - at.y();
            xy[0] += inverse[0] * dx + inverse[1] * dy;
            xy[1] += inverse[2] * dx + inverse[3] * dy;
        }
        return xy;
    }

    private static double turned(double[] c, double ax, double ay, double bx, double by) {
        return ax * bx * c[0] + ay * by * c[1] + (ax * by + ay * bx) * c[2];
    }

    /** The derivatives of chip pixels with respect to plane pixels: xx, xy, yx, yy. */
    private static double[] inverseStep(PixelMap map, double x, double y) {
        PixelPoint left = map.map(new PixelPoint(x - 1, y));
        PixelPoint right = map.map(new PixelPoint(x + 1, y));
        PixelPoint below = map.map(new PixelPoint(x, y - 1));
        PixelPoint above = map.map(new PixelPoint(x, y + 1));
        double xx = (right.x() - left.x()) / 2;
        double yx = (right.y() - left.y()) / 2;
        double xy = (above.x() - below.x()) / 2;
        double yy = (above.y() - below.y()) / 2;
        double det = xx * yy - xy * yx;
        return new double[] {yy / det, -xy / det, -yx / det, xx / det};
    }

    /** Chooses sources that are far apart first, and prefers those seen by the most exposures, then the brightest. */
    @SuppressWarnings("ReferenceEquality") // Excludes the source itself.
    private List<SkyPoint> examples(List<MatchedSource> sources, PointingFit fit) {
        List<MatchedSource> sorted = sources.stream()
                .sorted(Comparator.comparingInt((MatchedSource s) -> -s.sights().size())
                        .thenComparingDouble(s -> -s.brightness()))
                .toList();
        List<MatchedSource> chosen = new ArrayList<>();
        for (double apart = reach / 2; chosen.size() < EXAMPLES && apart > 4; apart /= 2) {
            for (MatchedSource one : sorted) {
                double wanted = apart;
                if (chosen.size() < EXAMPLES
                        && chosen.stream().allMatch(c -> distance(c, one) > wanted)
                        && sorted.stream()
                                .noneMatch(s -> s != one
                                        && distance(s, one) < Math.min(12, wanted)
                                        && s.brightness() > one.brightness() / 4)) {
                    chosen.add(one);
                }
            }
        }
        return chosen.stream().map(source -> place(source, fit)).toList();
    }

    private SkyPoint place(MatchedSource source, PointingFit fit) {
        double x = 0;
        double y = 0;
        int n = 0;
        for (MatchedSource.Sight sight : source.sights()) {
            if (fit.fitted(sight.exposure())) {
                double[] d = fit.displacement(sight.exposure(), source.x() - centre.x(), source.y() - centre.y());
                x += sight.x() - d[0];
                y += sight.y() - d[1];
                n++;
            }
        }
        return plane.toSky(n == 0 ? source.x() : x / n, n == 0 ? source.y() : y / n);
    }

    private static double distance(MatchedSource a, MatchedSource b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }
}
