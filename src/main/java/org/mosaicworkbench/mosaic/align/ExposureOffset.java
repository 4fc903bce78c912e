package org.mosaicworkbench.mosaic.align;

/**
 * The pointing error in one exposure's header, relative to the visit's other exposures.
 *
 * @param rootname nine characters
 * @param shift the offset of the exposure's sources caused by its header
 * @param roll the error of the header's orientation
 * @param scale the header's scale relative to the other exposures
 * @param fit the evidence for the offset
 * @param note the reason why the offset could not be measured (the values are then NaN), or a remark that the exposure
 *     is the reference or the only one; otherwise empty
 */
public record ExposureOffset(String rootname, Shift shift, Roll roll, double scale, Fit fit, String note) {

    /**
     * The offset between the source positions computed from the header and the true positions.
     *
     * @param dx error along x, pixels of the exposure at its centre: header position minus true position; an error of
     *     +2 in CRPIX1 gives +2
     * @param dy error along y, defined in the same way
     * @param error one-sigma error of dx and of dy, pixels, at the exposure's centre, even if the sources are far from
     *              it; includes the error of the reference
     */
    public record Shift(double dx, double dy, double error) {}

    /**
     * The error of the header's orientation.
     *
     * @param degrees the orientation's error, degrees, counter-clockwise on the sky with north up and east left
     * @param error one-sigma error of the roll, degrees; 0 if no roll was fitted
     */
    public record Roll(double degrees, double error) {}

    /**
     * The evidence for an offset.
     *
     * @param sources number of sources detected in the exposure
     * @param matches number of sources in the fit
     * @param rms root mean square of the fit's residuals, milliarcseconds
     */
    public record Fit(int sources, int matches, double rms) {}

    static ExposureOffset unknown(String rootname, int sources, String why) {
        return new ExposureOffset(
                rootname,
                new Shift(Double.NaN, Double.NaN, Double.NaN),
                new Roll(Double.NaN, Double.NaN),
                Double.NaN,
                new Fit(sources, 0, Double.NaN),
                why);
    }

    /** @return true if the offset was measured */
    public boolean measured() {
        return !Double.isNaN(shift.dx());
    }
}
