package org.mosaicworkbench.features;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Assigns codes to the values of one categorical column. An unknown value gets the next free code, with a warning. */
public final class FeatureCodes {

    /** The classification of unclassified targets in tables. */
    public static final String UNCLASSIFIED = "None";

    private final CodedColumn column;
    private final Map<String, Integer> codes;
    private final List<String> warnings = new ArrayList<>();

    private FeatureCodes(CodedColumn column) {
        this.column = column;
        this.codes = new LinkedHashMap<>(column.codes());
    }

    /** @return the column's codes for known words */
    public static FeatureCodes of(CodedColumn column) {
        return new FeatureCodes(column);
    }

    /**
     * @param word word from a header or the archive
     * @param dataset dataset that has the word, for the warning
     * @return its code, always the same for the same word
     */
    public long code(String word, String dataset) {
        return codes.computeIfAbsent(word, unknown -> {
            int next = codes.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
            warnings.add(column.raw() + " '" + unknown + "' of " + dataset + " is unknown; it gets code " + next
                    + ", which no trained model has seen");
            return next;
        });
    }

    /** @return one line for each unknown word, in order of occurrence */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
