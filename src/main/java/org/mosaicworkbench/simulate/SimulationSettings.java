package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.visit.Detector;

/**
 * The settings that determine the content of simulated visits. Equal settings yield identical bytes.
 *
 * @param targets targets, detectors and filters
 * @param each the exposures of each visit
 * @param guiding pointing accuracy of the telescope
 * @param pixels cosmic-ray flags, and effects of optics, detector and orbit
 * @param seed random seed
 */
public record SimulationSettings(Targets targets, Exposures each, Guiding guiding, Pixels pixels, long seed) {

    /**
     * The targets, detectors and filters.
     *
     * @param detectors the detectors, used in turn; at least one
     * @param categories the target categories, used in turn; at least one
     * @param filters filters used in every visit whose detector has them; empty to draw filters for each visit
     * @param world the overall mix of visits; {@link World#ARCHIVE} draws detectors and categories from its mix instead
     *     of using them in turn
     */
    public record Targets(List<Detector> detectors, List<Category> categories, List<String> filters, World world) {

        public Targets {
            detectors = List.copyOf(detectors);
            categories = List.copyOf(categories);
            filters = List.copyOf(filters);
            if (detectors.isEmpty() || categories.isEmpty()) {
                throw new BadInput("no " + (detectors.isEmpty() ? "detector" : "category")
                        + " is given; give at least one, or leave the option out for all");
            }
        }

        /** Creates targets for {@link World#WINDOWS}. */
        public Targets(List<Detector> detectors, List<Category> categories, List<String> filters) {
            this(detectors, categories, filters, World.WINDOWS);
        }
    }

    /**
     * The exposures of a visit.
     *
     * @param count exposures per visit, 1 to 99; {@value #DRAWN} draws the number for each visit in
     *     {@link World#ARCHIVE}
     * @param size side of the field in pixels, 64 to 4096; smaller detectors are used whole
     * @param exptime exposure time in seconds of every exposure; empty for a time typical of the category
     */
    public record Exposures(int count, int size, OptionalDouble exptime) {}

    /**
     * The effects in the pixels.
     *
     * @param flaggedCosmicRays whether pixels hit by cosmic rays are flagged in {@code DQ}
     * @param effects effects of optics, detector and orbit
     */
    public record Pixels(boolean flaggedCosmicRays, Set<Effect> effects) {

        /** No effects, and unflagged cosmic rays. */
        public static final Pixels PLAIN = new Pixels(false, Set.of());

        public Pixels {
            effects = Collections.unmodifiableSet(
                    effects.isEmpty() ? EnumSet.noneOf(Effect.class) : EnumSet.copyOf(effects));
        }

        @Override
        public String toString() {
            return (flaggedCosmicRays ? "; cosmic rays flagged" : "")
                    + (effects.isEmpty()
                            ? ""
                            : "; effects " + effects.stream().map(Effect::label).collect(Collectors.joining(" ")));
        }
    }

    /** The smallest field size, pixels. */
    public static final int SMALLEST = 64;
    /** The size that selects full frames. */
    public static final int FULL = Geometry.FULL;

    /** The exposure count that selects a random number of exposures for each visit. */
    public static final int DRAWN = 0;

    private static final int MOST_EXPOSURES = 99;

    /**
     * Values may still conflict with each other, because a task sets its options one by one; see
     * {@link #requireAgreeing}.
     *
     * @throws BadInput for a value out of range; the message gives the value and the range
     */
    public SimulationSettings {
        Require.within(targets.world() == World.ARCHIVE ? DRAWN : 1, MOST_EXPOSURES, "exposures", each.count(), "");
        Require.within(SMALLEST, FULL, "size", each.size(), "pixels");
        if (each.exptime().isPresent()
                && !(each.exptime().getAsDouble() > 0 && each.exptime().getAsDouble() <= 1e4)) {
            throw new BadInput("exptime is " + each.exptime().getAsDouble()
                    + "; it must be greater than 0 and at most 10000 seconds");
        }
    }

    /** @throws BadInput if a detector has none of the filters, or its visits would have fewer exposures than filters */
    void requireAgreeing() {
        targets.detectors().forEach(this::usable);
    }

    /** @return the filters in the settings that a detector has */
    List<Bandpass> usable(Detector detector) {
        List<Bandpass> usable = new ArrayList<>();
        List<Bandpass> all = Bandpass.all(detector);
        for (String filter : targets.filters()) {
            all.stream().filter(b -> b.name().equalsIgnoreCase(filter.strip())).forEach(usable::add);
        }
        if (!targets.filters().isEmpty() && usable.isEmpty()) {
            throw new BadInput(
                    "none of the filters " + targets.filters() + " is available on detector " + detector.label()
                            + "; it has " + all.stream().map(Bandpass::name).collect(Collectors.joining(", ")));
        }
        if (each.count() != DRAWN && usable.size() > each.count()) {
            throw new BadInput("exposures is " + each.count() + " but " + detector.label() + " is to use "
                    + usable.size() + " filters; allow at least one exposure per filter");
        }
        return usable;
    }

    /** @return one line that identifies the settings, recorded as provenance of a visit */
    @Override
    public String toString() {
        return (targets.world() == World.WINDOWS
                        ? ""
                        : "world " + targets.world().label() + "; ")
                + "detectors "
                + targets.detectors().stream().map(Detector::label).collect(Collectors.joining(" "))
                + "; categories "
                + targets.categories().stream().map(Category::label).collect(Collectors.joining(" "))
                + "; filters "
                + (targets.filters().isEmpty()
                        ? "drawn"
                        : String.join(" ", targets.filters()).toUpperCase(java.util.Locale.ROOT))
                + "; exposures " + each.count() + "; size " + each.size()
                + "; exptime "
                + (each.exptime().isPresent() ? String.valueOf(each.exptime().getAsDouble()) : "usual")
                + "; guiding " + guiding + "; seed " + seed + pixels;
    }
}
