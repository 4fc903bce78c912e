package org.mosaicworkbench.mosaic.align;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.mosaic.detect.Neighbours;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * Separates sources that are fixed to the detector (unflagged hot pixels, persistence, blobs) from sources on the sky.
 * Fixed sources stay on the same pixels when the telescope is dithered, so matching them yields an offset equal to
 * minus the dither, with a deceptively small error.
 *
 * <p>Sources in two exposures share a detector position if they are within {@value #SAME} pixel of each other on the
 * detector, although the headers place them farther apart on the sky. If two exposures have more such pairs than
 * expected by chance (estimated at other offsets), these sources count as fixed. Otherwise a source is fixed if it
 * recurs in half of the other exposures, which also finds patterns of only a few sources. A source is kept if it is
 * much brighter than its partners, because they may be its afterimages, or if a third exposure shows a source at the
 * same position on the sky. If the telescope was not dithered, detector and sky cannot be told apart, and all sources
 * are kept.
 */
public final class DetectorPattern {

    /** Largest distance, in pixels, at which two sources share a position on the detector or on the sky. */
    private static final double SAME = 1;
    /** Two exposures count as dithered if their pointings differ by more than this, in pixels. */
    private static final double DITHERED = 2;
    /** A source more than this factor brighter than another may have caused it through persistence. */
    private static final double BRIGHTER = 3;
    /** Each exposure is compared with this many following exposures, in time order. */
    private static final int MOST = 8;
    /** False-alarm probability that two exposures without a detector pattern appear to have one. */
    private static final double CHANCE = 1e-3;

    private static final int FEWEST = 3;
    /**
     * Offsets, in pixels, at which chance pairs are counted; true pairs occur there only if an offset equals the
     * dither.
     */
    private static final double[][] ELSEWHERE = {
        {4.1, 9.7}, {-8.3, 5.9}, {-6.1, -10.3}, {11.9, -3.7}, {17.3, 13.1}, {-14.9, 18.7}, {-19.1, -12.7}, {15.7, -16.9}
    };

    private DetectorPattern() {}

    /**
     * Removes sources that are fixed to the detector.
     *
     * @param members exposures of one detector, in time order, with the coordinate systems from their headers
     * @param plane an undistorted system with pixels about as large as the detector's
     * @return the exposures in the same order, each with only its sources on the sky
     */
    public static List<Alignment.Member> leftOut(List<Alignment.Member> members, Wcs plane) {
        List<Seen> seen =
                members.stream().map(member -> new Seen(member, plane)).toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            for (int k = i + 1; k <= Math.min(i + MOST, seen.size() - 1); k++) {
                compare(seen.get(i), seen.get(k), pairs);
            }
        }
        pairs.removeIf(pair -> seen.stream().anyMatch(third -> pair.isOnSky(third)));
        pairs.forEach(Pair::count);
        return seen.stream().map(Seen::onSky).toList();
    }

    /** Two sources in different exposures at the same detector position. */
    private record Pair(Seen one, Seen other, int chip, int i, int k, boolean certain) {

        /** Whether a third exposure has a source at the sky position of one of the two sources. */
        boolean isOnSky(Seen third) {
            return third != one
                    && third != other
                    && (third.sees(one.place(chip, i)) || third.sees(other.place(chip, k)));
        }

        void count() {
            double peak = one.source(chip, i).peak();
            double again = other.source(chip, k).peak();
            one.again.get(chip)[i] += peak > BRIGHTER * again ? 0 : certain ? MOST : 1;
            other.again.get(chip)[k] += again > BRIGHTER * peak ? 0 : certain ? MOST : 1;
        }
    }

    private static void compare(Seen one, Seen other, List<Pair> pairs) {
        if (!one.isDithered(other)) {
            return;
        }
        one.dithered++;
        other.dithered++;
        int[] elsewhere = Arrays.stream(ELSEWHERE)
                .mapToInt(offset -> matches(one, other, offset).size())
                .sorted()
                .toArray();
        List<int[]> here = matches(one, other, new double[2]);
        double byChance = (elsewhere[3] + elsewhere[4] + 1) / 2.0;
        boolean certain = here.size() >= FEWEST && ListMatch.poissonTail(byChance, here.size()) < CHANCE;
        here.forEach(m -> pairs.add(new Pair(one, other, m[0], m[1], m[2], certain)));
    }

    /**
     * Finds sources that share a detector position, after shifting by an offset, but not a sky position; returns their
     * chip and indices.
     */
    private static List<int[]> matches(Seen one, Seen other, double[] offset) {
        List<int[]> found = new ArrayList<>();
        for (int chip = 0; chip < one.again.size(); chip++) {
            for (int i = 0; i < one.again.get(chip).length; i++) {
                PixelPoint at = one.pixel(chip, i);
                int k = other.pixels.get(chip).nearest(at.x() + offset[0], at.y() + offset[1], SAME);
                if (k >= 0 && distance(one.place(chip, i), other.place(chip, k)) > SAME) {
                    found.add(new int[] {chip, i, k});
                }
            }
        }
        return found;
    }

    private static double distance(PixelPoint a, PixelPoint b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }

    /** The sources of an exposure, with the number of times each recurs at its detector position. */
    private static final class Seen {

        private final Alignment.Member member;
        private final List<PixelMap> maps;
        private final List<List<PixelPoint>> places = new ArrayList<>();
        private final List<int[]> again = new ArrayList<>();
        private final List<Neighbours> pixels = new ArrayList<>();
        private final Neighbours sky = new Neighbours(SAME);
        private int dithered;

        Seen(Alignment.Member member, Wcs plane) {
            this.member = member;
            this.maps = member.systems().stream()
                    .map(chip -> PixelMap.between(chip, plane))
                    .toList();
            for (int chip = 0; chip < maps.size(); chip++) {
                int n = member.sources().chips().get(chip).size();
                Neighbours there = new Neighbours(SAME);
                List<PixelPoint> onPlane = new ArrayList<>();
                for (int i = 0; i < n; i++) {
                    Detection source = source(chip, i);
                    PixelPoint at = pixel(chip, i);
                    PixelPoint place = maps.get(chip).map(new PixelPoint(source.x(), source.y()));
                    there.add(at.x(), at.y());
                    sky.add(place.x(), place.y());
                    onPlane.add(place);
                }
                pixels.add(there);
                places.add(onPlane);
                again.add(new int[n]);
            }
        }

        Detection source(int chip, int i) {
            return member.sources().chips().get(chip).get(i);
        }

        PixelPoint pixel(int chip, int i) {
            PixelPoint origin = member.sources().origin();
            return new PixelPoint(
                    source(chip, i).x() - origin.x(), source(chip, i).y() - origin.y());
        }

        PixelPoint place(int chip, int i) {
            return places.get(chip).get(i);
        }

        boolean sees(PixelPoint place) {
            return sky.nearest(place.x(), place.y(), SAME) >= 0;
        }

        /** Whether the telescope was dithered between the two exposures; false if their numbers of chips differ. */
        boolean isDithered(Seen other) {
            PixelPoint origin = member.sources().origin();
            return maps.size() == other.maps.size() && distance(middle(origin), other.middle(origin)) > DITHERED;
        }

        /**
         * The position on the plane, from this exposure's header, of the detector pixel at the centre of the first chip
         * of an exposure with the given origin.
         */
        private PixelPoint middle(PixelPoint origin) {
            Wcs chip = member.systems().get(0);
            PixelPoint own = member.sources().origin();
            return maps.get(0)
                    .map(new PixelPoint(
                            (chip.width() + 1) / 2.0 + own.x() - origin.x(),
                            (chip.height() + 1) / 2.0 + own.y() - origin.y()));
        }

        Alignment.Member onSky() {
            int needed = Math.max(1, (dithered + 1) / 2);
            List<List<Detection>> kept = IntStream.range(0, again.size())
                    .mapToObj(chip -> IntStream.range(0, again.get(chip).length)
                            .filter(i -> again.get(chip)[i] < needed)
                            .mapToObj(i -> source(chip, i))
                            .toList())
                    .toList();
            return new Alignment.Member(
                    member.rootname(), member.systems(), member.sources().keeping(kept));
        }
    }
}
