package org.mosaicworkbench.simulate;

import org.mosaicworkbench.sky.SkyPoint;

/**
 * The plan of one exposure.
 *
 * @param root rootname, nine characters
 * @param bandpass its filter
 * @param seconds exposure time, seconds; {@link #NOT_TAKEN} if the shutter stayed closed
 * @param start start of the exposure, modified Julian date
 * @param postarg dither offset along x and y, arcsec
 * @param pointing pointing of the telescope
 */
record ExposurePlan(
        String root, Bandpass bandpass, double seconds, double start, double[] postarg, TelescopePointing pointing) {

    /** Simulated exposure time if the shutter stayed closed, seconds: too short to collect any light. */
    static final double NOT_TAKEN = 1e-3;

    /** @return the exposure time in the header, seconds: 0 if the shutter stayed closed */
    double exptime() {
        return seconds <= NOT_TAKEN ? 0 : seconds;
    }

    /**
     * The commanded and the actual pointing of the telescope.
     *
     * @param target position of the target at mid-exposure
     * @param commanded pointing in the header
     * @param actual actual pointing of the telescope at mid-exposure
     * @param misalignment difference between the commanded and the actual pointing, excluding the error common to the
     *     visit
     * @param starTrail motion of the stars along x and y during the exposure, pixels
     * @param jitter rms jitter per axis, pixels
     */
    record TelescopePointing(
            SkyPoint target,
            Pointing commanded,
            Pointing actual,
            SimulatedMisalignment misalignment,
            double[] starTrail,
            double jitter) {}
}
