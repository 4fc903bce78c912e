package org.mosaicworkbench.simulate;

/**
 * The astrometric solution in the headers of a visit's exposures, with the residuals relative to the reference catalog.
 *
 * @param solution part of {@code WCSNAME} that follows the name of the distortion: {@code -FIT_REL_GAIAeDR3} for
 *     exposures fitted to the catalog one group at a time, {@code -GSC240} for corrected guide-star coordinates, or an
 *     empty string
 * @param matches {@code NMATCHES} of that solution; 0 omits the keywords of a fit
 * @param rmsRa residuals along right ascension, mas
 * @param rmsDec residuals along declination, mas
 * @param catalog quality of the reference catalog
 */
record SkyTie(String solution, int matches, double rmsRa, double rmsDec, Quality catalog) {

    /**
     * The quality of a reference catalog.
     *
     * @param beyond rms disagreement per axis between stars and catalog beyond the catalog's stated errors, mas:
     *     residual distortion, and centroiding errors in undersampled and saturated images
     * @param neighbours number of brighter listed neighbours within 5 arcsec at which a star is no longer listed
     */
    record Quality(double beyond, int neighbours) {

        /** Only the stated errors, and Gaia's maximum density of 1,050,000 sources per square degree. */
        static final Quality STATED = new Quality(0, 3);
    }

    /** Coordinates from the guide stars, and a catalog with only its stated errors. */
    static final SkyTie PLAIN = new SkyTie("", 0, 0, 0, Quality.STATED);
}
