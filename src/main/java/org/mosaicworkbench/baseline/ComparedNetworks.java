package org.mosaicworkbench.baseline;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosaicworkbench.evaluate.Difference;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.task.Provenance;

/**
 * Trained networks to compare baselines with.
 *
 * @param networks evaluation of each network on the test set, by name
 * @param leftOut datasets that some network could not use, and that baselines therefore omit too
 * @param refit whether all networks were trained on everything but the test set; if not, the baselines, too, are
 *     trained without the data that the networks used for tuning
 */
public record ComparedNetworks(Map<String, ModelEvaluation> networks, Set<String> leftOut, boolean refit) {

    /** No networks, and no datasets left out. */
    public static final ComparedNetworks NONE = new ComparedNetworks(Map.of(), Set.of(), true);

    private static final String NETWORKS = "networks";
    private static final String LEFT_OUT = "leftOut";
    private static final String REFIT = "refit";

    /** Makes defensive copies. */
    public ComparedNetworks {
        networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
        leftOut = Set.copyOf(leftOut);
    }

    /** Reads the networks from the provenance of a comparison. */
    public static ComparedNetworks of(Provenance making) {
        return new ComparedNetworks(
                StoredPredictions.of(making.value(NETWORKS)),
                Set.of(making.option(LEFT_OUT, String[].class)),
                making.given(REFIT, Boolean.class).orElse(false));
    }

    /** @return the JSON that {@link #of} reads */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(LEFT_OUT, leftOut.stream().sorted().toList());
        json.put(REFIT, refit);
        json.put(NETWORKS, StoredPredictions.json(networks));
        return json;
    }

    /**
     * Adds a network; a number is appended to its name if the name is taken.
     *
     * @param failures datasets that the network could not use
     * @param learned whether the network was trained on everything but the test set
     */
    public ComparedNetworks with(String name, ModelEvaluation com, Collection<String> failures, boolean learned) {
        Map<String, ModelEvaluation> more = new LinkedHashMap<>(networks);
        String own = name;
        for (int n = 2; more.containsKey(own); n++) {
            own = name + " " + n;
        }
        more.put(own, com);
        Set<String> left = new HashSet<>(leftOut);
        left.addAll(failures);
        return new ComparedNetworks(more, left, refit && learned);
    }

    /** @throws org.mosaicworkbench.io.BadInput if a network was evaluated on different datasets */
    void requireJudgedOn(List<String> test) {
        networks.values().forEach(network -> Difference.requireSame(network.evaluation(), test));
    }
}
