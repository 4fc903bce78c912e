package org.mosaicworkbench.mosaic.align;

/**
 * The result of fitting a visit's sources to a reference catalog.
 *
 * @param catalog  the catalog's name, for instance {@code GAIAeDR3}; empty if there is no catalog
 * @param accepted true if the fit was good enough to be used
 * @param matches  number of sources in the fit; 0 if there was no fit
 * @param rmsRa    root mean square of the residuals along right ascension, milliarcseconds; NaN if there was no fit
 * @param rmsDec   root mean square of the residuals along declination, milliarcseconds; NaN if there was no fit
 * @param note     why the fit was not accepted; empty if it was
 */
public record ReferenceFit(String catalog, boolean accepted, int matches, double rmsRa, double rmsDec, String note) {

    static ReferenceFit none(String catalog, String why) {
        return new ReferenceFit(catalog, false, 0, Double.NaN, Double.NaN, why);
    }
}
