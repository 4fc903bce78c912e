package org.mosaicworkbench.diagnose;

import org.mosaicworkbench.maths.UncertainShift;

/**
 * The pointing error in one exposure's header, relative to the exposures that it is compared with. Signs are those of
 * the alignment in processing: an error of +2 in CRPIX1 gives a dx of +2.
 *
 * @param rootname the exposure's rootname, nine characters
 * @param filters joined as in the poller file
 * @param shift header position minus true position of sources, pixels of the exposure, at the centre of its first chip
 * @param sky the same error on the sky
 * @param sources number of sources used that other exposures also detected
 * @param finding whether the exposure agrees with the others
 */
public record ExposureShift(
        String rootname, String filters, UncertainShift shift, OnSky sky, int sources, Finding finding) {

    /**
     * The state of an exposure relative to the others.
     *
     * @param state whether the exposure agrees with the others
     * @param note why nothing was measured (the numbers are NaN then); empty otherwise
     */
    public record Finding(State state, String note) {}

    /**
     * The pointing error on the sky.
     *
     * @param east error of the position that the header assigns to a pixel, towards the east, arcseconds on the sky
     * @param north error of that position towards the north, arcseconds
     * @param error one-sigma error of {@code east} and {@code north}, the larger of the two, arcseconds
     * @param roll error of the header's orientation, degrees, counter-clockwise on the sky, east left
     * @param rollError one-sigma error of the roll, degrees
     */
    public record OnSky(double east, double north, double error, double roll, double rollError) {

        /** Significance required of a roll, standard errors. */
        private static final double SURE = 3;

        /** @return whether the roll is significant, given its standard error; false if it is not known */
        public boolean isRolled() {
            return Math.abs(roll) > SURE * rollError;
        }
    }

    /** The state of an exposure relative to the others. */
    public enum State {
        /** The exposure agrees with the reference exposures, or is one of them. */
        AGREES,
        /** The exposure is misaligned. */
        OFF,
        /** The exposure could not be compared. */
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final int SEVERAL = 6;
    private static final int MANY = 10;
    private static final double LOOSE = 0.15;

    static ExposureShift unknown(ExposureWithSources exposure, int sources, String why) {
        double no = Double.NaN;
        return new ExposureShift(
                exposure.name(),
                exposure.exposure().filters(),
                new UncertainShift(no, no, no, no, no),
                new OnSky(no, no, no, no, no),
                sources,
                new Finding(State.UNKNOWN, why));
    }

    /** @return true if it was measured */
    public boolean measured() {
        return finding.state() != State.UNKNOWN;
    }

    /**
     * @return whether it was measured to 0.15 pixels or better from at least 6 common sources; otherwise it may be a
     *         chance match
     */
    public boolean isMeasuredWell() {
        return sources >= SEVERAL && error() <= LOOSE;
    }

    /** @return whether it may be a chance match: not measured well, and from fewer than 10 sources */
    public boolean isWeak() {
        return sources < MANY && !isMeasuredWell();
    }

    /** @return the shift's length, pixels */
    public double size() {
        return shift.size();
    }

    /** @return the one-sigma error in the direction where it is largest, pixels */
    public double error() {
        return shift.error();
    }
}
