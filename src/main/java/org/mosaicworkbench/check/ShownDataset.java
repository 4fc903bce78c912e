package org.mosaicworkbench.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.diagnose.VisitDiagnosis;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.view.Viewer;
import org.mosaicworkbench.view.VisitView;

/**
 * A dataset with its pictures.
 *
 * @param dataset the dataset
 * @param diagnosis the comparison of its exposures; empty if there is none
 */
record ShownDataset(CheckedDataset dataset, Optional<DiagnoseResult> diagnosis) {

    private static final String SIGNS =
            "Offsets are errors of the headers, in pixels of the mosaic: an error of +2 in CRPIX1 gives a dx of "
                    + "+2. In the mosaic, the sources of the exposure are shifted in the opposite direction.";
    private static final int CLOSE_UPS = 3;
    /** Number of exposures to blink in the viewer. */
    private static final int EXPOSURES = 3;

    private static final int SMALLEST = 30;
    private static final int LARGEST = 110;
    private static final int BESIDE = 24;

    /** Compares the exposures again to draw the figure. */
    static ShownDataset of(CheckedDataset dataset, int threads) {
        try {
            return new ShownDataset(
                    dataset,
                    Optional.of(
                            new VisitComparison(dataset.image(), VisitComparison.LIMIT, Theme.LIGHT, threads).run()));
        } catch (BadInput nothingToSay) {
            return new ShownDataset(dataset, Optional.empty());
        }
    }

    /** A viewer with the same positions as the close-ups. */
    private Viewer viewer(List<SkyPoint> places, int side) {
        VisitView view = VisitView.of(dataset.image());
        List<Viewer.CloseUpPlace> closeUps = IntStream.range(0, places.size())
                .mapToObj(i -> new Viewer.CloseUpPlace(String.valueOf(i + 1), places.get(i), side))
                .toList();
        return diagnosis
                .map(view::diagnosed)
                .orElse(view)
                .atMost(EXPOSURES)
                .viewer()
                .closeUps(closeUps);
    }

    /**
     * Returns the dataset's section of a page.
     *
     * @param largerThan misalignment, in mosaic pixels, above which a mosaic counts as misaligned
     * @param steps whether to recommend actions
     * @param room size limit, in characters, for the encoded pixels of a viewer; 0 to show a picture instead
     */
    Section section(double largerThan, boolean steps, int room) {
        MosaicView view = MosaicView.of(dataset.image());
        int side = side();
        List<SkyPoint> places = places(view, side);
        Section section = Section.of(dataset.name())
                .text(dataset.verdict(largerThan))
                .text("Judged from: " + dataset.basis() + ". Limits of the verdict: " + dataset.limit() + ".");
        if (steps) {
            section = section.text("What to do:\n" + new NextStep(dataset, view.centre()));
        }
        Picture whole = view.whole("The mosaic" + (places.isEmpty() ? "" : "; rings mark the close-ups below"), places);
        section = room > 0
                ? section.text(whole.caption()).element(viewer(places, side).fragment(whole.image(), room))
                : section.picture(whole);
        if (!places.isEmpty()) {
            section = section.picture(view.closeUps(places, side).caption(captionOfCloseUps()));
        }
        if (diagnosis.isEmpty()) {
            return section;
        }
        DiagnoseResult found = diagnosis.get();
        section = section.text((found.visits().isEmpty() ? "From the mosaic alone: " : "Comparison of the exposures: ")
                + withoutName(found));
        if (!found.visits().isEmpty()) {
            section = section.rows(found.table()).text(SIGNS);
        }
        for (Figure figure : found.figures()) {
            section = section.figure(figure);
        }
        return section;
    }

    private String withoutName(DiagnoseResult found) {
        return found.verdict().replace(dataset.name() + ": ", "");
    }

    private String captionOfCloseUps() {
        return dataset.isMisaligned()
                ? "Close-ups of sources: if exposures disagree, sources are doubled or elongated"
                : "Close-ups of sources";
    }

    /** The side in pixels that a close-up needs to show both images of a source. */
    private int side() {
        double size = dataset.isMisaligned() ? dataset.judgement().size().median() : 0;
        return (int) Math.max(SMALLEST, Math.min(LARGEST, Math.rint(2 * size + BESIDE)));
    }

    /**
     * Common sources with enough room around them; for a rolled exposure, those farthest from the centre, where the
     * roll displaces sources most.
     */
    private List<SkyPoint> places(MosaicView view, int side) {
        boolean rolled = dataset.isMisaligned()
                && dataset.worst()
                        .filter(one -> one.moved() > 2 * one.shift().size())
                        .isPresent();
        SkyPoint centre = view.centre();
        return diagnosis.stream()
                .flatMap(found -> found.visits().stream())
                .map(VisitDiagnosis::common)
                .flatMap(common -> common.examples().stream())
                .filter(place -> view.shows(place, side))
                .sorted(Comparator.comparingDouble(place -> rolled ? -place.separation(centre) : 0))
                .limit(CLOSE_UPS)
                .toList();
    }

    /** @return a small picture of the mosaic, for a notebook */
    Picture thumbnail() {
        MosaicView view = MosaicView.of(dataset.image());
        int side = side();
        List<SkyPoint> places = places(view, side);
        return places.isEmpty() ? view.whole(dataset.name(), places) : view.closeUps(places, side);
    }
}
