package org.mosaicworkbench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The chapter of a report about one result.
 *
 * @param title title of the chapter, a few words
 * @param question question that the result answers, one sentence
 * @param answer answer in a sentence or two, with the important numbers
 * @param madeBy provenance besides options and inputs: engine, device, versions
 * @param sections sections in order
 */
public record Chapter(
        String title, String question, String answer, Map<String, String> madeBy, List<Section> sections) {

    /** Makes defensive copies. */
    public Chapter {
        madeBy = Collections.unmodifiableMap(new LinkedHashMap<>(madeBy));
        sections = List.copyOf(sections);
    }

    /** Returns the same chapter under a different title. */
    Chapter titled(String other) {
        return new Chapter(other, question, answer, madeBy, sections);
    }
}
