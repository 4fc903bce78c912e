package org.mosaicworkbench.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;

/**
 * A hyperparameter.
 *
 * @param name name of the parameter
 * @param values its possible values
 * @param when conditions: it applies only if each parameter named here has one of the given values; empty if it always
 *     applies
 */
public record Parameter(String name, ParameterValues values, Map<String, List<Object>> when) {

    /** @throws BadInput if the name is empty */
    public Parameter {
        if (name.isBlank()) {
            throw new BadInput("a parameter has no name; give it one");
        }
        Map<String, List<Object>> copy = new LinkedHashMap<>();
        when.forEach((other, allowed) -> copy.put(
                other, allowed.stream().map(v -> Settings.plain(other, v)).toList()));
        when = Collections.unmodifiableMap(copy);
    }

    /** @return whether it applies, given the parameters before it */
    boolean active(Settings before) {
        return when.entrySet().stream()
                .allMatch(condition -> before.has(condition.getKey())
                        && condition.getValue().contains(before.value(condition.getKey())));
    }
}
