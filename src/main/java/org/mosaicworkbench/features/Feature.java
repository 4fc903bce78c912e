package org.mosaicworkbench.features;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The features of a dataset, in the order of their columns in the tables that preparation writes and networks use.
 * Numeric features come first, then categorical codes.
 */
public enum Feature {
    /** Number of exposures. */
    NUMEXP("exposures", "", "How many exposures were combined into the mosaic."),
    /** Root mean square residual of the fit in right ascension. */
    RMS_RA(
            "fit RMS in RA",
            "mas",
            "Root mean square residual in right ascension of the fit to the reference catalog; 0 without a fit."),
    /** Root mean square residual of the fit in declination. */
    RMS_DEC(
            "fit RMS in Dec",
            "mas",
            "Root mean square residual in declination of the fit to the reference catalog; 0 without a fit."),
    /** Number of reference stars matched by the fit. */
    NMATCHES("matched reference stars", "", "How many stars of the reference catalog the fit matched."),
    /** Number of point sources. */
    POINT("point sources", "", "How many sources the point catalog of the mosaic has."),
    /** Number of segments. */
    SEGMENT("segments", "", "How many sources the segment catalog of the mosaic has."),
    /** Number of reference-catalog stars in the field. */
    GAIA("reference stars in the field", "", "How many stars of the reference catalog lie in the field."),
    /** The detector. */
    DET(CodedColumn.DET, "The detector that took the exposures."),
    /** The kind of coordinate solution. */
    WCS(CodedColumn.WCS, "How the coordinates of the mosaic were determined, according to its header."),
    /** The category of the target. */
    CAT(CodedColumn.CAT, "The category of the target, from the first part of its classification in the archive.");

    private final String words;
    private final String unit;
    private final String meaning;
    private final CodedColumn coded;

    Feature(String words, String unit, String meaning) {
        this.words = words;
        this.unit = unit;
        this.meaning = meaning;
        this.coded = null;
    }

    Feature(CodedColumn coded, String meaning) {
        this.words = coded.words();
        this.unit = "";
        this.meaning = meaning;
        this.coded = coded;
    }

    /** @return the names of all columns, in order */
    public static List<String> columns() {
        return Stream.of(values()).map(Feature::column).toList();
    }

    /** @return the feature with the given column name; empty if there is none */
    public static Optional<Feature> of(String column) {
        return Stream.of(values())
                .filter(feature -> feature.column().equals(column))
                .findFirst();
    }

    /** @return the column's name in tables */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return a short description with its unit, for the axis of a figure */
    public String label() {
        return unit.isEmpty() ? words : words + " (" + unit + ")";
    }

    /** @return the unit of its numbers; empty for counts and codes */
    public String unit() {
        return unit;
    }

    /** @return its meaning in one sentence */
    public String meaning() {
        return meaning;
    }

    /** @return its index among the features, from 0, in table rows and network inputs */
    @SuppressWarnings("EnumOrdinal") // The order of the constants is the order of the columns.
    public int place() {
        return ordinal();
    }

    /** @return the meaning of its codes; empty if the feature is numeric, not coded */
    public Optional<CodedColumn> coded() {
        return Optional.ofNullable(coded);
    }
}
