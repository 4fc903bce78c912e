package org.mosaicworkbench.fetch;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosaicworkbench.archive.MastFacts;
import org.mosaicworkbench.io.JsonValue;

/**
 * A row of the archive's table of observations.
 *
 * @param number {@code obsid}
 * @param visit visit name: six characters of the observation's name
 * @param proposal proposal number
 * @param mosaic true for a single-visit mosaic, false for an exposure or association
 */
record Observation(String number, String visit, String proposal, boolean mosaic) {

    private static final Pattern NAME = Pattern.compile(
            "hst_\\d+_[a-z0-9]{2}_[a-z0-9]+_[a-z0-9]+_[a-z0-9-]+_([a-z0-9]{6})(?:[a-z0-9]{2})?|([a-z][a-z0-9]{5})[a-z0-9]{3}");

    static final String[] COLUMNS = {MastFacts.NUMBER, MastFacts.NAME, MastFacts.PROPOSAL};

    /**
     * @return the observation; empty if its name is not that of a single-visit mosaic, exposure or association (for
     *     example, if it is a mosaic of several visits)
     */
    static Optional<Observation> of(JsonValue row) {
        Matcher name = NAME.matcher(row.at(MastFacts.NAME).text().strip().toLowerCase(Locale.ROOT));
        if (!name.matches()) {
            return Optional.empty();
        }
        boolean mosaic = name.group(1) != null;
        return Optional.of(new Observation(
                Long.toString(row.at(MastFacts.NUMBER).whole()),
                mosaic ? name.group(1) : name.group(2),
                row.find(MastFacts.PROPOSAL)
                        .map(text -> text.text().strip().replaceFirst("^0+(?=.)", ""))
                        .orElse(""),
                mosaic));
    }

    /** @return the two characters that identify the visit within its proposal */
    String obset() {
        return visit.substring(4);
    }
}
