package org.mosaicworkbench.prep;

import java.util.Collection;
import java.util.stream.Collectors;

/** Shortens lists for messages. */
final class MessageLists {

    private static final int SHOWN = 5;

    private MessageLists() {}

    /** @return the first few items and the number of further ones */
    static String some(Collection<String> items) {
        String first = items.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return items.size() <= SHOWN ? first : first + " and " + (items.size() - SHOWN) + " more";
    }
}
