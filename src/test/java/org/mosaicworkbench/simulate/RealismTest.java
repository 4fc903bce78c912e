package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.visit.Detector;

/** A simulated HRC exposure of a globular cluster compared with the real one of NGC 104. */
@Slow
class RealismTest {

    @TempDir
    Path folder;

    /** Properties of the isolated stars of an exposure: medians over the stars. */
    private record Shape(int stars, double peak, double within2, double sigmaX, double sigmaY, double[] profile) {}

    private Path simulated() {
        SimulationSettings settings = new SimulationSettings(
                new SimulationSettings.Targets(
                        List.of(Detector.HRC), List.of(Category.GLOBULAR_CLUSTER), List.of("F606W")),
                new SimulationSettings.Exposures(1, 640, OptionalDouble.of(60)),
                Guiding.exact(),
                SimulationSettings.Pixels.PLAIN,
                3);
        Geometry geometry = new Geometry(Detector.HRC, 640);
        SceneMaker maker = new SceneMaker(
                new Rng(11), geometry, Detector.HRC, geometry.radius() + 1, 590, new SkyPoint(6.027, -72.08));
        maker.globular(13.4, 0.0158, 25, 4);
        VisitPlan visit = VisitPlan.of(
                settings,
                0,
                new VisitPlan.Subject(Detector.HRC, Category.GLOBULAR_CLUSTER, geometry, maker.made("NGC104")),
                settings.usable(Detector.HRC),
                new Rng(1));
        new VisitMaker(settings, folder).write(visit, folder);
        return folder.resolve(visit.exposures().get(0).root() + "_flt.fits");
    }

    private static Shape shape(Path file) {
        try (FitsFile fits = FitsFile.open(file)) {
            return shape(fits.image("SCI", 1), fits.integers("DQ", 1));
        }
    }

    private static Shape shape(FitsImage image, FitsIntegers dq) {
        List<double[]> rows = new ArrayList<>();
        for (int y = 26; y <= image.height() - 26; y++) {
            for (int x = 26; x <= image.width() - 26; x++) {
                float peak = image.at(x, y);
                if (peak > 8000 && peak < 120000 && (dq.at(x, y) & ~4096) == 0) {
                    row(image, x, y).ifPresent(rows::add);
                }
            }
        }
        double[] medians = new double[rows.get(0).length];
        for (int i = 0; i < medians.length; i++) {
            int column = i;
            double[] sorted = rows.stream().mapToDouble(r -> r[column]).sorted().toArray();
            medians[i] = sorted[sorted.length / 2];
        }
        return new Shape(
                rows.size(),
                medians[0],
                medians[1],
                Math.sqrt(medians[2]),
                Math.sqrt(medians[3]),
                Arrays.copyOfRange(medians, 4, medians.length));
    }

    /**
     * Peak and light within 2 pixels relative to that within 6, weighted variances, and the mean in rings; empty if not
     * isolated.
     */
    private static java.util.Optional<double[]> row(FitsImage image, int cx, int cy) {
        double background = background(image, cx, cy);
        double peak = image.at(cx, cy) - background;
        double[] m = new double[6];
        for (int dy = -12; dy <= 12; dy++) {
            for (int dx = -12; dx <= 12; dx++) {
                double r = Math.hypot(dx, dy);
                double f = image.at(cx + dx, cy + dy) - background;
                if (f > peak || (r > 4.5 && r < 12 && f > 0.1 * peak)) {
                    return java.util.Optional.empty();
                }
                m[0] += r < 3 ? f : 0;
                m[1] += r < 3 ? f * dx : 0;
                m[2] += r < 3 ? f * dy : 0;
            }
        }
        double x = m[1] / m[0];
        double y = m[2] / m[0];
        double[] sums = new double[5];
        double[] rings = new double[8];
        int[] members = new int[8];
        for (int dy = -12; dy <= 12; dy++) {
            for (int dx = -12; dx <= 12; dx++) {
                double r = Math.hypot(dx - x, dy - y);
                double f = image.at(cx + dx, cy + dy) - background;
                sums[0] += r < 6 ? f : 0;
                sums[1] += r < 2 ? f : 0;
                double weight = r < 4 ? f * Math.exp(-r * r / 4.5) : 0;
                sums[2] += weight;
                sums[3] += weight * (dx - x) * (dx - x);
                sums[4] += weight * (dy - y) * (dy - y);
                if (r < 8) {
                    rings[(int) r] += f;
                    members[(int) r]++;
                }
            }
        }
        double[] row = new double[12];
        row[0] = peak / sums[0];
        row[1] = sums[1] / sums[0];
        row[2] = sums[3] / sums[2];
        row[3] = sums[4] / sums[2];
        for (int i = 0; i < 8; i++) {
            row[4 + i] = rings[i] / members[i] / sums[0];
        }
        return java.util.Optional.of(row);
    }

    private static double background(FitsImage image, int cx, int cy) {
        List<Double> around = new ArrayList<>();
        for (int dy = -25; dy <= 25; dy++) {
            for (int dx = -25; dx <= 25; dx++) {
                if (Math.hypot(dx, dy) > 8) {
                    around.add((double) image.at(cx + dx, cy + dy));
                }
            }
        }
        return around.stream()
                .sorted()
                .skip(around.size() * 15L / 100)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void starsHaveTheWidthAndProfileOfTheRealOnes() {
        Shape real = shape(Real.EXPOSURE);
        Shape made = shape(simulated());
        assertTrue(
                real.stars() > 60 && made.stars() > 25, real.stars() + " real, " + made.stars() + " simulated stars");
        assertEquals(1, made.peak() / real.peak(), 0.04, "peak");
        assertEquals(1, made.within2() / real.within2(), 0.03, "light within 2 px");
        assertEquals(1, made.sigmaX() / real.sigmaX(), 0.03, "width along x");
        assertEquals(1, made.sigmaY() / real.sigmaY(), 0.03, "width along y");
        for (int i = 0; i < 8; i++) {
            assertEquals(1, made.profile()[i] / real.profile()[i], i < 4 ? 0.1 : 0.45, "profile at " + i + " px");
        }
    }
}
