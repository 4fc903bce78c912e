package org.mosaicworkbench.simulate;

import java.util.EnumMap;
import java.util.Map;
import org.mosaicworkbench.visit.Detector;

/**
 * Detector properties that only the simulation needs. Electronics and rates follow the ACS and WFC3 instrument
 * handbooks. {@link Geometry} holds the geometry of each chip and {@link Bandpass} the filters.
 *
 * @param pixelMicrons side of a pixel on the chip, micrometres
 * @param yAxisFromV3 angle from the telescope's V3 axis to the y axis of the undistorted frame, degrees east of north
 * @param years years of operation
 * @param electronics properties of the electronics
 * @param pupilSeed seed of the wavefront errors
 */
record SimulatedDetector(
        double pixelMicrons, double yAxisFromV3, Years years, Electronics electronics, long pupilSeed) {

    private static final double ACS_BEGAN = 52350;
    private static final double HRC_ENDED = 54120;
    private static final double WFC3_BEGAN = 55050;
    private static final double LATELY = 60300;

    private static final Map<Detector, SimulatedDetector> ALL = new EnumMap<>(Detector.class);

    static {
        for (Detector detector : Detector.values()) {
            ALL.put(detector, make(detector));
        }
    }

    /**
     * An interval of modified Julian dates.
     *
     * @param from first day
     * @param to last day
     */
    record Years(double from, double to) {}

    /**
     * The properties that determine the conversion of photons to counts.
     *
     * @param gain electrons per count
     * @param fullWell electrons at which a pixel saturates
     * @param dark dark current, electrons per second per pixel
     * @param diffusion rms charge diffusion before collection, pixels
     * @param hotFraction fraction of pixels with an elevated dark current
     */
    record Electronics(double gain, double fullWell, double dark, double diffusion, double hotFraction) {}

    static SimulatedDetector of(Detector detector) {
        return ALL.get(detector);
    }

    private static SimulatedDetector make(Detector detector) {
        return switch (detector) {
            case HRC ->
                new SimulatedDetector(
                        21, 0, new Years(ACS_BEGAN, HRC_ENDED), new Electronics(2.216, 165000, 0.0012, 0.37, 0.004), 1);
            case SBC ->
                new SimulatedDetector(
                        25,
                        0,
                        new Years(ACS_BEGAN, LATELY),
                        new Electronics(1, Double.POSITIVE_INFINITY, 1.2e-5, 0.35, 0),
                        2);
            case WFC ->
                new SimulatedDetector(
                        15, 180, new Years(ACS_BEGAN, LATELY), new Electronics(2.02, 84700, 0.004, 0.34, 0.012), 3);
            case UVIS ->
                new SimulatedDetector(
                        15, 45, new Years(WFC3_BEGAN, LATELY), new Electronics(1.56, 72000, 0.002, 0.31, 0.008), 4);
            case IR ->
                new SimulatedDetector(
                        18, 45, new Years(WFC3_BEGAN, LATELY), new Electronics(2.5, 78000, 0.048, 0.20, 0.006), 5);
        };
    }

    /** @return the area of a pixel on the chip, square centimetres */
    double pixelArea() {
        return pixelMicrons * pixelMicrons * 1e-8;
    }
}
