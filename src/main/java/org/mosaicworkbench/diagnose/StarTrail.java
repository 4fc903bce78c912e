package org.mosaicworkbench.diagnose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mosaicworkbench.mosaic.detect.Neighbours;
import org.mosaicworkbench.sky.Wcs;

/**
 * How far the stars of an exposure are trailed: the guiding has drifted while it lasted. A star
 * that moves evenly by L has a variance along its way that is larger by L^2 / 12. Sources are those that another
 * exposure has too, so that no cosmic ray is among them; the narrow ones count, that is stars where there are any. A
 * detector whose star images are not round has a trail as well: that of simulated ACS/SBC is 1.9 pixels.
 *
 * @param exposure     its rootname
 * @param length       pixels, as the moments under a Gaussian window tell it; of 3 pixels it is right to 4 %, a longer
 *                     one appears longer than it is, see {@link #trueLength}
 * @param significance the difference of variances by its one-sigma error
 */
public record StarTrail(String exposure, double length, double significance) {

    /** No detector's star images are as long, pixels. */
    private static final double LONG = 2.5;

    private static final double BEYOND_DOUBT = 5;
    /** A star of 0.85 to 1.1 pixels (sigma) that moves evenly by so many pixels ... */
    private static final double[] TRUE = {0, 3, 4, 5, 6, 7, 8, 10};
    /** ... appears so long. */
    private static final double[] APPARENT = {0, 3.1, 4.24, 5.47, 6.85, 8.41, 10.2, 15};
    /** Sources of an exposure, the brightest. */
    private static final int MOST = 60;

    private static final int FEWEST = 5;
    /** The place of a source on an image, from which its shape was taken, is exact but for rounding, pixels. */
    private static final double SAME = 0.1;

    /** Wider than the narrow ones by this: not a star. */
    private static final double NARROW = 1.5;

    /** Shapes are no better than this, square pixels. */
    private static final double BEST = 0.01;

    private static final double SIGMA_PER_MEDIAN = 1.4826;
    private static final double ERROR_OF_MEDIAN = 1.2533;

    /**
     * Looks at all of a mosaic's exposures.
     *
     * @param images of single exposures, two or more, all on one grid
     * @return one for each exposure that has enough sources
     */
    static List<StarTrail> of(List<ExposureImage> images, List<ExposureWithSources> exposures) {
        Wcs grid = exposures.get(0).systems().get(0);
        List<MatchedSource> common = MatchedSource.of(exposures, grid);
        return IntStream.range(0, images.size())
                .mapToObj(i -> of(
                        images.get(i),
                        common.stream()
                                .flatMap(c -> c.sights().stream())
                                .filter(s -> s.exposure() == i)
                                .toList()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** @return the most significant one, whose length is nearly that of the others where all trail alike */
    static Optional<StarTrail> clearest(List<StarTrail> trails) {
        return trails.stream().max(Comparator.comparingDouble(StarTrail::significance));
    }

    /** @return whether a trail is beyond doubt, and longer than any detector makes it */
    public static boolean certain(double length, double significance) {
        return length > LONG && significance > BEYOND_DOUBT;
    }

    /** @return in words: {@code 3.1 px}, or {@code more than 10 px} */
    public static String trueLength(double length) {
        int k = 1;
        while (k < APPARENT.length && APPARENT[k] < length) {
            k++;
        }
        return k == APPARENT.length
                ? "more than 10 px"
                : String.format(
                        Locale.ROOT,
                        "%.1f px",
                        TRUE[k - 1]
                                + (TRUE[k] - TRUE[k - 1])
                                        * (length - APPARENT[k - 1])
                                        / (APPARENT[k] - APPARENT[k - 1]));
    }

    /**
     * @param exposures how many there are
     * @return the end of a sentence about the exposures; empty where no trail is {@link #certain}
     */
    public static String remark(List<StarTrail> trails, int exposures) {
        List<StarTrail> certain = trails.stream()
                .filter(one -> certain(one.length, one.significance))
                .toList();
        if (certain.isEmpty()) {
            return "";
        }
        String which = certain.size() == exposures
                ? "all"
                : certain.stream().map(StarTrail::exposure).collect(Collectors.joining(", "));
        return "; the stars of " + which + " are drawn out by " + (certain.size() > 1 ? "up to " : "")
                + trueLength(
                        certain.stream().mapToDouble(StarTrail::length).max().orElseThrow())
                + ", as guiding that drifts during an exposure does it";
    }

    private static Optional<StarTrail> of(ExposureImage image, List<MatchedSource.Sight> common) {
        Neighbours places = new Neighbours(SAME);
        image.lone().forEach(shape -> places.add(shape.x(), shape.y()));
        List<SourceShape> lone = common.stream()
                .sorted(Comparator.comparingDouble((MatchedSource.Sight s) -> -s.brightness()))
                .map(s -> places.nearest(s.x(), s.y(), SAME))
                .filter(at -> at >= 0)
                .limit(MOST)
                .map(image.lone()::get)
                .toList();
        if (lone.size() < FEWEST) {
            return Optional.empty();
        }
        List<SourceShape> shapes = lone.stream()
                .filter(SourceShape::measured)
                .sorted(Comparator.comparingDouble(SourceShape::sum))
                .toList();
        List<SourceShape> narrow = shapes.stream()
                .filter(s -> s.sum() < NARROW * shapes.get(shapes.size() / 4).sum())
                .toList();
        if (narrow.size() < FEWEST) {
            return Optional.empty();
        }
        double[] plus = median(narrow.stream().mapToDouble(SourceShape::plus));
        double[] cross = median(narrow.stream().mapToDouble(SourceShape::cross));
        double drawn = Math.hypot(plus[0], cross[0]);
        return Optional.of(new StarTrail(
                image.exposure().rootname(),
                Math.sqrt(12 * drawn),
                drawn / Math.hypot(BEST, Math.hypot(plus[1], cross[1]))));
    }

    /** The median and its error. */
    private static double[] median(DoubleStream of) {
        double[] values = of.sorted().toArray();
        double middle = values[values.length / 2];
        double[] away =
                Arrays.stream(values).map(v -> Math.abs(v - middle)).sorted().toArray();
        return new double[] {
            middle, ERROR_OF_MEDIAN * SIGMA_PER_MEDIAN * away[away.length / 2] / Math.sqrt(values.length)
        };
    }
}
