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
 * @param when conditions: the parameter applies only if each of these other parameters has one of the given values;
 *     empty if it always applies
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

    /** @return whether the parameter applies, given the values of earlier parameters */
    boolean active(Settings before) {
        return when.entrySet().stream()
                .allMatch(condition -> before.has(condition.getKey())
                        && condition.getValue().contains(before.value(condition.getKey())));
    }
}
