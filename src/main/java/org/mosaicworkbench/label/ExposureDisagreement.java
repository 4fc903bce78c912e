package org.mosaicworkbench.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * The relative misalignment of exposures. The error of an exposure at a sky position is the position given by its
 * coordinate system minus the true one; the disagreement of two exposures is the difference of their errors. Errors
 * common to all exposures cancel.
 */
public final class ExposureDisagreement {

    private static final int STEPS = 8;

    private final double[][] disagreements;

    private ExposureDisagreement(double[][] disagreements) {
        this.disagreements = disagreements;
    }

    /**
     * Compares all pairs of exposures.
     *
     * @param claimed coordinate systems of the chips of each exposure, as used to combine the mosaic
     * @param actual true coordinate systems, with the same number of chips; an exposure may be missing if its true
     *     systems are unknown
     * @param scale size of the pixels in which disagreements are expressed, degrees
     */
    public static ExposureDisagreement of(Map<String, List<Wcs>> claimed, Map<String, List<Wcs>> actual, double scale) {
        if (!actual.keySet().containsAll(claimed.keySet())) {
            return new ExposureDisagreement(null);
        }
        List<String> names = List.copyOf(claimed.keySet());
        double[][] disagreements = new double[names.size()][names.size()];
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                List<Double> places = new ArrayList<>();
                compare(claimed, actual, names.get(i), names.get(j), places);
                compare(claimed, actual, names.get(j), names.get(i), places);
                double squares =
                        places.stream().mapToDouble(d -> d * d).average().orElse(0);
                disagreements[i][j] = Math.sqrt(squares) / scale;
                disagreements[j][i] = disagreements[i][j];
            }
        }
        return new ExposureDisagreement(disagreements);
    }

    /**
     * The largest disagreement between two exposures: the root mean square over their overlap.
     *
     * @return pixels; 0 if no two overlap; NaN if an exposure's true systems are missing
     */
    public double pixels() {
        return disagreements == null
                ? Double.NaN
                : Arrays.stream(disagreements)
                        .flatMapToDouble(Arrays::stream)
                        .max()
                        .orElse(0);
    }

    /**
     * The number of misaligned exposures: those outside the largest set of exposures that agree with one exposure,
     * itself included.
     *
     * @param limit largest disagreement between exposures that agree, pixels
     * @return 0 if an exposure's true systems are missing
     */
    public int off(double limit) {
        return disagreements == null
                ? 0
                : disagreements.length
                        - (int) Arrays.stream(disagreements)
                                .mapToLong(row -> Arrays.stream(row)
                                        .filter(d -> d <= limit)
                                        .count())
                                .max()
                                .orElse(0);
    }

    private static void compare(
            Map<String, List<Wcs>> claimed,
            Map<String, List<Wcs>> actual,
            String one,
            String other,
            List<Double> places) {
        for (int chip = 0; chip < actual.get(one).size(); chip++) {
            Wcs here = actual.get(one).get(chip);
            for (int step = 0; step < STEPS * STEPS; step++) {
                // Uses the centres of equal parts, because points on the edges would count twice.
                int column = step % STEPS;
                int row = step / STEPS;
                double x = 0.5 + here.width() * (column + 0.5) / STEPS;
                double y = 0.5 + here.height() * (row + 0.5) / STEPS;
                SkyPoint place = here.toSky(x, y);
                Wcs plane = Wcs.northUp(1, 1, place, 1);
                PixelPoint error = plane.toPixel(claimed.get(one).get(chip).toSky(x, y));
                for (int second = 0; second < actual.get(other).size(); second++) {
                    Wcs there = actual.get(other).get(second);
                    PixelPoint at = there.toPixel(place);
                    if (inside(there, at)) {
                        PixelPoint its =
                                plane.toPixel(claimed.get(other).get(second).toSky(at));
                        places.add(Math.hypot(error.x() - its.x(), error.y() - its.y()));
                    }
                }
            }
        }
    }

    private static boolean inside(Wcs wcs, PixelPoint p) {
        return p.x() >= 0.5 && p.y() >= 0.5 && p.x() <= wcs.width() + 0.5 && p.y() <= wcs.height() + 0.5;
    }
}
