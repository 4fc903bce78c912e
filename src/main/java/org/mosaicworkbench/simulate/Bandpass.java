package org.mosaicworkbench.simulate;

import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.visit.Detector;

/**
 * A filter in front of a detector.
 *
 * @param detector the detector
 * @param name     {@code F606W}
 * @param filterWheels of the filter
 * @param pivot    pivot wavelength, nm
 * @param width    rms width, nm
 * @param abZero   AB magnitude of a source that gives one electron per second
 */
public record Bandpass(Detector detector, String name, Wheels filterWheels, double pivot, double width, double abZero) {

    /**
     * The settings of the two filter wheels.
     *
     * @param first {@code FILTER1} of ACS, or {@code FILTER} of WFC3
     * @param second {@code FILTER2} of ACS; empty for WFC3
     */
    public record Wheels(String first, String second) {}

    /** Below this width, nm, a filter is there for an emission line. */
    private static final double NARROW = 8;

    /** @return the filters that a detector can be used with */
    public static List<Bandpass> all(Detector detector) {
        return Resource.rows("filters.csv").stream()
                .filter(row -> row[0].equals(detector.label()))
                .map(r -> new Bandpass(
                        detector,
                        r[1],
                        new Wheels(r[2], r[3]),
                        Double.parseDouble(r[4]),
                        Double.parseDouble(r[5]),
                        Double.parseDouble(r[6])))
                .toList();
    }

    /**
     * One of a detector's filters.
     *
     * @throws BadInput if it has no such filter, with those it has
     */
    public static Bandpass of(Detector detector, String name) {
        List<Bandpass> all = all(detector);
        return all.stream()
                .filter(b -> b.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new BadInput("filter is '" + name + "'; " + detector.label() + " has "
                        + all.stream().map(Bandpass::name).collect(Collectors.joining(", "))));
    }

    /** @return true if the filter isolates an emission line */
    public boolean narrow() {
        return width < NARROW;
    }

    /** @return the wheels as the poller file joins them: {@code F606W;CLEAR2S} */
    public String wheels() {
        return filterWheels.second().isEmpty()
                ? filterWheels.first()
                : filterWheels.first() + ";" + filterWheels.second();
    }

    /** @return {@code PHOTFLAM}, erg/cm2/Angstrom for one electron, from the AB zero point and the pivot */
    public double inverseSensitivity() {
        return Math.pow(10, -0.4 * (abZero + 5 * Math.log10(pivot * 10) + 2.408));
    }

    /** @return electrons per second from a source of that AB magnitude in this filter */
    public double rate(double abMagnitude) {
        return Math.pow(10, 0.4 * (abZero - abMagnitude));
    }

    /**
     * The colour of a black body: its AB magnitude in this filter less that at 550 nm, by Planck's law.
     *
     * @param kelvin its temperature
     */
    public double colour(double kelvin) {
        return -2.5 * Math.log10(planck(pivot, kelvin) / planck(550, kelvin));
    }

    /** The energy in one unit of frequency, up to a factor. */
    private static double planck(double nm, double kelvin) {
        double x = 1.438777e7 / (nm * kelvin);
        return 1 / (nm * nm * nm * Math.expm1(x));
    }
}
