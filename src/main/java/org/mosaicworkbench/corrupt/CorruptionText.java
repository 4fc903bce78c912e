package org.mosaicworkbench.corrupt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.Csv;

/** The human-readable log {@code corruption.txt}, in the layout of the Python tool spacekit. */
final class CorruptionText {

    private static final String BEGIN = "-".repeat(15);
    private static final String END = "---!@#$%^&*()_+---".repeat(3);
    private static final List<String> REFERENCE = List.of("CRVAL1", "CRVAL2");

    private final Corruption corruption;
    private final StringBuilder text = new StringBuilder();

    private CorruptionText(Corruption corruption) {
        this.corruption = corruption;
    }

    static String of(Corruption corruption) {
        CorruptionText log = new CorruptionText(corruption);
        log.head();
        log.line("\nStarting " + log.word() + " corruption\n");
        if (log.together() && !corruption.exposures().isEmpty()) {
            for (int axis = 0; axis < log.axes(); axis++) {
                log.offset(corruption.exposures().get(0), axis);
            }
        }
        corruption.exposures().forEach(log::exposure);
        return log.text.toString();
    }

    private void head() {
        line(BEGIN);
        line("\nFILTER:  " + corruption.choice().filter());
        if (corruption.draw().kind() != Kind.SHIFT) {
            line("\nKIND:  " + corruption.draw().kind());
        }
        if (corruption.choice().expos() == Expos.ALL) {
            line("\nALL FILES:  " + files());
        } else {
            if (corruption.subsetOfOne()) {
                line("WARNING - 1 exposure for this filter.");
            }
            line("\nSelecting " + corruption.exposures().size() + " out of "
                    + corruption.choice().offered() + " files");
            line("\nFiles selected for corruption:  " + files());
        }
    }

    private void exposure(ExposureChange exposure) {
        line("\nApplying " + word() + " augment:  " + corruption.folder() + "/" + exposure.file());
        if (!together()) {
            for (int axis = 0; axis < axes(); axis++) {
                reference(exposure, axis);
                offset(exposure, axis);
            }
        }
        for (HeaderPatch.Card card : exposure.cards()) {
            if (ofFirstChip(card)) {
                line("\n" + card.keyword() + "-old:  " + Csv.number(card.oldValue()));
                line(card.keyword() + "-new:  " + Csv.number(card.newValue()));
            }
        }
        line("\n" + END);
    }

    private void offset(ExposureChange exposure, int axis) {
        double pixels = axis == 0
                ? exposure.motion().offset().x()
                : exposure.motion().offset().y();
        line("PIXEL offset:  " + Csv.number(Math.abs(pixels)));
        double degrees = switch (corruption.draw().kind()) {
            case ROLL -> exposure.motion().rollDegrees();
            case CRPIX -> pixels * exposure.pixelDegrees();
            case SHIFT, DRIFT, REACQUIRE ->
                card(exposure, REFERENCE.get(axis))
                        .map(c -> c.newValue() - c.oldValue())
                        .orElse(0.0);
        };
        line("DEGREE offset: " + (degrees < 0 ? "-" : "+") + "  " + Csv.number(Math.abs(degrees)));
    }

    private void reference(ExposureChange exposure, int axis) {
        card(exposure, REFERENCE.get(axis)).ifPresent(c -> line("\nCRVAL:  " + Csv.number(c.oldValue())));
    }

    private static Optional<HeaderPatch.Card> card(ExposureChange exposure, String keyword) {
        return exposure.cards().stream()
                .filter(c -> ofFirstChip(c) && c.keyword().equals(keyword))
                .findFirst();
    }

    private static boolean ofFirstChip(HeaderPatch.Card card) {
        return card.extension().equals("SCI") && card.version() == 1;
    }

    /** Whether all exposures share one offset; false for a drift, whose offsets grow in either mode. */
    private boolean together() {
        return corruption.choice().mode() == Mode.STAT && corruption.draw().kind() != Kind.DRIFT;
    }

    private int axes() {
        return corruption.draw().kind().axes().size();
    }

    private String word() {
        return corruption.choice().mode() == Mode.STAT ? "static" : "stochastic";
    }

    private String files() {
        return corruption.exposures().stream()
                .map(e -> "'" + corruption.folder() + "/" + e.file() + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
