package org.mosaicworkbench.features;

import java.util.List;

/** What datasets are grouped by: a column of codes, with words for them. */
public enum CodedColumn {
    /** The detector. */
    DET("det", "detector", List.of("hrc", "ir", "sbc", "uvis", "wfc")),
    /** The category of the target. */
    CAT(
            "cat",
            "category of the target",
            List.of(
                    "calibration",
                    "solar system",
                    "medium",
                    "unidentified",
                    "star cluster",
                    "star",
                    "galaxy cluster",
                    "galaxy")),
    /** The kind of coordinate solution. */
    WCS("wcs", "coordinate solution", List.of("a posteriori", "a priori", "default", "not aligned"));

    private final String column;
    private final String words;
    private final List<String> names;

    CodedColumn(String column, String words, List<String> names) {
        this.column = column;
        this.words = words;
        this.names = names;
    }

    /** @return the column's name in tables */
    public String column() {
        return column;
    }

    /** @return what the groups are, for the axis of a figure */
    public String words() {
        return words;
    }

    /**
     * A group's name.
     *
     * @param code as tables have it; missing for NaN
     * @return the word for the code; {@code det 7} for a code that has none
     */
    public String name(double code) {
        if (Double.isNaN(code)) {
            return "missing";
        }
        return code == Math.rint(code) && code >= 0 && code < names.size()
                ? names.get((int) code)
                : column + " " + (code == Math.rint(code) ? String.valueOf((long) code) : String.valueOf(code));
    }
}
