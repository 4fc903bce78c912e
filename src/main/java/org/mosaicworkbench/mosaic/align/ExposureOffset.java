package org.mosaicworkbench.mosaic.align;

/**
 * How far one exposure's pointing, as its header has it, is off against the visit's other exposures.
 *
 * @param rootname   nine characters
 * @param dx         how far along x the header places sources from where they are, pixels of the exposure at its
 *                   centre; an error of CRPIX1 by +2 gives +2
 * @param dy         likewise along y
 * @param shiftError one-sigma error of dx and of dy, pixels, at the exposure's centre, however far from it the sources
 *                   lie, and with the error of what it is compared with
 * @param roll       by how much the header's orientation is off, degrees, counter-clockwise on the sky with north up
 *                   and east left
 * @param rollError  one-sigma error of the roll, degrees; 0 where no roll was fitted
 * @param scale      the header's scale relative to the others'
 * @param sources    sources found on the exposure
 * @param matches    sources that the fit used
 * @param rms        of the fit's residuals, milliarcseconds
 * @param note       empty, or why the offset could not be measured (the numbers are NaN then) or that the exposure is
 *                   the one that the others were compared with, or the only one
 */
public record ExposureOffset(
        String rootname,
        double dx,
        double dy,
        double shiftError,
        double roll,
        double rollError,
        double scale,
        int sources,
        int matches,
        double rms,
        String note) {

    static ExposureOffset unknown(String rootname, int sources, String why) {
        return new ExposureOffset(
                rootname,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                sources,
                0,
                Double.NaN,
                why);
    }

    /** @return true where the offset was measured */
    public boolean measured() {
        return !Double.isNaN(dx);
    }
}
