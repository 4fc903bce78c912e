package org.mosaicworkbench.visit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.mosaicworkbench.io.BadInput;

/** Keeps one file per exposure: an exposure with two files would count twice and agree with itself. */
final class SameExposure {

    private static final Comparator<Exposure> BETTER = Comparator.comparing(
                    (Exposure exposure) -> !name(exposure).contains("_flc."))
            .thenComparing(exposure -> !name(exposure).startsWith(exposure.rootname()))
            .thenComparing(exposure -> !name(exposure).endsWith(".fits"))
            .thenComparing(SameExposure::name);

    private SameExposure() {}

    /**
     * Selects the best file of each exposure.
     *
     * @param files any number of files
     * @param further receives the duplicate files
     * @throws BadInput if two files have the same rootname but contain different exposures
     */
    static List<Exposure> onceEach(List<Exposure> files, Consumer<LeftOut> further) {
        Map<String, List<Exposure>> byName = new LinkedHashMap<>();
        files.stream()
                .sorted(BETTER)
                .forEach(exposure -> byName.computeIfAbsent(exposure.rootname(), name -> new ArrayList<>())
                        .add(exposure));
        List<Exposure> best = new ArrayList<>();
        for (List<Exposure> same : byName.values()) {
            Exposure taken = same.get(0);
            best.add(taken);
            for (Exposure other : same.subList(1, same.size())) {
                requireSame(taken, other);
                further.accept(new LeftOut(
                        other, "the same exposure as " + taken.file().getFileName()));
            }
        }
        return best;
    }

    private static void requireSame(Exposure one, Exposure other) {
        if (one.observation().start() != other.observation().start() || one.detector() != other.detector()) {
            throw BadInput.file(
                    other.file(),
                    "has the same ROOTNAME '" + other.rootname() + "' as "
                            + one.file().getFileName() + ", but another start time or detector",
                    "give each its own ROOTNAME");
        }
    }

    private static String name(Exposure exposure) {
        return exposure.file().getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
