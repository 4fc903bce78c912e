package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.visit.Detector;

/**
 * Draws scenes. Source counts follow observed number counts and luminosity functions, scaled to the detector's field.
 * If a small field would contain almost no sources of its category, a richer field is drawn.
 */
final class SceneMaker {

    /** Stars per square arcmin per magnitude at V = 14, 15 ... 27, as at intermediate galactic latitudes. */
    private static final double[] FIELD_COUNTS = {
        0.2, 0.28, 0.38, 0.5, 0.7, 0.95, 1.2, 1.5, 1.8, 2.1, 2.3, 2.4, 2.4, 2.2
    };

    private static final double FIELD_BRIGHTEST = 14;
    /**
     * Relative numbers of stars per magnitude in an old cluster's core, starting at absolute magnitude -2: giants,
     * clump, turn-off, main sequence.
     */
    private static final double[] OLD_CLUSTER = {0.4, 1.2, 5, 4, 7, 27, 105, 150, 155, 150, 145, 140, 130, 110};

    private static final double OLD_BRIGHTEST = -2;
    /** Relative numbers of stars per magnitude in a young cluster, starting at absolute magnitude -3. */
    private static final double[] YOUNG_CLUSTER = {0.3, 0.6, 1.2, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 12};

    private static final double YOUNG_BRIGHTEST = -3;
    private static final double FEWEST = 40;

    private final Rng rng;
    private final Detector detector;
    private final double radius;
    private final double area;
    private final boolean ultraviolet;
    private final SkyPoint target;
    private final TangentPlane plane;
    private final List<Star> stars = new ArrayList<>();
    private final List<Galaxy> galaxies = new ArrayList<>();

    /**
     * @param radius radius around the target to fill with sources, arcsec
     * @param shortest pivot wavelength of the bluest filter, nm
     */
    SceneMaker(Rng rng, Geometry geometry, Detector detector, double radius, double shortest, SkyPoint target) {
        this.rng = rng;
        this.detector = detector;
        this.radius = radius;
        this.area = geometry.area();
        this.ultraviolet = shortest < 300;
        this.target = target;
        this.plane = new TangentPlane(target);
    }

    Scene scene(Category category) {
        Nebula nebula = null;
        Body body = null;
        switch (category) {
            case FIELD_STARS -> field(rng.logUniform(3, 30), FEWEST);
            case OPEN_CLUSTER -> openCluster();
            case GLOBULAR_CLUSTER ->
                globular(
                        rng.uniform(13.2, 15.5),
                        rng.logUniform(0.002, 0.008),
                        rng.logUniform(0.4, 3) * radius,
                        rng.uniform(0, 1.2) * radius);
            case SPIRAL_GALAXY -> spiral();
            case ELLIPTICAL_GALAXY -> elliptical();
            case GALAXY_CLUSTER -> galaxyCluster(1);
            case NEBULA -> nebula = nebula();
            case SOLAR_SYSTEM -> body = body();
            case CALIBRATION -> standardStar();
            case DEEP_FIELD, PARALLEL_FIELD -> {}
        }
        if (category != Category.FIELD_STARS) {
            field(category == Category.CALIBRATION ? 0.5 : 1, 0);
        }
        return finished(category, nebula, body);
    }

    Scene finished(Category category, Nebula nebula, Body body) {
        if (category != Category.SOLAR_SYSTEM) {
            faintGalaxies();
        }
        String number = String.format(Locale.ROOT, "%d", 100 + rng.below(8900));
        return new Scene(
                target,
                category.prefix() + number,
                stars,
                galaxies,
                Optional.ofNullable(nebula),
                Optional.ofNullable(body));
    }

    /** @return stars per square arcmin down to a magnitude, as at intermediate galactic latitudes */
    static double usualDensity(double faintest) {
        return brighter(FIELD_COUNTS, faintest - FIELD_BRIGHTEST);
    }

    /** @return the fraction of an old cluster's stars brighter than an absolute magnitude */
    static double oldShare(double magnitude) {
        return brighter(OLD_CLUSTER, magnitude - OLD_BRIGHTEST) / brighter(OLD_CLUSTER, OLD_CLUSTER.length);
    }

    private static double brighter(double[] counts, double magnitudes) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * Math.max(0, Math.min(1, magnitudes - i));
        }
        return sum;
    }

    /** @return a scene with only the stars and galaxies drawn so far */
    Scene made(String name) {
        return new Scene(target, name, stars, galaxies, Optional.empty(), Optional.empty());
    }

    /**
     * Adds Milky Way stars at {@code richness} times the counts at intermediate latitudes, with at least {@code fewest}
     * stars expected in the field.
     */
    void field(double richness, double fewest) {
        double total = 0;
        for (double c : FIELD_COUNTS) {
            total += c;
        }
        double wanted = Math.max(richness * total * area / 3600, fewest);
        double perArea = wanted / area;
        int n = (int) rng.poisson(perArea * 4 * radius * radius);
        double[] drift = {rng.uniform(-6, 6), rng.uniform(-6, 6)};
        for (int i = 0; i < n; i++) {
            double v = fromCounts(FIELD_COUNTS, FIELD_BRIGHTEST);
            double kelvin = hot(v < 19 ? rng.uniform(3600, 7000) : 3000 + 2800 * rng.uniform() * rng.uniform());
            star(
                    rng.uniform(-radius, radius),
                    rng.uniform(-radius, radius),
                    v,
                    kelvin,
                    drift[0] + 5 * rng.gaussian(),
                    drift[1] + 5 * rng.gaussian());
        }
    }

    /**
     * Adds an old cluster.
     *
     * @param modulus apparent minus absolute magnitude
     * @param perPixel central density: stars of all magnitudes per pixel of the nominal scale
     * @param core core radius, arcsec: the density falls as 1 / (1 + (r / core)^2) (the modified Hubble profile)
     * @param off distance from the target to the cluster's centre, arcsec
     */
    void globular(double modulus, double perPixel, double core, double off) {
        double direction = rng.uniform(0, 2 * Math.PI);
        double cx = off * Math.cos(direction);
        double cy = off * Math.sin(direction);
        double[] drift = {rng.uniform(-8, 8), rng.uniform(-8, 8)};
        int n = (int) rng.poisson(perPixel / (detector.nominalScale() * detector.nominalScale()) * 4 * radius * radius);
        for (int i = 0; i < n; i++) {
            double x = rng.uniform(-radius, radius);
            double y = rng.uniform(-radius, radius);
            double r = Math.hypot(x - cx, y - cy) / core;
            if (rng.uniform() < 1 / (1 + r * r)) {
                double m = fromCounts(OLD_CLUSTER, OLD_BRIGHTEST);
                star(
                        x,
                        y,
                        m + modulus,
                        hot(oldKelvin(m)),
                        drift[0] + 0.5 * rng.gaussian(),
                        drift[1] + 0.5 * rng.gaussian());
            }
        }
    }

    private double oldKelvin(double m) {
        if (m > 0.3 && m < 0.9 && rng.uniform() < 0.5) {
            return rng.uniform(5000, 9000);
        }
        double kelvin = m < 3.6 ? 4100 + 280 * (m + 2) : Math.max(3100, 6200 - 330 * (m - 3.6));
        return kelvin + 60 * rng.gaussian();
    }

    private void openCluster() {
        double modulus = rng.uniform(9.5, 12.5);
        double core = radius * rng.uniform(0.3, 0.9);
        double[] drift = {rng.uniform(-10, 10), rng.uniform(-10, 10)};
        int n = (int) Math.max(1.5 * FEWEST, rng.uniform(30, 90) * area / 3600);
        for (int i = 0; i < n; i++) {
            double m;
            do {
                m = fromCounts(YOUNG_CLUSTER, YOUNG_BRIGHTEST);
            } while (m + modulus < 12);
            double kelvin = m < 4 ? 5900 * Math.pow(10, 0.09 * (4 - m)) : Math.max(3000, 5900 - 420 * (m - 4));
            star(
                    core * rng.gaussian(),
                    core * rng.gaussian(),
                    m + modulus,
                    kelvin,
                    drift[0] + 0.6 * rng.gaussian(),
                    drift[1] + 0.6 * rng.gaussian());
        }
        field(4, FEWEST);
    }

    void spiral() {
        double re = radius * rng.uniform(0.22, 0.45);
        double ratio = rng.uniform(0.35, 0.95);
        double angle = rng.uniform(0, 180);
        double pitch = rng.uniform(12, 26);
        double x = radius * 0.12 * rng.gaussian();
        double y = radius * 0.12 * rng.gaussian();
        SkyPoint at = plane.sky(x, y);
        double disc = rng.uniform(20.6, 21.8) - 2.5 * Math.log10(2 * Math.PI * re * re * ratio);
        galaxies.add(new Galaxy(at, disc, 5800, new Galaxy.Sersic(1, re, ratio, angle, pitch)));
        galaxies.add(new Galaxy(
                at, disc + rng.uniform(1.2, 2.5), 4700, new Galaxy.Sersic(2.5, re * 0.18, 0.5 + ratio / 2, angle, 0)));
        double twist = 1 / Math.tan(Math.toRadians(pitch));
        int clumps = (int) rng.uniform(120, 350);
        for (int i = 0; i < clumps; i++) {
            double r = 0.35 + 1.6 * rng.uniform();
            double phi = twist * Math.log(r + 0.05) + Math.PI * rng.below(2) + 0.28 * rng.gaussian();
            double major = re * r * Math.cos(phi);
            double minor = re * r * Math.sin(phi) * ratio;
            double s = Math.sin(Math.toRadians(angle));
            double c = Math.cos(Math.toRadians(angle));
            star(
                    x + major * s + minor * c,
                    y + major * c - minor * s,
                    disc + 5.5 + 4 * Math.sqrt(rng.uniform()),
                    rng.logUniform(7000, 22000),
                    0,
                    0);
        }
    }

    void elliptical() {
        double re = radius * rng.uniform(0.12, 0.3);
        double ratio = rng.uniform(0.6, 0.98);
        double angle = rng.uniform(0, 180);
        double v = rng.uniform(20.8, 21.8) - 2.5 * Math.log10(2 * Math.PI * re * re * ratio);
        double x = radius * 0.12 * rng.gaussian();
        double y = radius * 0.12 * rng.gaussian();
        galaxies.add(new Galaxy(plane.sky(x, y), v, 4600, new Galaxy.Sersic(4, re, ratio, angle, 0)));
        int clusters = (int) rng.uniform(60, 220);
        for (int i = 0; i < clusters; i++) {
            double r = 1.5 * re * Math.sqrt(1 / Math.pow(1 - 0.9 * rng.uniform(), 1.3) - 1);
            double phi = rng.uniform(0, 2 * Math.PI);
            star(
                    x + r * Math.cos(phi),
                    y + r * Math.sin(phi),
                    24.3 + 1.3 * rng.gaussian(),
                    rng.uniform(4400, 5600),
                    0,
                    0);
        }
    }

    /** @param richness number of members relative to a rich cluster */
    void galaxyCluster(double richness) {
        double bcg = rng.uniform(17.3, 18.8);
        double re = Math.min(4.5, radius * 0.12);
        galaxies.add(
                new Galaxy(target, bcg, 4100, new Galaxy.Sersic(4, re, rng.uniform(0.6, 0.9), rng.uniform(0, 180), 0)));
        int n = (int) Math.max(35, 0.03 * richness * area * rng.uniform(0.5, 1.2));
        double core = Math.max(8, 0.35 * radius);
        for (int i = 0; i < Math.min(n, 700); i++) {
            double v = bcg + 0.8 + 6.2 * Math.pow(rng.uniform(), 0.55);
            boolean early = rng.uniform() < 0.75;
            double size = 0.6 * Math.pow(10, -0.12 * (v - 20)) * rng.uniform(0.6, 1.5);
            galaxies.add(new Galaxy(
                    plane.sky(core * rng.gaussian(), core * rng.gaussian()),
                    v,
                    early ? 4100 - 40 * (v - 20) : rng.uniform(5000, 7500),
                    new Galaxy.Sersic(
                            early ? rng.uniform(2, 4) : 1,
                            size,
                            rng.uniform(0.35, 1),
                            rng.uniform(0, 180),
                            early || v > 22 ? 0 : rng.uniform(12, 25))));
        }
        int arcs = 2 + rng.below(6);
        double einstein = radius * rng.uniform(0.25, 0.5);
        for (int i = 0; i < arcs; i++) {
            double phi = rng.uniform(0, 2 * Math.PI);
            double r = einstein * rng.uniform(0.8, 1.2);
            galaxies.add(new Galaxy(
                    plane.sky(r * Math.sin(phi), r * Math.cos(phi)),
                    rng.uniform(22.3, 24.5),
                    9000,
                    new Galaxy.Sersic(
                            1,
                            rng.uniform(0.8, 2),
                            rng.uniform(0.06, 0.15),
                            Math.toDegrees(phi) + 90 + 6 * rng.gaussian(),
                            0)));
        }
    }

    private Nebula nebula() {
        field(4, 1.5 * FEWEST);
        return gas();
    }

    Nebula gas() {
        return new Nebula(rng.bits(), rng.uniform(20.3, 21.8), radius * rng.uniform(0.5, 1));
    }

    Body body() {
        double rate = rng.logUniform(0.0005, 0.008);
        double direction = rng.uniform(0, 2 * Math.PI);
        double east = rate * Math.cos(direction);
        double north = rate * Math.sin(direction);
        double angle = rng.uniform(0, 360);
        return switch (rng.below(3)) {
            case 0 ->
                new Body(
                        Body.Kind.PLANET,
                        rng.uniform(16, 18.5),
                        Math.min(18, radius * rng.uniform(0.15, 0.4)),
                        east,
                        north,
                        angle);
            case 1 -> new Body(Body.Kind.ASTEROID, rng.uniform(18, 22), 0, east, north, angle);
            default ->
                new Body(Body.Kind.COMET, rng.uniform(15, 17.5), radius * rng.uniform(0.1, 0.3), east, north, angle);
        };
    }

    void standardStar() {
        double direction = rng.uniform(0, 2 * Math.PI);
        double off = detector.chips() == 2 ? 0.4 * radius : 0;
        star(
                off * Math.cos(direction) + 0.02 * radius * rng.gaussian(),
                off * Math.sin(direction) + 0.02 * radius * rng.gaussian(),
                rng.uniform(13.5, 17),
                rng.uniform(9000, 30000),
                20 * rng.gaussian(),
                20 * rng.gaussian());
    }

    /**
     * Adds faint background galaxies: their number rises by a factor of 10^0.32 per magnitude, while their size falls.
     */
    private void faintGalaxies() {
        double perArcmin = 85;
        int n = (int) rng.poisson(perArcmin * 4 * radius * radius / 3600);
        for (int i = 0; i < n; i++) {
            double v = 27 + Math.log10(Math.max(rng.uniform(), 1e-4)) / 0.32;
            double size = Math.max(0.06, 0.35 * Math.pow(10, -0.11 * (v - 23)) * Math.exp(0.35 * rng.gaussian()));
            boolean early = rng.uniform() < 0.2;
            galaxies.add(new Galaxy(
                    plane.sky(rng.uniform(-radius, radius), rng.uniform(-radius, radius)),
                    v,
                    early ? 3800 : rng.uniform(4800, 11000),
                    new Galaxy.Sersic(
                            early ? 4 : 1,
                            size,
                            rng.uniform(0.25, 1),
                            rng.uniform(0, 180),
                            early || v > 23 ? 0 : rng.uniform(12, 25))));
        }
    }

    void star(double xi, double eta, double v, double kelvin, double pmRa, double pmDec) {
        stars.add(new Star(plane.sky(xi, eta), v, kelvin, pmRa, pmDec));
    }

    /**
     * Makes some stars hot: white dwarfs, blue stragglers, the blue end of a horizontal branch. Ultraviolet programmes
     * choose fields with such stars.
     */
    private double hot(double kelvin) {
        return rng.uniform() < (ultraviolet ? 0.3 : 0.015) ? rng.logUniform(9000, 28000) : kelvin;
    }

    /** Draws a magnitude from the counts per magnitude; the first count belongs to the brightest magnitude. */
    private double fromCounts(double[] counts, double brightest) {
        double total = 0;
        for (double c : counts) {
            total += c;
        }
        double u = rng.uniform() * total;
        int i = 0;
        while (i < counts.length - 1 && u > counts[i]) {
            u -= counts[i];
            i++;
        }
        return brightest + i + u / counts[i];
    }
}
