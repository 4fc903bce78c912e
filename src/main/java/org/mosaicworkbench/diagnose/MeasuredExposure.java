package org.mosaicworkbench.diagnose;

import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.maths.UncertainShift;

/**
 * The alignment of one exposure relative to the others, as in one line of an {@link ExposureTable}. Offsets are in
 * pixels along the axes of the mosaic.
 *
 * @param shift source positions in this exposure's image minus those in the other exposures' images; NaN and a note if
 *                   it was not compared
 * @param spread root mean square distance of its pixels from their centre, pixels; multiplied by a roll in radians, it
 *     gives the root mean square displacement
 * @param rms root mean square of the residuals of common sources, along an axis, pixels
 * @param trail length by which its stars are trailed beyond the point-spread function, pixels; NaN if there are too few
 *                   stars
 * @param trailError one-sigma error of the trail, pixels
 */
public record MeasuredExposure(ExposureShift shift, double spread, double rms, double trail, double trailError) {

    /** The columns of the table; {@code index} is the exposure's dataset. */
    static final List<String> COLUMNS = List.of(
            "index",
            "exposure",
            "filters",
            "state",
            "dx",
            "dy",
            "error_x",
            "error_y",
            "correlation",
            "east",
            "north",
            "error_sky",
            "roll",
            "error_roll",
            "sources",
            "spread",
            "rms",
            "trail",
            "error_trail",
            "note");

    private static final String ROLL = "roll";
    private static final String STATE = "state";
    private static final String TRAIL = "trail";
    private static final String TRAIL_ERROR = "error_trail";
    /** The largest absolute value accepted in a numeric column. */
    private static final double MOST = 1e6;

    /** Displacement in pixels below which a roll is not reported. */
    private static final double SEEN = 0.1;
    /** Columns with values of either sign, required if the exposure was compared. */
    private static final List<String> NUMBERS = List.of("dx", "dy", ROLL);
    /** Columns with non-negative values, required if the exposure was compared. */
    private static final List<String> AMOUNTS = List.of("error_x", "error_y", "error_roll", "sources", "spread");

    /** @return root mean square displacement of its pixels by the header's shift and roll, pixels */
    public double moved() {
        return Math.hypot(shift.size(), rolled());
    }

    private double rolled() {
        return Math.toRadians(Math.abs(shift.sky().roll())) * spread;
    }

    /**
     * @return the shift, and the roll if it is significant and displaces pixels by more than 0.1 pixels:
     *     {@code 5.00 +- 0.02 px, rolled by 0.300 +- 0.001 deg}
     */
    public String inWords() {
        ExposureShift.OnSky sky = shift.sky();
        boolean turned = rolled() > SEEN && sky.isRolled();
        return ErrorDigits.plain(shift.size(), shift.error()) + " +- " + ErrorDigits.plain(shift.error(), shift.error())
                + " px"
                + (turned
                        ? ", rolled by " + ErrorDigits.plain(Math.abs(sky.roll()), sky.rollError()) + " +- "
                                + ErrorDigits.plain(sky.rollError(), sky.rollError()) + " deg"
                        : "");
    }

    /** @return the length of its star trails in words; empty unless highly significant */
    public Optional<String> trailInWords() {
        return StarTrail.certain(trail, trailError)
                ? Optional.of(StarTrail.inWords(trail, trailError))
                : Optional.empty();
    }

    /** @return a line of the table, with its line feed */
    String line(String dataset) {
        UncertainShift d = shift.shift();
        ExposureShift.OnSky sky = shift.sky();
        return Csv.line(List.of(
                dataset,
                shift.rootname(),
                shift.filters(),
                shift.finding().state(),
                d.dx(),
                d.dy(),
                d.errorX(),
                d.errorY(),
                d.correlation(),
                sky.east(),
                sky.north(),
                sky.error(),
                sky.roll(),
                sky.rollError(),
                shift.sources(),
                spread,
                rms,
                trail,
                trailError,
                shift.finding().note()));
    }

    /**
     * @throws org.mosaicworkbench.io.BadInput if a field has an invalid value, or is empty although the exposure was
     *                                         compared
     */
    static MeasuredExposure of(CsvTable.Row row) {
        ExposureShift.State state = List.of(ExposureShift.State.values()).stream()
                .filter(one -> one.toString().equals(row.key(STATE)))
                .findFirst()
                .orElseThrow(() -> row.wrong(STATE));
        if (state != ExposureShift.State.UNKNOWN) {
            NUMBERS.forEach(column -> require(row, column, -MOST));
            AMOUNTS.forEach(column -> require(row, column, 0));
        }
        if (!row.isMissing(TRAIL)) {
            require(row, TRAIL, 0);
            require(row, TRAIL_ERROR, 0);
        }
        return new MeasuredExposure(
                new ExposureShift(
                        row.key("exposure"),
                        row.text("filters"),
                        new UncertainShift(
                                row.number("dx"),
                                row.number("dy"),
                                row.number("error_x"),
                                row.number("error_y"),
                                row.number("correlation")),
                        new ExposureShift.OnSky(
                                row.number("east"),
                                row.number("north"),
                                row.number("error_sky"),
                                row.number(ROLL),
                                row.number("error_roll")),
                        (int) row.number("sources"),
                        new ExposureShift.Finding(state, row.text("note"))),
                row.number("spread"),
                row.number("rms"),
                row.number(TRAIL),
                row.number(TRAIL_ERROR));
    }

    private static void require(CsvTable.Row row, String column, double least) {
        double number = row.number(column);
        if (!(number >= least && number <= MOST)) {
            throw row.wrong(column);
        }
    }
}
