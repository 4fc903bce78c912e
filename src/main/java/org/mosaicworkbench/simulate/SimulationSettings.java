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
 * The settings that determine the content of simulated visits; the same settings give the same bytes.
 *
 * @param targets what is observed with what
 * @param each the exposures of each visit
 * @param guiding    how well the telescope held its pointing
 * @param pixels     what the pixels show besides the sky
 * @param seed       of everything that is random
 */
public record SimulationSettings(Targets targets, Exposures each, Guiding guiding, Pixels pixels, long seed) {

    /**
     * The targets, detectors and filters.
     *
     * @param detectors taken in turn; at least one
     * @param categories taken in turn; at least one
     * @param filters the filters of every visit that its detector has; empty for one or two drawn for each visit
     * @param world   what the visits are like as a whole; in {@link World#ARCHIVE} detectors and categories are drawn
     *                in its mix instead of taken in turn
     */
    public record Targets(List<Detector> detectors, List<Category> categories, List<String> filters, World world) {

        public Targets {
            detectors = List.copyOf(detectors);
            categories = List.copyOf(categories);
            filters = List.copyOf(filters);
            if (detectors.isEmpty() || categories.isEmpty()) {
                throw new BadInput("no " + (detectors.isEmpty() ? "detector" : "category")
                        + " is named; name at least one, or leave the option out for all");
            }
        }

        /** In {@link World#WINDOWS}. */
        public Targets(List<Detector> detectors, List<Category> categories, List<String> filters) {
            this(detectors, categories, filters, World.WINDOWS);
        }
    }

    /**
     * The exposures of a visit.
     *
     * @param count of each visit, 1 to 99; {@value #DRAWN} has it drawn for each visit in {@link World#ARCHIVE}
     * @param size pixels of the field's side, 64 to 4096; a detector that is smaller is used whole
     * @param exptime seconds of every exposure; empty for what is usual for the category
     */
    public record Exposures(int count, int size, OptionalDouble exptime) {}

    /**
     * The effects in the pixels.
     *
     * @param flaggedCosmicRays whether pixels that cosmic rays hit are flagged in {@code DQ}
     * @param effects           of optics, detector and orbit
     */
    public record Pixels(boolean flaggedCosmicRays, Set<Effect> effects) {

        /** No effects, and cosmic rays without flags. */
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

    /** The smallest field, pixels. */
    public static final int SMALLEST = 64;
    /** The size that stands for whole detectors. */
    public static final int FULL = Geometry.FULL;

    /** The number of exposures that stands for a random number per visit. */
    public static final int DRAWN = 0;

    private static final int MOST_EXPOSURES = 99;

    /**
     * Values may still be against each other, since a task's options are set one by one; see {@link #requireAgreeing}.
     *
     * @throws BadInput for a value out of range, with the value and the range
     */
    public SimulationSettings {
        Require.within(targets.world() == World.ARCHIVE ? DRAWN : 1, MOST_EXPOSURES, "exposures", each.count(), "");
        Require.within(SMALLEST, FULL, "size", each.size(), "pixels");
        if (each.exptime().isPresent()
                && !(each.exptime().getAsDouble() > 0 && each.exptime().getAsDouble() <= 1e4)) {
            throw new BadInput(
                    "exptime is " + each.exptime().getAsDouble() + "; it must be above 0 and at most 10000 seconds");
        }
    }

    /** @throws BadInput if a detector has none of the filters, or more of them than there are exposures */
    void requireAgreeing() {
        targets.detectors().forEach(this::usable);
    }

    /** @return the settings' filters that a detector has */
    List<Bandpass> usable(Detector detector) {
        List<Bandpass> usable = new ArrayList<>();
        List<Bandpass> all = Bandpass.all(detector);
        for (String filter : targets.filters()) {
            all.stream().filter(b -> b.name().equalsIgnoreCase(filter.strip())).forEach(usable::add);
        }
        if (!targets.filters().isEmpty() && usable.isEmpty()) {
            throw new BadInput("none of the filters " + targets.filters() + " is on the detector " + detector.label()
                    + "; it has " + all.stream().map(Bandpass::name).collect(Collectors.joining(", ")));
        }
        if (each.count() != DRAWN && usable.size() > each.count()) {
            throw new BadInput("exposures is " + each.count() + " but " + detector.label() + " is to use "
                    + usable.size() + " filters; allow at least one exposure a filter");
        }
        return usable;
    }

    /** @return one line that identifies the settings, for the record of how a visit was made */
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
