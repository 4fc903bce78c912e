package org.mosaicworkbench.simulate;

/**
 * The astrometric solution in the headers of a visit's exposures, with the residuals to the reference catalog.
 *
 * @param solution     what follows the distortion in {@code WCSNAME}: {@code -FIT_REL_GAIAeDR3} for exposures that were
 *                     fitted to the catalog one group at a time, {@code -GSC240} for corrected guide stars, or nothing
 * @param matches      {@code NMATCHES} of that solution; 0 leaves the keywords of a fit out
 * @param rmsRa        its residuals along right ascension, mas
 * @param rmsDec       its residuals along declination, mas
 * @param catalog      how good it is
 */
record SkyTie(String solution, int matches, double rmsRa, double rmsDec, Quality catalog) {

    /**
     * How good a reference catalog is.
     *
     * @param beyond     mas rms an axis by which stars and catalog disagree beyond the catalog's stated errors: what is
     *                   left of the distortion, and the errors of centroids in undersampled and saturated images
     * @param neighbours listed within 5 arcsec that leave no room for another star
     */
    record Quality(double beyond, int neighbours) {

        /** No errors but those that are stated, and the density to which Gaia can go, 1,050,000 a square degree. */
        static final Quality STATED = new Quality(0, 3);
    }

    /** Coordinates as the guide stars gave them, and a catalog with no errors but those that it states. */
    static final SkyTie PLAIN = new SkyTie("", 0, 0, 0, Quality.STATED);
}
