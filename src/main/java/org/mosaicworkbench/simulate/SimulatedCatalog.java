package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mosaicworkbench.visit.Detector;

/**
 * The Gaia sources around a target: stars down to G = 20.9, with the errors of the third data release (Gaia
 * Collaboration, Vallenari et al. 2023, A&amp;A 674, A1, table 4) propagated from 2016.0 to the visit, and no denser
 * than Gaia can resolve.
 */
final class SimulatedCatalog {

    private static final double FAINTEST = 20.9;
    private static final double BRIGHTEST = 3;
    /** The epoch of the catalog, 2016.0. */
    static final double EPOCH_MJD = 57388;

    private static final double RESOLUTION = 0.3;
    private static final double NEIGHBOURHOOD = 5;

    private static final double G_NM = 640;

    /**
     * A row of the catalog.
     *
     * @param ra degrees, at the epoch of the visit
     * @param dec degrees, at the epoch of the visit
     * @param mag G magnitude
     * @param sigma position error, mas per axis, at the epoch of the visit
     * @param pmRa measured proper motion, mas per year
     * @param pmDec measured proper motion, mas per year
     */
    record Entry(double ra, double dec, double mag, double sigma, double pmRa, double pmDec) {}

    private SimulatedCatalog() {}

    static List<Entry> of(Scene scene, double mjd, Rng rng) {
        return of(scene, mjd, SkyTie.Quality.STATED, rng);
    }

    /** @param quality errors beyond the listed {@code sigma}, and the allowed crowding */
    static List<Entry> of(Scene scene, double mjd, SkyTie.Quality quality, Rng rng) {
        TangentPlane plane = new TangentPlane(scene.target());
        List<double[]> bright = new ArrayList<>();
        for (Star star : scene.stars()) {
            double g = star.magnitude() + gColour(star.kelvin());
            if (g > BRIGHTEST && g < FAINTEST) {
                double[] at = plane.plane(star.at());
                bright.add(new double[] {g, at[0], at[1], star.pmRa(), star.pmDec()});
            }
        }
        bright.sort(Comparator.comparingDouble(s -> s[0]));
        double years = Math.abs(mjd - EPOCH_MJD) / 365.25;
        List<Entry> entries = new ArrayList<>();
        for (double[] s : apart(bright, quality.neighbours())) {
            double sigma2016 = error(s[0]);
            double sigma = Math.hypot(sigma2016, sigma2016 * 1.1 * years);
            double off = Math.hypot(sigma, quality.beyond()) / 1000;
            var sky = plane.sky(s[1] + off * rng.gaussian(), s[2] + off * rng.gaussian());
            entries.add(new Entry(
                    sky.ra(),
                    sky.dec(),
                    s[0] + 0.005 * rng.gaussian(),
                    sigma,
                    s[3] + sigma2016 * 1.1 * rng.gaussian(),
                    s[4] + sigma2016 * 1.1 * rng.gaussian()));
        }
        return entries;
    }

    /** @return the catalog as ECSV 1.0 text (Astropy Proposal for Enhancement 6) */
    @SuppressWarnings("OrphanedFormatString") // An ECSV file begins with a percent sign.
    static String ecsv(List<Entry> entries, double mjd) {
        StringBuilder out = new StringBuilder("# %ECSV 1.0\n# ---\n# datatype:\n");
        column(out, "RA", "deg", "right ascension at the epoch of the exposures");
        column(out, "DEC", "deg", "declination at the epoch of the exposures");
        column(out, "mag", "mag", "G magnitude");
        column(out, "pos_error", "mas", "standard error of either coordinate at that epoch");
        column(out, "pmra", "mas / yr", "proper motion in right ascension times cos(dec)");
        column(out, "pmdec", "mas / yr", "proper motion in declination");
        out.append("# meta: !!omap\n# - comments: ['Number of sources: ")
                .append(entries.size())
                .append("']\n");
        out.append("# - {catalog: GAIAeDR3}\n# - {simulated: true}\n");
        out.append(String.format(Locale.ROOT, "# - {epoch_mjd: %.5f}%n", mjd).replace(System.lineSeparator(), "\n"));
        out.append("# schema: astropy-2.0\nRA DEC mag pos_error pmra pmdec\n");
        for (Entry e : entries) {
            out.append(String.format(
                    Locale.ROOT, "%.10f %.10f %.4f %.4f %.4f %.4f\n", e.ra, e.dec, e.mag, e.sigma, e.pmRa, e.pmDec));
        }
        return out.toString();
    }

    private static void column(StringBuilder out, String name, String unit, String description) {
        out.append("# - {name: ")
                .append(name)
                .append(", unit: ")
                .append(unit)
                .append(", datatype: float64, description: '")
                .append(description)
                .append("'}\n");
    }

    /**
     * Processes the stars from brightest to faintest: omits a star if a brighter one is too close to resolve, or if it
     * already has the maximum number of listed neighbours.
     */
    private static List<double[]> apart(List<double[]> sorted, int most) {
        Map<Long, List<double[]>> cells = new HashMap<>();
        List<double[]> kept = new ArrayList<>();
        for (double[] star : sorted) {
            int near = 0;
            boolean blended = false;
            long cx = (long) Math.floor(star[1] / NEIGHBOURHOOD);
            long cy = (long) Math.floor(star[2] / NEIGHBOURHOOD);
            for (long y = cy - 1; y <= cy + 1; y++) {
                for (long x = cx - 1; x <= cx + 1; x++) {
                    for (double[] other : cells.getOrDefault(y * 1_000_003L + x, List.of())) {
                        double distance = Math.hypot(star[1] - other[1], star[2] - other[2]);
                        blended |= distance < RESOLUTION;
                        near += distance < NEIGHBOURHOOD ? 1 : 0;
                    }
                }
            }
            if (!blended && near < most) {
                kept.add(star);
                cells.computeIfAbsent(cy * 1_000_003L + cx, c -> new ArrayList<>())
                        .add(star);
            }
        }
        return kept;
    }

    /**
     * @return position error in 2016, mas per axis; to within 10 %, also the proper-motion error per axis, mas per year
     */
    private static double error(double g) {
        return g < 15 ? 0.025 : 0.025 * Math.pow(10, 0.236 * (g - 15));
    }

    private static double gColour(double kelvin) {
        return new Bandpass(Detector.WFC, "G", new Bandpass.Wheels("", ""), G_NM, 100, 25).colour(kelvin);
    }
}
