package org.mosaicworkbench.mosaic.drizzle;

import java.util.Arrays;
import java.util.Locale;
import org.mosaicworkbench.io.BadInput;

/**
 * What the processing of a single visit takes from the detector. The plate scales are those of the products
 * ({@code final_scale}); the good data-quality bits are {@code final_bits} of drizzlepac's parameter files for single
 * visit mosaics ({@code pars/hap_pars/svm_parameters/<instrument>/<detector>/*_astrodrizzle_*.json}), the apertures
 * those of its {@code *_catalog_generation_all.json}. Full wells are those of the ACS and WFC3 instrument handbooks.
 */
public enum Instrument {

    /** ACS High Resolution Channel; warm pixels (64) count as good. */
    HRC(0.025, 64, 2.6, 0.03, 0.125, 155_000),
    /** ACS Solar Blind Channel; every flag is bad. */
    SBC(0.03, 0, 2.2, 0.07, 0.125, Double.POSITIVE_INFINITY),
    /** ACS Wide Field Channel; hot (16), warm (64) and saturated (256) pixels count as good. */
    WFC(0.05, 16 + 64 + 256, 2.1, 0.05, 0.15, 80_000),
    /** WFC3 ultraviolet and visible; hot (16), warm (64) and saturated (256) pixels count as good. */
    UVIS(0.04, 16 + 64 + 256, 2.0, 0.05, 0.15, 68_000),
    /** WFC3 infrared; hot (16) and bad flat (512) pixels count as good. */
    IR(0.128, 16 + 512, 1.5, 0.15, 0.45, Double.POSITIVE_INFINITY);

    /** The data-quality bit that marks a cosmic ray. */
    public static final int COSMIC_RAY = 4096;

    private final double scale;
    private final int goodBits;
    private final double starWidth;
    private final double smallAperture;
    private final double largeAperture;
    private final double fullWell;

    Instrument(
            double scale, int goodBits, double starWidth, double smallAperture, double largeAperture, double fullWell) {
        this.scale = scale;
        this.goodBits = goodBits;
        this.starWidth = starWidth;
        this.smallAperture = smallAperture;
        this.largeAperture = largeAperture;
        this.fullWell = fullWell;
    }

    /**
     * Looks a detector up.
     *
     * @param detector {@code hrc}, {@code sbc}, {@code wfc}, {@code uvis} or {@code ir}, in any case
     */
    public static Instrument of(String detector) {
        return Arrays.stream(values())
                .filter(i -> i.name().equalsIgnoreCase(detector))
                .findFirst()
                .orElseThrow(() -> new BadInput("the detector '" + detector + "' is not one of "
                        + Arrays.toString(values()).toLowerCase(Locale.ROOT)));
    }

    /** @return the side of a product's pixel in arcseconds */
    public double scale() {
        return scale;
    }

    /** @return the usual full width at half maximum of a star in pixels, of exposures as of products */
    public double starWidth() {
        return starWidth;
    }

    /** @return the radius of the smaller photometric aperture, {@code aperture_1}, in arcseconds */
    public double smallAperture() {
        return smallAperture;
    }

    /** @return the radius of the larger photometric aperture, {@code aperture_2}, in arcseconds */
    public double largeAperture() {
        return largeAperture;
    }

    /** @return the electrons at which a pixel saturates; infinite where counting or ramps know no such limit */
    public double fullWell() {
        return fullWell;
    }

    /** @return false where counting (SBC) or the fit of the ramp (IR) leaves no cosmic rays in an exposure */
    public boolean cosmicRaysInSingleExposures() {
        return this != SBC && this != IR;
    }

    /** @return how many chips the whole detector has */
    public int chips() {
        return this == WFC || this == UVIS ? 2 : 1;
    }

    /** @return the sum of the data-quality bits that do not make a pixel bad */
    public int goodBits() {
        return goodBits;
    }
}
