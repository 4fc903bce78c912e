package org.mosaicworkbench.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/** The mix of visits in a run. */
public enum World {

    /**
     * Fields of one size with a fixed number of exposures, using detectors and categories in turn. Suits teaching and
     * tests, because every visit is small and rich in sources.
     */
    WINDOWS,
    /**
     * Visits as in Hubble's archive: full frames and some subarrays, one to dozens of exposures in one to many filters,
     * and the archive's mix of detectors, targets, crowding, exposure times, WCS solutions and mishaps.
     */
    ARCHIVE;

    /**
     * Finds a world by name.
     *
     * @param name name in any case: {@code archive}
     * @throws BadInput for an unknown name; the message lists the valid names
     */
    public static World named(String name) {
        return Arrays.stream(values())
                .filter(w -> w.label().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadInput("world is '" + name + "'; it must be one of "
                        + Arrays.stream(values()).map(World::label).collect(Collectors.joining(", "))));
    }

    /** @return the name in options: {@code archive} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the default categories of targets */
    public List<Category> categories() {
        return this == WINDOWS ? Category.usual() : List.of(Category.values());
    }

    /** @return the default number of exposures per visit */
    public int exposures() {
        return this == WINDOWS ? 4 : SimulationSettings.DRAWN;
    }

    /** @return the default side of the field, in pixels */
    public int size() {
        return this == WINDOWS ? 512 : SimulationSettings.FULL;
    }
}
