package org.mosaicworkbench.visit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/**
 * The imaging detectors of Hubble for which the archive has single-visit mosaics, with their properties. Each constant
 * is named after its value of the header keyword {@code DETECTOR}.
 *
 * <p>The scales of products ({@code final_scale}) and the good data-quality bits ({@code final_bits}) are taken from
 * drizzlepac's parameter files for single-visit mosaics
 * ({@code pars/hap_pars/svm_parameters/<instrument>/<detector>/*_astrodrizzle_*.json}), the apertures from its
 * {@code *_catalog_generation_all.json}. Full wells and read noise are taken from the ACS and WFC3 instrument
 * handbooks. PSF widths (FWHM) were measured on aligned simulated visits and are close to those in the handbooks.
 */
public enum Detector {

    /** ACS High Resolution Channel, 1024 x 1024; warm pixels (64) count as good. */
    HRC(Instrument.ACS, 1, Readout.CCD, 4.71, 0.025, new Products(0.025, 64, 2.6, 0.03, 0.125, 155_000)),
    /** ACS Solar Blind Channel, 1024 x 1024; every flag marks a bad pixel. */
    SBC(
            Instrument.ACS,
            1,
            Readout.PHOTON_COUNTER,
            0,
            0.03,
            new Products(0.03, 0, 2.2, 0.07, 0.125, Double.POSITIVE_INFINITY)),
    /**
     * ACS Wide Field Channel, two chips of 4096 x 2048; hot (16), warm (64) and saturated (256) pixels count as good.
     */
    WFC(Instrument.ACS, 2, Readout.CCD, 4.2, 0.05, new Products(0.05, 16 + 64 + 256, 2.1, 0.05, 0.15, 80_000)),
    /**
     * WFC3 ultraviolet and visible channel, two chips of 4096 x 2051; hot (16), warm (64) and saturated (256) pixels
     * count as good.
     */
    UVIS(Instrument.WFC3, 2, Readout.CCD, 3.1, 0.03962, new Products(0.04, 16 + 64 + 256, 2.0, 0.05, 0.15, 68_000)),
    /** WFC3 infrared channel, 1014 x 1014; hot (16) and bad flat (512) pixels count as good. */
    IR(
            Instrument.WFC3,
            1,
            Readout.RAMP,
            12.5,
            0.12825,
            new Products(0.128, 16 + 512, 1.5, 0.15, 0.45, Double.POSITIVE_INFINITY));

    /** The instruments. */
    public enum Instrument {
        /** Advanced Camera for Surveys. */
        ACS("j"),
        /** Wide Field Camera 3. */
        WFC3("i");

        private final String letter;

        Instrument(String letter) {
            this.letter = letter;
        }

        /** @return the first character of its exposures' names: {@code j} or {@code i} */
        public String letter() {
            return letter;
        }

        /** @return the name in tables and file names, for instance {@code acs} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the detector is read out. */
    public enum Readout {
        /** Charge is collected and read once: cosmic rays stay in the exposure. */
        CCD,
        /** Photons are counted one by one: no cosmic rays, no saturation. */
        PHOTON_COUNTER,
        /** Charge is read many times while it accumulates; the ramp fit rejects cosmic rays. */
        RAMP
    }

    /** The data-quality bit that marks a cosmic ray. */
    public static final int COSMIC_RAY = 4096;
    /**
     * The data-quality bits that mark a saturated pixel of a CCD: a full well, and a saturated analog-to-digital
     * converter.
     */
    public static final int SATURATED = 256 + 2048;

    private static final double MAS = 1000;
    /** The index, from 0, of the detector's name in a dataset's name split at underscores. */
    private static final int DETECTOR = 4;

    private record Products(
            double scale,
            int goodBits,
            double starWidth,
            double smallAperture,
            double largeAperture,
            double fullWell) {}

    private final Instrument instrument;
    private final int chips;
    private final Readout readout;
    private final double readNoise;
    private final double nominalScale;

    @SuppressWarnings("ImmutableEnumChecker") // Immutable: a record of numbers.
    private final Products products;

    Detector(
            Instrument instrument,
            int chips,
            Readout readout,
            double readNoise,
            double nominalScale,
            Products products) {
        this.instrument = instrument;
        this.chips = chips;
        this.readout = readout;
        this.readNoise = readNoise;
        this.nominalScale = nominalScale;
        this.products = products;
    }

    /**
     * Looks up a detector.
     *
     * @param name the detector's name in upper or lower case
     * @return empty for an unknown name
     */
    public static Optional<Detector> named(String name) {
        return Arrays.stream(values())
                .filter(d -> d.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /**
     * Returns a detector by its name.
     *
     * @param name the detector's name in upper or lower case
     * @throws BadInput for an unknown name; the message lists the valid ones
     */
    public static Detector of(String name) {
        return named(name).orElseThrow(() -> new BadInput("the detector '" + name + "' is not one of " + allLabels()));
    }

    /**
     * Returns the pixel scale of a mosaic.
     *
     * @param dataset the mosaic's name in the form of {@link DatasetName}
     * @return the scale in milliarcseconds per pixel; empty if the name has a different form
     */
    public static Optional<Double> pixelOf(String dataset) {
        String[] words = dataset.split("_", 0);
        return words.length > DETECTOR
                ? named(words[DETECTOR]).map(detector -> MAS * detector.productScale())
                : Optional.empty();
    }

    /** @return the names of all detectors, {@code hrc, sbc, wfc, uvis, ir} */
    public static String allLabels() {
        return Arrays.stream(values()).map(Detector::label).collect(Collectors.joining(", "));
    }

    /** @return the name in tables and file names, for instance {@code hrc} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return its instrument */
    public Instrument instrument() {
        return instrument;
    }

    /** @return the number of chips: 1 or 2 */
    public int chips() {
        return chips;
    }

    /** @return how the detector is read out */
    public Readout readout() {
        return readout;
    }

    /** @return the read noise of a pixel, electrons rms; for a ramp, its effective read noise */
    public double readNoise() {
        return readNoise;
    }

    /** @return whether cosmic rays leave tracks in individual calibrated exposures */
    public boolean cosmicRays() {
        return readout == Readout.CCD;
    }

    /** @return {@code flc} for the detectors whose charge transfer is corrected, {@code flt} for the others */
    public String exposureSuffix() {
        return chips == 2 ? "flc" : "flt";
    }

    /** @return {@code IDCSCALE}, arcsec: the side of the square pixel to which surface brightness refers */
    public double nominalScale() {
        return nominalScale;
    }

    /** @return the side of a product's pixel in arcsec */
    public double productScale() {
        return products.scale;
    }

    /** @return the typical FWHM of the PSF in pixels, for exposures and products alike */
    public double starWidth() {
        return products.starWidth;
    }

    /** @return the radius of the smaller photometric aperture, {@code aperture_1}, in arcsec */
    public double smallAperture() {
        return products.smallAperture;
    }

    /** @return the radius of the larger photometric aperture, {@code aperture_2}, in arcsec */
    public double largeAperture() {
        return products.largeAperture;
    }

    /** @return the full well of a pixel in electrons; infinite for detectors without such a limit */
    public double fullWell() {
        return products.fullWell;
    }

    /** @return the sum of the data-quality bits that do not make a pixel bad */
    public int goodBits() {
        return products.goodBits;
    }
}
