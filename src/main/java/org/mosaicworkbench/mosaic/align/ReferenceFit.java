package org.mosaicworkbench.mosaic.align;

/**
 * The result of fitting a visit's sources to a reference catalog.
 *
 * @param catalog  its name, {@code GAIAeDR3}; empty if there is none
 * @param accepted true if the fit was good enough to be used
 * @param matches  sources in the fit, 0 where there was none
 * @param rmsRa    of the residuals along right ascension, milliarcseconds; NaN if there was no fit
 * @param rmsDec   of the residuals along declination, milliarcseconds; NaN if there was no fit
 * @param note     empty, or why it was not accepted
 */
public record ReferenceFit(String catalog, boolean accepted, int matches, double rmsRa, double rmsDec, String note) {

    static ReferenceFit none(String catalog, String why) {
        return new ReferenceFit(catalog, false, 0, Double.NaN, Double.NaN, why);
    }
}
