package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mosaicworkbench.mosaic.detect.Neighbours;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.Wcs;

/**
 * One source matched in several exposures, on their common tangent plane.
 *
 * @param x      where it is, pixels of the plane, after the exposures were aligned
 * @param y      likewise
 * @param sights one for each exposure that saw it, two or more
 */
public record MatchedSource(double x, double y, List<Sight> sights) {

    /** The most sources of an exposure that are compared, the brightest: more would not make a fit better. */
    static final int MOST = 1500;
    /** Pixels within which sources of two aligned exposures are one. */
    private static final double SAME = 1;

    /**
     * The measurement in one exposure.
     *
     * @param exposure   its number
     * @param x          where the exposure's header places the source, pixels of the plane
     * @param y          likewise
     * @param error      one-sigma error of each coordinate, pixels
     * @param brightness anything that grows with brightness
     */
    public record Sight(int exposure, double x, double y, double error, double brightness) {}

    /** Takes a copy. */
    public MatchedSource {
        sights = List.copyOf(sights);
    }

    /** @return the greatest brightness that an exposure saw */
    double brightness() {
        return sights.stream().mapToDouble(Sight::brightness).max().orElse(0);
    }

    /**
     * Finds the sources that two or more exposures have in common. Only aligned exposures are looked at.
     *
     * @param plane an undistorted system with pixels as large as the detector's
     */
    static List<MatchedSource> of(List<ExposureWithSources> exposures, Wcs plane) {
        Gathering gathering = new Gathering();
        for (int i = 0; i < exposures.size(); i++) {
            if (!exposures.get(i).aligned().isEmpty()) {
                gathering.add(i, exposures.get(i), plane);
            }
        }
        return gathering.common();
    }

    /** Sources sorted into cells, each exposure's sources joining those that are there. */
    private static final class Gathering {

        private final Neighbours places = new Neighbours(SAME);
        private final List<Growing> all = new ArrayList<>();

        private static final class Growing {
            double x;
            double y;
            final List<Sight> sights = new ArrayList<>();

            boolean hasOf(int exposure) {
                return sights.get(sights.size() - 1).exposure() == exposure;
            }
        }

        /** A sight, and where the aligned exposure puts it. */
        private record Placed(Sight sight, double x, double y) {}

        void add(int number, ExposureWithSources exposure, Wcs plane) {
            for (Placed placed : placed(number, exposure, plane)) {
                Growing near = nearest(placed.x, placed.y, number);
                if (near == null) {
                    near = new Growing();
                    near.x = placed.x;
                    near.y = placed.y;
                    all.add(near);
                    places.add(near.x, near.y);
                }
                near.sights.add(placed.sight);
            }
        }

        private static List<Placed> placed(int number, ExposureWithSources exposure, Wcs plane) {
            List<Placed> placed = new ArrayList<>();
            double[] header = new double[2];
            double[] aligned = new double[2];
            for (int chip = 0; chip < exposure.systems().size(); chip++) {
                PixelMap byHeader = PixelMap.between(exposure.systems().get(chip), plane);
                PixelMap byAlignment = PixelMap.between(exposure.aligned().get(chip), plane);
                for (ExposureWithSources.Place s : exposure.sources().get(chip)) {
                    byHeader.map(s.x(), s.y(), header);
                    byAlignment.map(s.x(), s.y(), aligned);
                    placed.add(new Placed(
                            new Sight(number, header[0], header[1], s.error(), s.brightness()),
                            aligned[0],
                            aligned[1]));
                }
            }
            placed.sort(Comparator.comparingDouble((Placed p) -> -p.sight.brightness()));
            return placed.subList(0, Math.min(MOST, placed.size()));
        }

        /** The nearest source that the exposure has no sight of yet; null if there is none. */
        private Growing nearest(double x, double y, int exposure) {
            Growing[] best = new Growing[1];
            double[] least = {SAME * SAME};
            places.within(x, y, SAME, i -> {
                Growing one = all.get(i);
                double d = (one.x - x) * (one.x - x) + (one.y - y) * (one.y - y);
                if (d < least[0] && !one.hasOf(exposure)) {
                    least[0] = d;
                    best[0] = one;
                }
            });
            return best[0];
        }

        List<MatchedSource> common() {
            return all.stream()
                    .filter(one -> one.sights.size() > 1)
                    .map(one -> new MatchedSource(one.x, one.y, one.sights))
                    .toList();
        }
    }
}
