package org.mosaicworkbench.simulate;

/** Draws scenes with the star densities of archive fields; {@link SceneMaker} describes each category. */
final class ArchiveScene {

    /**
     * Number of Gaia stars per square arcmin below which a scene has the star counts of intermediate galactic
     * latitudes.
     */
    private static final double SPARSE = 25;

    private static final double LISTED_BY_GAIA = 20.9;
    private static final double MOST_STARS = 400_000;
    /** Fraction of the galaxies that are close enough to be resolved into stars. */
    private static final double RESOLVED = 0.6;
    /**
     * AB magnitude at 550 nm of the faintest stars in resolved galaxies; {@link #RESOLVED_SLOPE} is the slope of the
     * stars' logarithmic counts per magnitude.
     */
    private static final double FAINTEST_RESOLVED = 27.5;

    private static final double RESOLVED_SLOPE = 0.35;
    /** Richness of typical observed galaxy clusters relative to the rich clusters of {@link World#WINDOWS}. */
    private static final double RICHNESS = 0.2;

    private final Rng rng;
    private final SceneMaker maker;
    private final double radius;
    private final double area;
    private final double pixel;

    /**
     * @param rng random numbers for this object's own draws
     * @param maker draws the components of the scene and collects them
     * @param geometry geometry of the whole field
     * @param radius radius around the target to fill with sources, arcsec
     * @param pixel nominal pixel scale, arcsec
     */
    ArchiveScene(Rng rng, SceneMaker maker, Geometry geometry, double radius, double pixel) {
        this.rng = rng;
        this.maker = maker;
        this.radius = radius;
        this.area = geometry.area();
        this.pixel = pixel;
    }

    /**
     * Draws a scene.
     *
     * @param density stars per square arcmin brighter than about G = 20.9
     */
    Scene of(Category category, double density) {
        Nebula nebula = null;
        Body body = null;
        switch (category) {
            case SPIRAL_GALAXY -> maker.spiral();
            case ELLIPTICAL_GALAXY -> maker.elliptical();
            case GALAXY_CLUSTER -> maker.galaxyCluster(RICHNESS);
            case NEBULA -> nebula = maker.gas();
            case SOLAR_SYSTEM -> body = maker.body();
            case CALIBRATION, FIELD_STARS -> maker.standardStar();
            case GLOBULAR_CLUSTER, OPEN_CLUSTER, DEEP_FIELD, PARALLEL_FIELD -> {}
        }
        if (category == Category.SPIRAL_GALAXY || category == Category.ELLIPTICAL_GALAXY) {
            starsOfGalaxy();
        }
        if (density < SPARSE) {
            maker.field(density / SceneMaker.usualDensity(LISTED_BY_GAIA), 0);
        } else {
            boolean cluster = category == Category.GLOBULAR_CLUSTER || category == Category.OPEN_CLUSTER;
            crowd(density, cluster ? rng.logUniform(0.4, 3) * radius : 20 * radius);
        }
        return maker.finished(category, nebula, body);
    }

    private void starsOfGalaxy() {
        if (rng.uniform() >= RESOLVED) {
            return;
        }
        int n = (int) (rng.logUniform(150, 12000) * area / 3600);
        double scale = radius * rng.uniform(0.3, 0.8);
        for (int i = 0; i < n; i++) {
            double v = FAINTEST_RESOLVED + Math.log10(Math.max(rng.uniform(), 1e-3)) / RESOLVED_SLOPE;
            double kelvin = rng.uniform() < 0.3 ? rng.logUniform(8000, 25000) : rng.uniform(3500, 5000);
            maker.star(scale * rng.gaussian(), scale * rng.gaussian(), v, kelvin, 0, 0);
        }
    }

    /** Adds old stars at a single distance; a wide core spreads them evenly. */
    private void crowd(double density, double core) {
        double modulus = rng.uniform(13, 18);
        double all = density / SceneMaker.oldShare(LISTED_BY_GAIA - modulus) / 3600;
        double square = Math.min(MOST_STARS / (4 * radius * radius), all);
        maker.globular(modulus, square * pixel * pixel, core, rng.uniform(0, 0.5) * radius);
    }
}
