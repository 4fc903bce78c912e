package org.mosaicworkbench.features;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The measurements of a dataset besides its features, in the order of their table columns. A number is missing if there
 * is nothing to measure. A model stores the names of the measurements used in its training, so new ones do not affect
 * it.
 */
public enum Measurement {
    /** Number of stacked sources. */
    SOURCES_USED(Subject.MOSAIC, "", "How many sources were stacked."),
    /** Median elongation. */
    ELONGATION(Subject.MOSAIC, "", "The median ratio of a source's long axis to its short axis."),
    /** Common elongation. */
    ELONGATION_COMMON(
            Subject.MOSAIC,
            "",
            "How far the sources are elongated in the same direction, from 0 to 1: the modulus of their mean"
                    + " ellipticity divided by the mean of the moduli."),
    /** Mean ellipticity. */
    ELONGATION_TOGETHER(Subject.MOSAIC, "", "The modulus of the mean ellipticity of the sources."),
    /** Direction of the elongation. */
    ELONGATION_ANGLE(
            Subject.MOSAIC, "deg", "The direction in which the sources are elongated, from +x towards +y.", Use.SHOWN),
    /** Asymmetry of the stack. */
    LOPSIDEDNESS(
            Subject.MOSAIC,
            "",
            "The largest difference between the stack and the stack rotated by 180 degrees, as a fraction of its"
                    + " peak."),
    /** Width of the stack. */
    STACK_WIDTH(Subject.MOSAIC, "", "The width of the stack in units of the detector's PSF width."),
    /** Strength of the echo, the strongest secondary peak of the image's autocorrelation. */
    ECHO_STRENGTH(Subject.MOSAIC, "", "The strength of the strongest echo, as a fraction of the light."),
    /** Contrast of the echo. */
    ECHO_CONTRAST(
            Subject.MOSAIC,
            "",
            "How far the strongest echo exceeds values at the same distance, in standard deviations."),
    /** Distance of the echo. */
    ECHO_DISTANCE(Subject.MOSAIC, "px", "The distance of the strongest echo."),
    /** Direction of the echo. */
    ECHO_ANGLE(Subject.MOSAIC, "deg", "The direction of the strongest echo, from +x towards +y.", Use.SHOWN),
    /** Significance of a duplicate image. */
    DOUBLE_SIGNIFICANCE(
            Subject.MOSAIC,
            "",
            "The excess over chance of sources with a companion at one common offset, in standard deviations."),
    /** Fraction of sources in the duplicate image. */
    DOUBLE_SHARE(Subject.MOSAIC, "", "The fraction of the sources with a companion at that offset."),
    /** Shift of the duplicate image. */
    DOUBLE_DISTANCE(Subject.MOSAIC, "px", "The length of that offset, if it is significant."),
    /** Roll of the duplicate image. */
    DOUBLE_TURN(
            Subject.MOSAIC,
            "px",
            "The root-mean-square motion of the sources due to the roll of the duplicate image, if it is significant."),
    /** Brightness of the duplicate image. */
    DOUBLE_RATIO(Subject.MOSAIC, "", "The flux ratio of a companion to its source, if it is significant."),
    /** Missing weight. */
    WEIGHT_DIP(
            Subject.MOSAIC,
            "",
            "The fraction of the weight that is missing on a source, as the median over the sources."),
    /** Sources with missing weight. */
    WEIGHT_DIPS(
            Subject.MOSAIC,
            "",
            "The fraction of the sources on which weight is missing, minus that of positions next to them."),
    /** Significance of holes in the weight. */
    HOLE_SIGNIFICANCE(
            Subject.MOSAIC,
            "",
            "The excess over chance of sources with a hole in the weight map at one common offset, in standard "
                    + "deviations."),
    /** Sources with holes in the weight. */
    HOLE_SHARE(Subject.MOSAIC, "", "The fraction of the sources with a hole in the weight map at that offset."),
    /** Significance of a distant duplicate image. */
    FAR_SIGNIFICANCE(
            Subject.MOSAIC,
            "",
            "Minus log10 of the probability that this many sources have a companion at one offset, of up to 300 "
                    + "pixels along each axis, by chance."),
    /** Fraction of sources in the distant duplicate image. */
    FAR_SHARE(Subject.MOSAIC, "", "The fraction of the sources with a companion at that offset."),
    /** Shift of the distant duplicate image. */
    FAR_DISTANCE(Subject.MOSAIC, "px", "The length of that offset, if it is significant."),
    /** Area with missing weight. */
    MISSING_AREA(Subject.MOSAIC, "", "The fraction of the image in which more than 15 % of the weight is missing."),
    /** Area with little weight. */
    MISSING_DEEP(Subject.MOSAIC, "", "The fraction of the image in which more than 45 % of the weight is missing."),
    /** Depth of the deepest holes. */
    MISSING_DEPTH(
            Subject.MOSAIC,
            "",
            "The minimum fraction of the weight missing in the deepest 2 % of the holes in the weight map."),
    /** Depth of the widest holes. */
    MISSING_WIDE(
            Subject.MOSAIC,
            "",
            "The minimum fraction of the weight missing in 5 x 5 pixels around the emptiest 0.01 % of all "
                    + "positions."),
    /** Offset between filters. */
    INTERFILTER_OFFSET(
            Subject.FILTERS, "px", "The largest offset of a filter image of the visit from the first filter's image."),
    /** Number of exposures compared. */
    EXPOSURES_COMPARED(
            Subject.EXPOSURES, "", "How many exposures could be compared, by their sources or their images."),
    /** Number of exposures not compared. */
    EXPOSURES_UNKNOWN(Subject.EXPOSURES, "", "How many exposures could not be compared, or have no image."),
    /** Largest offset of an exposure. */
    EXPOSURE_OFFSET(
            Subject.EXPOSURES,
            "px",
            "The largest displacement of a corner of the field in one exposure relative to the others."),
    /** Significance of the offset. */
    EXPOSURE_SIGNIFICANCE(Subject.EXPOSURES, "", "That largest displacement in standard errors."),
    /** Number of exposures linked by sources or images. */
    IMAGES_COMPARED(
            Subject.EXPOSURES,
            "",
            "How many exposures could be tied together by common sources or by matching their images; missing if "
                    + "sources sufficed for all, or the target moves."),
    /** Largest offset between images. */
    IMAGE_OFFSET(Subject.EXPOSURES, "px", "The largest distance between two of the linked exposures."),
    /** Misfit of the offsets. */
    IMAGE_MISFIT(Subject.EXPOSURES, "px", "The root-mean-square residual of the shifts between the linked exposures."),
    /** Length of a trail. */
    EXPOSURE_TRAIL(
            Subject.EXPOSURES,
            "px",
            "The length of the trail of the stars, beyond the shape of the star image, in the exposure where it is "
                    + "most significant."),
    /** Significance of the trail. */
    TRAIL_SIGNIFICANCE(
            Subject.EXPOSURES,
            "",
            "The variance that this trail adds, in standard errors of the comparison with the other exposures, or of"
                    + " the detector's star images if all trail alike."),
    /** Error of the trail. */
    TRAIL_ERROR(
            Subject.EXPOSURES,
            "px",
            "The standard error of that length, including the uncertainty of the PSF if all exposures trail alike."),
    /** Elongation of the PSF. */
    PSF_ELONGATION(
            Subject.EXPOSURES,
            "",
            "The ratio of the star image's long axis to its short axis in the exposures without trails, in the "
                    + "filter of the exposure with that trail."),
    /** Variation of the PSF across the field. */
    PSF_CHANGE(
            Subject.EXPOSURES,
            "",
            "The root mean square of the smooth variation of that PSF's ellipticity across the field."),
    /** Moving target. */
    MOVING_TARGET(
            Subject.TARGET,
            "",
            "1 if the telescope tracked a moving target (MTFLAG), otherwise 0; such a mosaic gets no verdict.",
            Use.SHOWN),
    /** Guiding or quality in doubt. */
    IN_DOUBT(
            Subject.TARGET,
            "",
            "1 if headers report unusual guiding or quality (FGSLOCK, EXPFLAG, QUALITY), otherwise 0; "
                    + "reported with the verdict.",
            Use.SHOWN);

    /** The subject of a measurement. */
    public enum Subject {
        /** The mosaic: its native frames and weight map. */
        MOSAIC,
        /** The target and the quality of the observation. */
        TARGET,
        /** The filters of the visit. */
        FILTERS,
        /** Individual exposures, whose images may be unavailable. */
        EXPOSURES
    }

    /**
     * Whether networks use it. Directions on the detector and facts about the target or the observation are only shown,
     * because they do not indicate misalignment.
     */
    private enum Use {
        READ,
        SHOWN
    }

    /** Measurements that networks use. */
    public static final List<Measurement> READ =
            Stream.of(values()).filter(one -> one.use == Use.READ).toList();

    private static final Map<String, Measurement> BY_COLUMN =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Measurement::column, one -> one));

    private final String column = name().toLowerCase(Locale.ROOT);
    private final Subject subject;
    private final String unit;
    private final String meaning;
    private final Use use;

    Measurement(Subject subject, String unit, String meaning) {
        this(subject, unit, meaning, Use.READ);
    }

    Measurement(Subject subject, String unit, String meaning, Use use) {
        this.subject = subject;
        this.unit = unit;
        this.meaning = meaning;
        this.use = use;
    }

    /** @return the names of all columns, in order; tables append {@code index} */
    public static List<String> columns() {
        return Stream.of(values()).map(Measurement::column).toList();
    }

    /** @return the measurements of one subject, in order */
    public static List<Measurement> of(Subject subject) {
        return Stream.of(values()).filter(one -> one.subject == subject).toList();
    }

    /** @return the column names of the measurements of one subject, in order */
    public static List<String> columns(Subject subject) {
        return of(subject).stream().map(Measurement::column).toList();
    }

    /** @return the measurement with a column's name; empty if this version does not know it */
    public static Optional<Measurement> of(String column) {
        return Optional.ofNullable(BY_COLUMN.get(column));
    }

    /** @return the column's name in tables */
    public String column() {
        return column;
    }

    /** @return its subject */
    public Subject subject() {
        return subject;
    }

    /** @return the unit; empty for pure numbers */
    public String unit() {
        return unit;
    }

    /** @return its description, one sentence */
    public String meaning() {
        return meaning;
    }
}
