package org.mosaicworkbench.simulate;

import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.visit.Detector;

/**
 * A filter together with its detector.
 *
 * @param detector the detector
 * @param name filter name, e.g. {@code F606W}
 * @param filterWheels filter wheel settings
 * @param pivot pivot wavelength, nm
 * @param width rms width, nm
 * @param abZero AB magnitude of a source that yields one electron per second
 */
public record Bandpass(Detector detector, String name, Wheels filterWheels, double pivot, double width, double abZero) {

    /**
     * The settings of the two filter wheels.
     *
     * @param first {@code FILTER1} of ACS, or {@code FILTER} of WFC3
     * @param second {@code FILTER2} of ACS; empty for WFC3
     */
    public record Wheels(String first, String second) {}

    /** Rms width in nm below which a filter isolates an emission line. */
    private static final double NARROW = 8;

    /** @return the filters available on a detector */
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
     * Finds one of a detector's filters by name.
     *
     * @throws BadInput if the detector has no such filter; the message lists the available filters
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

    /** @return the wheel settings in the format of the poller file: {@code F606W;CLEAR2S} */
    public String wheels() {
        return filterWheels.second().isEmpty()
                ? filterWheels.first()
                : filterWheels.first() + ";" + filterWheels.second();
    }

    /**
     * @return {@code PHOTFLAM}, erg/cm2/Angstrom per electron, computed from the AB zero point and the pivot wavelength
     */
    public double inverseSensitivity() {
        return Math.pow(10, -0.4 * (abZero + 5 * Math.log10(pivot * 10) + 2.408));
    }

    /** @return electrons per second from a source of the given AB magnitude in this filter */
    public double rate(double abMagnitude) {
        return Math.pow(10, 0.4 * (abZero - abMagnitude));
    }

    /**
     * The colour of a black body: its AB magnitude in this filter minus its AB magnitude at 550 nm, from Planck's law.
     *
     * @param kelvin black-body temperature, K
     */
    public double colour(double kelvin) {
        return -2.5 * Math.log10(planck(pivot, kelvin) / planck(550, kelvin));
    }

    /** Flux density of a black body per unit frequency, up to a constant factor. */
    private static double planck(double nm, double kelvin) {
        double x = 1.438777e7 / (nm * kelvin);
        return 1 / (nm * nm * nm * Math.expm1(x));
    }
}
