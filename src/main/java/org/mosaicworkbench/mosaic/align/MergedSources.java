package org.mosaicworkbench.mosaic.align;

import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.mosaic.detect.Neighbours;

/**
 * Sources of several exposures on one plane; positions of the same star are averaged with their weights. The list grows
 * in place.
 */
final class MergedSources {

    private static final double SAME = 1.5;

    private final Neighbours places = new Neighbours(SAME);
    private final List<double[]> sums = new ArrayList<>();

    void addAll(List<Spot> spots) {
        int before = sums.size();
        for (Spot spot : spots) {
            int i = places.nearest(spot.x(), spot.y(), SAME);
            if (i < 0 || i >= before) {
                places.add(spot.x(), spot.y());
                sums.add(new double[4]);
                i = sums.size() - 1;
            }
            double w = 1 / (spot.error() * spot.error());
            double[] sum = sums.get(i);
            sum[0] += w;
            sum[1] += w * spot.x();
            sum[2] += w * spot.y();
            sum[3] = Math.max(sum[3], spot.brightness());
        }
    }

    List<Spot> spots() {
        return sums.stream()
                .map(s -> new Spot(s[1] / s[0], s[2] / s[0], 1 / Math.sqrt(s[0]), s[3]))
                .toList();
    }
}
