package org.mosaicworkbench.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;

/**
 * A hyperparameter.
 *
 * @param name   of it
 * @param values what it may be
 * @param when   it has a meaning only where each parameter named here is one of the values given; empty for always
 */
public record Parameter(String name, ParameterValues values, Map<String, List<Object>> when) {

    /** @throws BadInput if the name is empty */
    public Parameter {
        if (name.isBlank()) {
            throw new BadInput("a parameter has no name; name it");
        }
        Map<String, List<Object>> copy = new LinkedHashMap<>();
        when.forEach((other, allowed) -> copy.put(
                other, allowed.stream().map(v -> Settings.plain(other, v)).toList()));
        when = Collections.unmodifiableMap(copy);
    }

    /** @return whether it has a meaning with what was set before it */
    boolean active(Settings before) {
        return when.entrySet().stream()
                .allMatch(condition -> before.has(condition.getKey())
                        && condition.getValue().contains(before.value(condition.getKey())));
    }
}
