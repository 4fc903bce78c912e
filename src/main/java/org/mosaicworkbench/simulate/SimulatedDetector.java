package org.mosaicworkbench.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/**
 * Hubble's five imaging detectors that single-visit mosaics are made of. Electronics and rates follow the ACS and
 * WFC3 instrument handbooks; the geometry of each chip is {@link Geometry}'s.
 */
public enum SimulatedDetector {

    /** ACS High Resolution Channel, 1024 x 1024, 0.028 x 0.025 arcsec a pixel. */
    HRC("ACS", "HRC", 1, 0.025, 21, 0, new Electronics(4.71, 2.216, 165000, 0.0012, 0.37, 0.004)),
    /** ACS Solar Blind Channel, a photon counter without read noise or cosmic rays. */
    SBC("ACS", "SBC", 1, 0.03, 25, 0, new Electronics(0, 1, Double.POSITIVE_INFINITY, 1.2e-5, 0.35, 0)),
    /** ACS Wide Field Channel, two chips of 4096 x 2048, 0.05 arcsec a pixel. */
    WFC("ACS", "WFC", 2, 0.05, 15, 180, new Electronics(4.2, 2.02, 84700, 0.004, 0.34, 0.012)),
    /** WFC3 ultraviolet and visible channel, two chips of 4096 x 2051, 0.04 arcsec a pixel. */
    UVIS("WFC3", "UVIS", 2, 0.03962, 15, 45, new Electronics(3.1, 1.56, 72000, 0.002, 0.31, 0.008)),
    /** WFC3 infrared channel, 1014 x 1014, 0.135 x 0.121 arcsec a pixel, read many times up the ramp. */
    IR("WFC3", "IR", 1, 0.12825, 18, 45, new Electronics(12.5, 2.5, 78000, 0.048, 0.20, 0.006));

    /**
     * What happens between photon and number.
     *
     * @param readNoise   electrons rms; for IR the effective noise of a whole ramp
     * @param gain        electrons a count
     * @param fullWell    electrons at which a pixel is full
     * @param dark        electrons a second a pixel
     * @param diffusion   pixels rms by which charge spreads before it is collected
     * @param hotFraction share of pixels with a raised dark current
     */
    record Electronics(
            double readNoise, double gain, double fullWell, double dark, double diffusion, double hotFraction) {}

    private final String instrument;
    private final String keyword;
    private final int chips;
    private final double nominalScale;
    private final double pixelMicrons;
    private final double yAxisFromV3;
    private final Electronics electronics;

    SimulatedDetector(
            String instrument,
            String keyword,
            int chips,
            double nominalScale,
            double pixelMicrons,
            double yAxisFromV3,
            Electronics electronics) {
        this.instrument = instrument;
        this.keyword = keyword;
        this.chips = chips;
        this.nominalScale = nominalScale;
        this.pixelMicrons = pixelMicrons;
        this.yAxisFromV3 = yAxisFromV3;
        this.electronics = electronics;
    }

    /**
     * A detector by its name.
     *
     * @param name in any case
     * @throws BadInput for a name that is none, with the names that are
     */
    public static SimulatedDetector named(String name) {
        return Arrays.stream(values())
                .filter(d -> d.label().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadInput("detector is '" + name + "'; it must be one of "
                        + Arrays.stream(values()).map(SimulatedDetector::label).collect(Collectors.joining(", "))));
    }

    /** @return the name in tables and file names: {@code hrc} */
    public String label() {
        return keyword.toLowerCase(Locale.ROOT);
    }

    /** @return {@code INSTRUME}: ACS or WFC3 */
    public String instrument() {
        return instrument;
    }

    /** @return how many chips, 1 or 2 */
    public int chips() {
        return chips;
    }

    /** @return {@code IDCSCALE}, arcsec: the side of the square pixel to which surface brightness refers */
    public double nominalScale() {
        return nominalScale;
    }

    /** @return the filters it can be used with */
    public List<Bandpass> filters() {
        return Bandpass.all(this);
    }

    /**
     * One of its filters.
     *
     * @throws BadInput when it has no such filter, with those it has
     */
    public Bandpass filter(String name) {
        List<Bandpass> all = filters();
        return all.stream()
                .filter(b -> b.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new BadInput("filter is '" + name + "'; " + label() + " has "
                        + all.stream().map(Bandpass::name).collect(Collectors.joining(", "))));
    }

    /** @return {@code flc} for the detectors whose charge transfer is corrected, {@code flt} for the others */
    public String product() {
        return chips == 2 ? "flc" : "flt";
    }

    /** @return true for IR, whose pixels are read without being emptied and whose images are electrons a second */
    boolean ramp() {
        return this == IR;
    }

    /** @return true where charged particles leave tracks in the calibrated exposure */
    boolean cosmicRays() {
        return this != SBC && this != IR;
    }

    Electronics electronics() {
        return electronics;
    }

    /** @return the area of a pixel on the detector, square centimetres */
    double pixelArea() {
        return pixelMicrons * pixelMicrons * 1e-8;
    }

    double pixelMicrons() {
        return pixelMicrons;
    }

    /** @return degrees from the telescope's V3 axis to the y axis of the undistorted frame, east of north */
    double yAxisFromV3() {
        return yAxisFromV3;
    }
}
