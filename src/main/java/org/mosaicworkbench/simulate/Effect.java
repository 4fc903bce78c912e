package org.mosaicworkbench.simulate;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.visit.Detector;

/**
 * Effects of the optics, the detector and the orbit that can be switched on individually. Each effect uses its own
 * random numbers, so switching it on does not change the rest of a visit. Effects that a detector does not have are
 * ignored.
 */
public enum Effect {

    /** Stars are elongated by 5 to 13 %, in the same detector direction throughout a visit. */
    ELONGATION(Detector.values()),
    /**
     * The PSF varies across the field because of off-axis aberrations and position-dependent charge diffusion (Tiny
     * Tim; Krist, Hook and Stoehr 2011, Proc. SPIE 8127, 81270J).
     */
    PSF_CHANGE(Detector.values()),
    /**
     * Focus changes from exposure to exposure because the telescope's length follows its temperature around the orbit:
     * the secondary mirror moves by 1.5 to 4 micrometres in either direction about a mean position that differs from
     * visit to visit (Lallo et al. 2005, ISR TEL 2005-03).
     */
    BREATHING(Detector.values()),
    /** Low-order aberrations are twice as large as Hubble's. */
    ABERRATION(Detector.values()),
    /**
     * The infrared detector glows where bright stars of an earlier visit, or of this visit, saturated its pixels. The
     * glow stays fixed on the detector while the sky is dithered (Long et al., WFC3 ISR 2013-07).
     */
    PERSISTENCE(Detector.IR),
    /** Unflagged hot pixels whose number grows during the visit (ACS instrument handbook, section 4.3.5). */
    HOT_PIXELS(Detector.HRC, Detector.WFC, Detector.UVIS, Detector.IR),
    /** Unflagged bright columns of a CCD. */
    COLUMNS(Detector.HRC, Detector.WFC, Detector.UVIS),
    /**
     * Charge trails behind sources, away from the amplifier, that grow with every year in orbit (Anderson and Bedin
     * 2010, PASP 122, 1035).
     */
    CTE(Detector.HRC, Detector.WFC, Detector.UVIS),
    /** Stars so bright that their charge bleeds along columns over tens to hundreds of pixels. */
    BLEEDING(Detector.HRC, Detector.WFC, Detector.UVIS),
    /** Reflection ghosts of bright stars, which move relative to the sky. */
    GHOSTS(Detector.values()),
    /** Spots of lower sensitivity on the infrared detector (WFC3 data handbook, section 7.5). */
    BLOBS(Detector.IR),
    /** Satellite trails across the field (Kruk et al. 2023, Nature Astronomy 7, 262). */
    SATELLITES(Detector.HRC, Detector.WFC, Detector.UVIS),
    /** A background gradient across the field, stronger in one exposure than in another. */
    SCATTERED_LIGHT(Detector.HRC, Detector.WFC, Detector.UVIS, Detector.IR);

    private static final String ALL = "all";
    private static final String NONE = "none";

    @SuppressWarnings("ImmutableEnumChecker") // Never modified.
    private final Set<Detector> detectors;

    Effect(Detector... detectors) {
        this.detectors = Collections.unmodifiableSet(EnumSet.copyOf(List.of(detectors)));
    }

    /**
     * Finds effects by name.
     *
     * @param names names of constants in any case, with hyphens instead of underscores; {@code all} selects all
     *     effects, {@code none} selects none
     * @throws BadInput for an unknown name; the message lists the valid names
     */
    public static Set<Effect> named(List<String> names) {
        Set<Effect> named = EnumSet.noneOf(Effect.class);
        for (String name : names) {
            if (name.strip().equalsIgnoreCase(ALL)) {
                named.addAll(EnumSet.allOf(Effect.class));
            } else if (!name.strip().equalsIgnoreCase(NONE)) {
                named.add(one(name));
            }
        }
        return named;
    }

    private static Effect one(String name) {
        String wanted = name.strip().toUpperCase(Locale.ROOT).replaceAll("[ -]", "_");
        return Arrays.stream(values())
                .filter(effect -> effect.name().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new BadInput("effect is '" + name + "'; it must be " + ALL + ", " + NONE + " or one of "
                                + Arrays.stream(values()).map(Effect::label).collect(Collectors.joining(", "))));
    }

    /** @return the name in options and files, such as {@code hot-pixels} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return whether exposures of a detector can show it */
    public boolean shownBy(Detector detector) {
        return detectors.contains(detector);
    }
}
