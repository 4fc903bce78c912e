package org.mosaicworkbench.mend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.ChipWcs;
import org.mosaicworkbench.visit.Exposure;

/**
 * The header cards that correct an exposure. {@code CRVAL} and {@code CD} of each science extension are changed; the
 * reference pixel and the distortion are unchanged. The old solution is kept as an alternate one (Greisen and
 * Calabretta 2002, A&amp;A 395, 1061, section 2.1.2) under the first free letter, with the keywords that stwcs uses for
 * archiving ({@code stwcs.wcsutil.altwcs}). As in drizzlepac's {@code updatehdr}, the ERR and DQ extensions are not
 * changed, because no program takes positions from them.
 *
 * @param exposure the exposure to correct
 * @param shift the pointing error in its header
 * @param scatter scatter of the source positions after the fit, pixels along an axis
 * @param reference the exposures that define the correct pointing, in words
 */
record HeaderCorrection(Exposure exposure, ExposureShift shift, double scatter, String reference) {

    /** Identifies solutions from this software, in the form {@code <distortion>-FIT_<how>_<by>}. */
    static final String SOLUTION = "-FIT_REL_MOSAICWORKBENCH";

    private static final String SCIENCE = "SCI";
    /** {@code O} is reserved for the solution of the observatory's first processing. */
    private static final String LETTERS = "ABCDEFGHIJKLMNPQRSTUVWXYZ";

    private static final String OLD = "of the solution before mending";
    private static final List<String> NUMBERS =
            List.of("CRPIX1", "CRPIX2", "CRVAL1", "CRVAL2", "CD1_1", "CD1_2", "CD2_1", "CD2_2");
    private static final List<String> NUMBERS_OF_FIT = List.of("CRDER1", "CRDER2", "RMS_RA", "RMS_DEC");
    private static final List<String> TEXTS = List.of("CTYPE1", "CTYPE2", "RADESYS", "WCSTYPE", "HDRNAME");
    private static final double MAS = 3600e3;

    /**
     * The changes to a header, and the names of the solutions.
     *
     * @param cards cards to replace and add
     * @param motion the motion on the sky
     * @param name the new solution's name
     * @param letter the old solution's letter
     */
    record Change(List<HeaderPatch.Card> cards, RigidMotion motion, String name, char letter) {}

    /**
     * Computes the changes.
     *
     * @throws BadInput if no letter is free, or the header has no coordinate system or no CD matrix
     */
    Change change() {
        try (FitsFile file = FitsFile.open(exposure.file())) {
            List<FitsHeader> chips = IntStream.rangeClosed(1, exposure.chips())
                    .mapToObj(chip -> file.requiredHeader(SCIENCE, chip))
                    .toList();
            chips.forEach(this::requireMatrix);
            List<Wcs> systems = IntStream.rangeClosed(1, exposure.chips())
                    .mapToObj(chip -> ChipWcs.read(file, chip))
                    .toList();
            RigidMotion motion = RigidMotion.of(systems.get(0), reach(systems), shift);
            Names names = new Names(letter(chips), unused(old(chips.get(0)), others(chips)), name(chips));
            List<HeaderPatch.Setting> settings = new ArrayList<>();
            for (int chip = 0; chip < chips.size(); chip++) {
                ChipCards cards = new ChipCards(chips.get(chip), chip + 1, names, settings);
                cards.archive();
                cards.correct(systems.get(chip).moved(motion::corrected), motion.roll());
            }
            return new Change(HeaderPatch.settings(exposure.file(), settings), motion, names.current, names.letter);
        }
    }

    /** Requires a CD matrix: a matrix in another form would remain next to the new one and contradict it. */
    private void requireMatrix(FitsHeader chip) {
        if (!chip.has("CD1_1")) {
            throw BadInput.file(
                    exposure.file(),
                    "has no CD1_1 in " + SCIENCE + "," + chip.version(),
                    "write its coordinate system as the archive does, with CD1_1, CD1_2, CD2_1 and CD2_2");
        }
    }

    /** The largest distance of a chip's corner from the centre of the first chip, in pixels. */
    private static double reach(List<Wcs> systems) {
        Wcs first = systems.get(0);
        PixelPoint centre = new PixelPoint((first.width() + 1) / 2.0, (first.height() + 1) / 2.0);
        return systems.stream()
                        .flatMap(chip -> chip.outline().stream())
                        .mapToDouble(first.toSky(centre)::separation)
                        .max()
                        .orElseThrow()
                / first.pixelScale();
    }

    private record Names(char letter, String before, String current) {}

    private char letter(List<FitsHeader> chips) {
        return LETTERS.chars()
                .filter(letter -> chips.stream().noneMatch(chip -> isUsed(chip, (char) letter)))
                .mapToObj(letter -> (char) letter)
                .findFirst()
                .orElseThrow(() -> BadInput.file(
                        exposure.file(),
                        "has no free letter for another coordinate system",
                        "delete one of its alternate systems"));
    }

    private static boolean isUsed(FitsHeader chip, char letter) {
        return Stream.of("WCSNAME", "WCSAXES", "CTYPE1", "CRVAL1", "CRPIX1").anyMatch(key -> chip.has(key + letter));
    }

    private static String old(FitsHeader chip) {
        String name = chip.text("WCSNAME");
        return name.isEmpty() ? "DEFAULT" : name;
    }

    private static Set<String> others(List<FitsHeader> chips) {
        Set<String> names = new TreeSet<>();
        chips.forEach(chip -> LETTERS.chars()
                .mapToObj(letter -> chip.text("WCSNAME" + (char) letter))
                .forEach(names::add));
        return names;
    }

    private static String name(List<FitsHeader> chips) {
        String old = old(chips.get(0));
        Set<String> used = others(chips);
        used.add(old);
        return unused(old.replaceFirst("-.*", "") + SOLUTION, used);
    }

    /** Returns a name, with a number appended if it is already used. */
    private static String unused(String name, Set<String> used) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> i == 0 ? name : name + "_" + i)
                .filter(one -> !used.contains(one))
                .findFirst()
                .orElseThrow();
    }

    /** @return the headerlet's name, following the archive's convention */
    String headerlet(String solution) {
        String file = exposure.file().getFileName().toString().replaceFirst("\\.fits(\\.[gf]z)?$", "");
        String name = file + "_" + solution + "-hlet.fits";
        return name.length() > 68 ? name.substring(name.length() - 68) : name;
    }

    private final class ChipCards {

        private final FitsHeader old;
        private final int version;
        private final Names names;
        private final List<HeaderPatch.Setting> settings;

        ChipCards(FitsHeader old, int version, Names names, List<HeaderPatch.Setting> settings) {
            this.old = old;
            this.version = version;
            this.names = names;
            this.settings = settings;
        }

        private void set(String keyword, Object value, String comment) {
            settings.add(new HeaderPatch.Setting(SCIENCE, version, keyword, value, comment));
        }

        private void keep(String keyword, Object value) {
            set(keyword + names.letter, value, OLD);
        }

        void archive() {
            keep("WCSNAME", names.before);
            keep("WCSAXES", 2);
            NUMBERS.forEach(keyword -> keep(keyword, old.number(keyword, Double.NaN)));
            TEXTS.stream().filter(old::has).forEach(keyword -> keep(keyword, old.text(keyword)));
            keep("CUNIT1", "deg");
            keep("CUNIT2", "deg");
            keep("LONPOLE", old.number("LONPOLE", 180));
            keep("LATPOLE", old.number("LATPOLE", old.number("CRVAL2", 0)));
            NUMBERS_OF_FIT.forEach(keyword -> old.number(keyword).ifPresent(value -> keep(keyword, value)));
        }

        void correct(Wcs right, double roll) {
            double[] cd = right.matrix();
            set("CRVAL1", right.referenceSky().ra(), "");
            set("CRVAL2", right.referenceSky().dec(), "");
            set("CD1_1", cd[0], "");
            set("CD1_2", cd[1], "");
            set("CD2_1", cd[2], "");
            set("CD2_2", cd[3], "");
            if (old.has("ORIENTAT")) {
                set("ORIENTAT", Math.toDegrees(Math.atan2(cd[1], cd[3])), "");
            }
            set("WCSNAME", names.current, "name of the coordinate solution");
            set("WCSTYPE", "undistorted a posteriori solution relatively aligned here", "");
            set("HDRNAME", headerlet(names.current), "headerlet of the coordinate solution");
            fit(right.pixelScale());
            String text = String.format(
                    Locale.ROOT,
                    "mosaic-workbench mend: moved by %.4f\" east, %.4f\" north,",
                    -shift.sky().east(),
                    -shift.sky().north());
            set("HISTORY", text, "");
            set(
                    "HISTORY",
                    String.format(Locale.ROOT, "turned by %.5f deg; the solution before: %s", -roll, names.letter),
                    "");
            set("HISTORY", clipped("corrected relative to " + reference), "");
        }

        /** Replaces the old fit's statistics in the header. */
        private void fit(double pixel) {
            for (String keyword : List.of("RMS_RA", "RMS_DEC")) {
                if (old.has(keyword)) {
                    set(keyword, scatter * pixel * MAS, "");
                }
            }
            set("NMATCHES", shift.sources(), "sources in the fit");
            set("CRDER1", shift.sky().error() / 3600, "[deg] random error of the first axis");
            set("CRDER2", shift.sky().error() / 3600, "[deg] random error of the second axis");
        }

        private static String clipped(String text) {
            return text.length() > 72 ? text.substring(0, 69) + "..." : text;
        }
    }
}
