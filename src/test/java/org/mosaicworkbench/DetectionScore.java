package org.mosaicworkbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.mosaicworkbench.mosaic.Mosaic;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * A point catalog compared with the truth of a simulated visit with correct headers, in the area where every exposure
 * sees the sky. A source is real if a star or galaxy with at least half the brightness needed for detection at five
 * sigma is within 2 pixels; each true source is used once, the brightest first. The expected signal to noise of a star
 * is its rate times the median ratio of measured signal to noise to rate of well-measured stars. A position is clear if
 * the light of every other star around it stays below 5 sigma, taken as 3e-4 of that star's signal to noise and falling
 * with the square of the distance beyond 1 arcsec; closer in, spikes and rings are peaks too.
 *
 * @param stars sources that should have been found
 * @param found sources in the catalog
 */
public record DetectionScore(List<Wanted> stars, List<Found> found) {

    private static final double SAME = 2;
    private static final double MARGIN = 8;
    private static final double FAINTEST = 2.5;
    private static final double WINGS = 3e-4;
    private static final double DARK = 5;

    /**
     * A true star.
     *
     * @param mag AB magnitude at 550 nm
     * @param snr expected signal to noise
     * @param clear whether no other star is too near and bright
     * @param found whether the catalog contains it
     */
    public record Wanted(double mag, double snr, boolean clear, boolean found) {}

    /**
     * A source of the catalog.
     *
     * @param mag magnitude of the true source, or else of a star with the same signal to noise
     * @param snr signal to noise in the catalog
     * @param flag the smallest of its flags
     * @param clear whether no other star is too near and bright
     * @param real whether it exists
     */
    public record Found(double mag, double snr, int flag, boolean clear, boolean real) {

        /** @return true if it counts as a source for pictures and catalog comparisons: no bad flag */
        public boolean good() {
            return flag <= 5;
        }
    }

    private record Row(SkyPoint at, double snr, int flag) {}

    /** Compares a mosaic's point catalog with the truth in its visit's folder. */
    public static DetectionScore of(Path visit, Mosaic mosaic) {
        TruthFile truth = TruthFile.of(visit);
        double scale = truth.exposures().get(0).chips().get(0).pixelScale();
        Predicate<SkyPoint> seen = at -> truth.exposures().stream().allMatch(e -> e.sees(at, MARGIN));
        List<TruthFile.Light> lights = truth.sources().stream()
                .filter(s -> seen.test(s.at()))
                .sorted(Comparator.comparingDouble(TruthFile.Light::rate).reversed())
                .toList();
        List<Row> rows = rows(mosaic.products().pointCatalog()).stream()
                .filter(r -> seen.test(r.at))
                .toList();
        double perRate = perRate(lights, rows, scale);
        List<Wanted> stars = new ArrayList<>();
        TruthFile.Light[] owner = new TruthFile.Light[rows.size()];
        for (TruthFile.Light light : lights) {
            int row = light.rate() * perRate < FAINTEST ? -1 : nearestFree(light, rows, owner, scale);
            if (row >= 0) {
                owner[row] = light;
            }
            if (light.star()) {
                stars.add(new Wanted(
                        light.mag(),
                        light.rate() * perRate,
                        clear(light.at(), light, truth.sources(), perRate),
                        row >= 0));
            }
        }
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < owner.length; i++) {
            Row row = rows.get(i);
            double mag = owner[i] != null ? owner[i].mag() : magAt(row.snr, stars);
            found.add(new Found(
                    mag, row.snr, row.flag, clear(row.at, owner[i], truth.sources(), perRate), owner[i] != null));
        }
        return new DetectionScore(stars, found);
    }

    /** @return fraction found among the stars with a property; NaN if there are none */
    public double completeness(Predicate<Wanted> which) {
        return stars.stream()
                .filter(which)
                .mapToInt(s -> s.found ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** @return fraction that is real among the catalog's sources with a property; NaN if there are none */
    public double purity(Predicate<Found> which) {
        return found.stream()
                .filter(which)
                .mapToInt(f -> f.real ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static boolean clear(SkyPoint at, TruthFile.Light itself, List<TruthFile.Light> lights, double perRate) {
        return lights.stream()
                .filter(other -> !other.equals(itself) && other.star())
                .allMatch(other -> {
                    double arcsec = distance(other.at(), at, 1 / 3600.0);
                    return WINGS * perRate * other.rate() / Math.max(1, arcsec * arcsec) < DARK;
                });
    }

    private static int nearestFree(TruthFile.Light light, List<Row> rows, TruthFile.Light[] owner, double scale) {
        int nearest = -1;
        double least = SAME;
        for (int i = 0; i < owner.length; i++) {
            double distance = distance(light.at(), rows.get(i).at, scale);
            if (owner[i] == null && distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private static double perRate(List<TruthFile.Light> lights, List<Row> rows, double scale) {
        double[] ratios = rows.stream()
                .filter(r -> r.snr > 20 && r.snr < 500)
                .mapToDouble(r -> lights.stream()
                        .filter(s -> s.star() && distance(s.at(), r.at, scale) < 1)
                        .mapToDouble(s -> r.snr / s.rate())
                        .min()
                        .orElse(Double.NaN))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return ratios[ratios.length / 2];
    }

    private static double magAt(double snr, List<Wanted> stars) {
        return stars.stream()
                .min(Comparator.comparingDouble(s -> Math.abs(Math.log(s.snr / snr))))
                .orElseThrow()
                .mag;
    }

    private static double distance(SkyPoint a, SkyPoint b, double scale) {
        return Math.hypot((a.ra() - b.ra()) * Math.cos(Math.toRadians(b.dec())), a.dec() - b.dec()) / scale;
    }

    private static List<Row> rows(Path catalog) {
        try {
            List<String[]> lines = Files.readAllLines(catalog).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 0))
                    .toList();
            List<String> names = Arrays.asList(lines.get(0));
            int flags = names.size() - 1;
            return lines.stream()
                    .skip(1)
                    .map(v -> new Row(
                            new SkyPoint(
                                    Double.parseDouble(v[names.indexOf("RA")]),
                                    Double.parseDouble(v[names.indexOf("DEC")])),
                            Double.parseDouble(v[names.indexOf("SNR")]),
                            Integer.parseInt(v[flags])))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
