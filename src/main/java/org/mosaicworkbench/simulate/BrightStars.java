package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Foreground stars so bright that their charge bleeds along the columns of a CCD: one to three stars, each of which
 * yields 30 to 3,000 times the full well of a pixel in a typical exposure.
 */
final class BrightStars {

    private static final int MOST = 3;
    private static final double[] WELLS = {30, 3000};

    private BrightStars() {}

    /**
     * Adds bright foreground stars to a scene.
     *
     * @param bandpass filter in which the stars saturate
     * @param seconds typical exposure time, seconds
     * @param geometry geometry of the field
     */
    static Scene before(Scene scene, Bandpass bandpass, double seconds, Geometry geometry, Rng rng) {
        TangentPlane plane = new TangentPlane(scene.target());
        double well = SimulatedDetector.of(bandpass.detector()).electronics().fullWell();
        double radius = 0.6 * geometry.radius();
        List<Star> stars = new ArrayList<>(scene.stars());
        int count = 1 + rng.below(MOST);
        for (int i = 0; i < count; i++) {
            double kelvin = rng.uniform(3500, 8000);
            double rate = well * rng.logUniform(WELLS[0], WELLS[1]) / seconds;
            double magnitude = bandpass.abZero() - 2.5 * Math.log10(rate) - bandpass.colour(kelvin);
            stars.add(new Star(
                    plane.sky(rng.uniform(-radius, radius), rng.uniform(-radius, radius)),
                    magnitude,
                    kelvin,
                    8 * rng.gaussian(),
                    8 * rng.gaussian()));
        }
        return new Scene(scene.target(), scene.name(), stars, scene.galaxies(), scene.nebula(), scene.body());
    }
}
