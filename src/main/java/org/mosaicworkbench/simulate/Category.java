package org.mosaicworkbench.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/** The kind of target of a simulated visit. */
public enum Category {

    /** Stars of the Milky Way in front of faint galaxies. */
    FIELD_STARS("STAR", "HD", 500),
    /** A young open cluster and the field around it. */
    OPEN_CLUSTER("STELLAR CLUSTER", "NGC", 200),
    /** A crowded old cluster with a giant branch. */
    GLOBULAR_CLUSTER("STELLAR CLUSTER", "NGC", 60),
    /** A spiral galaxy with arms and clusters of young stars. */
    SPIRAL_GALAXY("GALAXY", "UGC", 600),
    /** An elliptical galaxy with its globular clusters. */
    ELLIPTICAL_GALAXY("GALAXY", "NGC", 600),
    /** A galaxy cluster with arcs. */
    GALAXY_CLUSTER("CLUSTER OF GALAXIES", "ABELL", 800),
    /** Glowing gas, with stars behind it and in front of it. */
    NEBULA("ISM", "SH2-", 500),
    /** A planet, asteroid or comet that the telescope tracks, so that the stars trail. */
    SOLAR_SYSTEM("SOLAR SYSTEM", "MP", 100),
    /** A standard star in an almost empty field. */
    CALIBRATION("CALIBRATION", "GRW+", 300),
    /** Distant galaxies and few stars, as in the deep surveys; used only on request and in {@link World#ARCHIVE}. */
    DEEP_FIELD("GALAXY", "GOODS", 800),
    /** A field next to another instrument's target; used only on request and in {@link World#ARCHIVE}. */
    PARALLEL_FIELD("UNIDENTIFIED", "ANY", 800);

    private final String archive;
    private final String prefix;
    private final double seconds;

    Category(String archive, String prefix, double seconds) {
        this.archive = archive;
        this.prefix = prefix;
        this.seconds = seconds;
    }

    /**
     * Finds a category by name.
     *
     * @param name name of a constant in any case, with spaces or hyphens instead of underscores, such as
     *     {@code globular-cluster}
     * @throws BadInput for an unknown name; the message lists the valid names
     */
    public static Category named(String name) {
        String wanted = name.strip().toUpperCase(Locale.ROOT).replaceAll("[ -]", "_");
        return Arrays.stream(values())
                .filter(c -> c.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BadInput("category is '" + name + "'; it must be one of "
                        + Arrays.stream(values()).map(Category::label).collect(Collectors.joining(", "))));
    }

    /** @return the default categories, used in turn */
    public static List<Category> usual() {
        return Arrays.stream(values())
                .filter(c -> c != DEEP_FIELD && c != PARALLEL_FIELD)
                .toList();
    }

    /** @return the name in tables and options, such as {@code globular-cluster} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return the archive's target classification, such as {@code STELLAR CLUSTER} */
    public String archive() {
        return archive;
    }

    /** @return the prefix of its target names */
    String prefix() {
        return prefix;
    }

    /** @return a typical exposure time, seconds */
    double seconds() {
        return seconds;
    }
}
