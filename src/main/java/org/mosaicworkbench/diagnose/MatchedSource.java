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
 * @param x its x position after the exposures were aligned, pixels of the plane
 * @param y its y position, likewise
 * @param sights one measurement for each exposure that saw it, at least two
 */
public record MatchedSource(double x, double y, List<Sight> sights) {

    /** The number of sources compared per exposure, brightest first; more would not improve the fit. */
    static final int MOST = 1500;
    /** Largest distance in pixels at which sources of two aligned exposures count as one. */
    private static final double SAME = 1;

    /**
     * The measurement in one exposure.
     *
     * @param exposure the exposure's index
     * @param x the source's x position from the exposure's header, pixels of the plane
     * @param y its y position, likewise
     * @param error one-sigma error of each coordinate, pixels
     * @param brightness any quantity that increases with brightness
     */
    public record Sight(int exposure, double x, double y, double error, double brightness) {}

    /** Copies the list. */
    public MatchedSource {
        sights = List.copyOf(sights);
    }

    /** @return the greatest brightness measured in any exposure */
    double brightness() {
        return sights.stream().mapToDouble(Sight::brightness).max().orElse(0);
    }

    /**
     * Finds the sources that at least two exposures have in common. Only aligned exposures are considered.
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

    /** Adds exposures one by one and matches their sources with the sources already found, using a grid of cells. */
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

        /** A measurement and its position after alignment. */
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

        /** The nearest source without a measurement from this exposure; null if there is none. */
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
