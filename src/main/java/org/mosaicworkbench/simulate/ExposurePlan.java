package org.mosaicworkbench.simulate;

import org.mosaicworkbench.sky.SkyPoint;

/**
 * The plan of one exposure.
 *
 * @param root         nine characters
 * @param bandpass     its filter
 * @param seconds      exposure time; {@link #NOT_TAKEN} where the shutter stayed closed
 * @param start        modified Julian date
 * @param postarg      arcsec along x and y by which the field is dithered
 * @param pointing of the telescope
 */
record ExposurePlan(
        String root, Bandpass bandpass, double seconds, double start, double[] postarg, TelescopePointing pointing) {

    /** Exposure time of an exposure during which the shutter stayed closed: too short for any light. */
    static final double NOT_TAKEN = 1e-3;

    /** @return seconds, as the header has them: 0 if the shutter stayed closed */
    double exptime() {
        return seconds <= NOT_TAKEN ? 0 : seconds;
    }

    /**
     * Where the telescope should have pointed and did.
     *
     * @param target where the target is at the middle of the exposure
     * @param commanded what the header says
     * @param actual where the telescope pointed, at the middle of the exposure
     * @param misalignment how the two differ, less what is common to the visit
     * @param starTrail pixels along x and y that the stars moved during the exposure
     * @param jitter pixels rms an axis
     */
    record TelescopePointing(
            SkyPoint target,
            Pointing commanded,
            Pointing actual,
            SimulatedMisalignment misalignment,
            double[] starTrail,
            double jitter) {}
}
