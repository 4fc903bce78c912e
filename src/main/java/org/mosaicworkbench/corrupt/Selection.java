package org.mosaicworkbench.corrupt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * The exposures to change in one copy of a visit.
 *
 * @param visit visit name, six characters
 * @param filter filter as in the poller file, with the names in the two wheels joined by {@code _}, such as
 *     {@code CLEAR1L_F814W}; {@link #ANY_FILTER} for exposures of any filter
 * @param expos all or some of {@code offered}
 * @param mode one common offset or one per exposure
 * @param offered exposures offered by the palette, in the order of the visit
 * @param chosen exposures to change, at least one of {@code offered}, in the order of the visit
 */
public record Selection(
        String visit, String filter, Expos expos, Mode mode, List<Exposure> offered, List<Exposure> chosen) {

    /** Takes the place of a filter name if exposures of all filters are offered. */
    public static final String ANY_FILTER = "f999r";

    public Selection {
        offered = List.copyOf(offered);
        chosen = List.copyOf(chosen);
    }

    /**
     * Selects the copies to create from a visit.
     *
     * @param visit the visit to copy
     * @param palette exposures to choose from; {@link Palette#MULTI} ignores the next two options
     * @param expos all or some
     * @param mode one common offset or one per exposure
     * @param seed random seed of the selection
     * @return one selection per copy, in the order of the filters' first use
     */
    public static List<Selection> of(Visit visit, Palette palette, Expos expos, Mode mode, long seed) {
        Map<String, List<Exposure>> filters = new LinkedHashMap<>();
        for (Exposure e : visit.exposures()) {
            filters.computeIfAbsent(e.filters().replace(';', '_'), f -> new ArrayList<>())
                    .add(e);
        }
        List<Selection> all = new ArrayList<>();
        switch (palette) {
            case REX -> all.add(some(visit, ANY_FILTER, few(visit, seed), expos, mode, seed));
            case RFI -> {
                String filter = List.copyOf(filters.keySet())
                        .get(CorruptionSeeds.of(seed, visit.name(), palette).nextInt(filters.size()));
                all.add(some(visit, filter, filters.get(filter), expos, mode, seed));
            }
            case MFI -> filters.forEach((filter, e) -> all.add(some(visit, filter, e, expos, mode, seed)));
            case MULTI ->
                filters.forEach((filter, e) -> {
                    for (Expos each : Expos.values()) {
                        for (Mode one : Mode.values()) {
                            all.add(some(visit, filter, e, each, one, seed));
                        }
                    }
                });
        }
        return all;
    }

    /** @return the name of the copy's folder: {@code j8ny02_clear1l_f814w_sub_stat} */
    public String folder() {
        return String.join("_", visit, filter.toLowerCase(Locale.ROOT), expos.toString(), mode.toString());
    }

    /** @return true if a subset was requested but there is only one exposure, which is then changed */
    public boolean subsetOfOne() {
        return expos == Expos.SUB && offered.size() == 1;
    }

    private static Selection some(
            Visit visit, String filter, List<Exposure> offered, Expos expos, Mode mode, long seed) {
        List<Exposure> chosen = offered;
        if (expos == Expos.SUB && offered.size() > 1) {
            SplittableRandom random = CorruptionSeeds.of(seed, visit.name(), filter, expos, mode, "subset");
            chosen = draw(offered, 1 + random.nextInt(offered.size() - 1), random);
        }
        return new Selection(visit.name(), filter, expos, mode, offered, chosen);
    }

    private static List<Exposure> few(Visit visit, long seed) {
        SplittableRandom random = CorruptionSeeds.of(seed, visit.name(), Palette.REX);
        return draw(visit.exposures(), Math.min(visit.exposures().size(), 2 + random.nextInt(2)), random);
    }

    /**
     * Takes each exposure with the probability that yields the requested number (selection sampling; Knuth, TAOCP vol.
     * 2, section 3.4.2, Algorithm S).
     */
    private static List<Exposure> draw(List<Exposure> all, int number, SplittableRandom random) {
        List<Exposure> drawn = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (random.nextDouble() * (all.size() - i) < number - drawn.size()) {
                drawn.add(all.get(i));
            }
        }
        return drawn;
    }
}
