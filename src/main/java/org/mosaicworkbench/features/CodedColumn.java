package org.mosaicworkbench.features;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A categorical column: integer codes without an order, by which datasets can be grouped. A code is the 0-based index
 * of its meaning in the list below.
 */
public enum CodedColumn {
    /** The detector. */
    DET(
            "detector",
            "detector",
            List.of(
                    code("hrc", "hrc"),
                    code("ir", "ir"),
                    code("sbc", "sbc"),
                    code("uvis", "uvis"),
                    code("wfc", "wfc"))),
    /** The category of the target. */
    CAT(
            "category",
            "category of the target",
            List.of(
                    code("calibration", "CALIBRATION"),
                    code("solar system", "SOLAR SYSTEM"),
                    code("medium", "ISM", "EXT-MEDIUM"),
                    code("unidentified", "UNIDENTIFIED", FeatureCodes.UNCLASSIFIED),
                    code("star cluster", "STELLAR CLUSTER", "EXT-CLUSTER"),
                    code("star", "STAR", "EXT-STAR"),
                    code("galaxy cluster", "CLUSTER OF GALAXIES"),
                    code("galaxy", "GALAXY"))),
    /** The kind of coordinate solution. */
    WCS(
            "wcstype",
            "coordinate solution",
            List.of(
                    code("a posteriori", "a posteriori"),
                    code("a priori", "a priori"),
                    code("default", "default a"),
                    code("not aligned", "not aligned")));

    private final String raw;
    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // Immutable: created by List.of.
    private final List<Code> codes;

    /** The meaning of a code, with the corresponding words in headers and the archive. */
    private record Code(String meaning, List<String> words) {}

    CodedColumn(String raw, String words, List<Code> codes) {
        this.raw = raw;
        this.words = words;
        this.codes = codes;
    }

    private static Code code(String meaning, String... words) {
        return new Code(meaning, List.of(words));
    }

    /** @return the column's name in tables of features */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the name of the uncoded column in the raw feature tables */
    public String raw() {
        return raw;
    }

    /** @return description of the groups for the axis of a figure */
    public String words() {
        return words;
    }

    /** @return the code of each known word */
    Map<String, Integer> codes() {
        Map<String, Integer> known = new LinkedHashMap<>();
        IntStream.range(0, codes.size()).forEach(code -> codes.get(code).words.forEach(word -> known.put(word, code)));
        return known;
    }

    /**
     * The name of a group.
     *
     * @param code code as in tables; NaN counts as missing
     * @return the meaning of the code; {@code det 7} for an unknown code
     */
    public String name(double code) {
        if (Double.isNaN(code)) {
            return "missing";
        }
        return code == Math.rint(code) && code >= 0 && code < codes.size()
                ? codes.get((int) code).meaning
                : column() + " " + (code == Math.rint(code) ? String.valueOf((long) code) : String.valueOf(code));
    }
}
