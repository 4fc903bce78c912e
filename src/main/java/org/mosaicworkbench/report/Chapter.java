package org.mosaicworkbench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The chapter of a report about one result.
 *
 * @param title    of the chapter, a few words
 * @param question that the result answers, one sentence
 * @param answer   in a sentence or two, with the numbers that matter
 * @param madeBy   what is known of its making beside options and inputs: engine, device, versions
 * @param sections in order
 */
public record Chapter(
        String title, String question, String answer, Map<String, String> madeBy, List<Section> sections) {

    /** Makes defensive copies. */
    public Chapter {
        madeBy = Collections.unmodifiableMap(new LinkedHashMap<>(madeBy));
        sections = List.copyOf(sections);
    }

    /** The same under another title. */
    Chapter titled(String other) {
        return new Chapter(other, question, answer, madeBy, sections);
    }
}
