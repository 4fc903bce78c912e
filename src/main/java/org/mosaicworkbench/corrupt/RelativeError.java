package org.mosaicworkbench.corrupt;

import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How far exposures are off against each other. The error of an exposure at a place on the sky is where its coordinate
 * system claims that place to be, less where it is; two exposures disagree by the difference of their errors.
 */
public final class RelativeError {

    private static final int STEPS = 4;

    private RelativeError() {
    }

    /**
     * The largest disagreement of any two exposures anywhere that both of them see. What is wrong with all of them alike
     * does not count.
     *
     * @param claimed for each exposure the systems of its chips, as they are used
     * @param actual  as they should be, with the same number of chips
     * @return pixels of the exposures; 0 where no two overlap; NaN where an exposure's actual systems are missing
     */
    public static double largest(Map<String, List<Wcs>> claimed, Map<String, List<Wcs>> actual) {
        if (!actual.keySet().containsAll(claimed.keySet())) {
            return Double.NaN;
        }
        List<String> names = new ArrayList<>(claimed.keySet());
        double largest = 0;
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < names.size(); j++) {
                if (i != j) {
                    largest = Math.max(largest, between(claimed.get(names.get(i)), actual.get(names.get(i)),
                            claimed.get(names.get(j)), actual.get(names.get(j))));
                }
            }
        }
        return largest;
    }

    private static double between(List<Wcs> claimed, List<Wcs> actual, List<Wcs> otherClaimed, List<Wcs> otherActual) {
        double largest = 0;
        for (int chip = 0; chip < actual.size(); chip++) {
            Wcs here = actual.get(chip);
            for (int step = 0; step < (STEPS + 1) * (STEPS + 1); step++) {
                double x = 1 + (here.width() - 1.0) * (step % (STEPS + 1)) / STEPS;
                double y = 1 + (here.height() - 1.0) * (step / (STEPS + 1)) / STEPS;
                SkyPoint place = here.toSky(x, y);
                Wcs plane = Wcs.northUp(1, 1, place, here.pixelScale());
                PixelPoint error = plane.toPixel(claimed.get(chip).toSky(x, y));
                for (int other = 0; other < otherActual.size(); other++) {
                    PixelPoint there = otherActual.get(other).toPixel(place);
                    if (inside(otherActual.get(other), there)) {
                        PixelPoint second = plane.toPixel(otherClaimed.get(other).toSky(there));
                        largest = Math.max(largest, Math.hypot(error.x() - second.x(), error.y() - second.y()));
                    }
                }
            }
        }
        return largest;
    }

    private static boolean inside(Wcs wcs, PixelPoint p) {
        return p.x() >= 0.5 && p.y() >= 0.5 && p.x() <= wcs.width() + 0.5 && p.y() <= wcs.height() + 0.5;
    }
}
