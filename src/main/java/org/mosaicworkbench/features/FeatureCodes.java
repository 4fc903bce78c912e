package org.mosaicworkbench.features;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.prep.Categories;

/** Whole numbers for the words of one feature. A word that is not known gets the next free number, with a warning. */
public final class FeatureCodes {

    private final String feature;
    private final Map<String, Integer> codes;
    private final List<String> warnings = new ArrayList<>();

    private FeatureCodes(String feature, Map<String, Integer> known) {
        this.feature = feature;
        this.codes = new LinkedHashMap<>(known);
    }

    public static FeatureCodes detectors() {
        return new FeatureCodes("detector", Map.of("hrc", 0, "ir", 1, "sbc", 2, "uvis", 3, "wfc", 4));
    }

    public static FeatureCodes wcsTypes() {
        return new FeatureCodes("wcstype", Map.of("a posteriori", 0, "a priori", 1, "default a", 2, "not aligned", 3));
    }

    public static FeatureCodes categories() {
        Map<String, Integer> known = new LinkedHashMap<>();
        known.put("CALIBRATION", 0);
        known.put("SOLAR SYSTEM", 1);
        known.put("ISM", 2);
        known.put("EXT-MEDIUM", 2);
        known.put("UNIDENTIFIED", 3);
        known.put(Categories.NONE, 3);
        known.put("STELLAR CLUSTER", 4);
        known.put("EXT-CLUSTER", 4);
        known.put("STAR", 5);
        known.put("EXT-STAR", 5);
        known.put("CLUSTER OF GALAXIES", 6);
        known.put("GALAXY", 7);
        return new FeatureCodes("category", known);
    }

    public long of(String word, String dataset) {
        return codes.computeIfAbsent(word, unknown -> {
            int next = codes.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
            warnings.add(feature + " '" + unknown + "' of " + dataset + " is not known; it gets the code " + next
                    + ", which no trained model has seen");
            return next;
        });
    }

    public List<String> warnings() {
        return warnings;
    }
}
