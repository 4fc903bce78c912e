package org.mosaicworkbench.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.VisitDiagnosis;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.frames.DatasetImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.ExposureImages;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.ChipWcs;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * The view of an image file: a mosaic with its single-exposure images and its catalogs, or an exposure with its chips.
 *
 * @param image the file
 * @param exposures the drizzled images of individual exposures to blink
 * @param diagnosis the comparison of the exposures, which determines their true positions and the close-ups; empty if
 *                  unknown
 */
public record VisitView(Path image, List<Exposure> exposures, Optional<DiagnoseResult> diagnosis) {

    /**
     * Maximum number of exposures; with more, each would get too few pixels on the page, and memory use would be high.
     */
    public static final int MOST_EXPOSURES = 8;

    private static final int CLOSE_UPS = 4;
    private static final int SMALLEST = 40;
    private static final int LARGEST = 110;
    private static final int BESIDE = 30;
    /** Maximum number of marks for a catalog; a page may hold fewer. */
    private static final int MOST_MARKS = 3000;
    /** The smallest offset, in pixels, that is drawn as an arrow. */
    private static final double SEEN = 0.01;
    /** Radius of each mark in DS9, in arcseconds. */
    private static final Map<Overlay.Shape, Double> CIRCLE =
            Map.of(Overlay.Shape.CIRCLE, 0.2, Overlay.Shape.SQUARE, 0.3, Overlay.Shape.DIAMOND, 0.4);

    private static final Map<Overlay.Shape, String> COLOURS =
            Map.of(Overlay.Shape.CIRCLE, "orange", Overlay.Shape.SQUARE, "#56b4e9", Overlay.Shape.DIAMOND, "green");

    /** Copies the list. */
    public VisitView {
        exposures = List.copyOf(exposures);
    }

    /**
     * Creates a view with the exposures next to a total image.
     *
     * @throws BadInput if an exposure is not on the grid of the total image
     */
    public static VisitView of(Path image) {
        return new VisitView(
                image, DatasetName.isTotalImage(image) ? ExposureImages.beside(image) : List.of(), Optional.empty());
    }

    /** @return a copy with a comparison of the exposures */
    public VisitView diagnosed(DiagnoseResult found) {
        return new VisitView(image, exposures, Optional.of(found));
    }

    /**
     * Limits the number of exposures: keeps the exposures with the largest offsets, and the one with the smallest.
     *
     * @param most maximum number of exposures, at least 2
     */
    public VisitView atMost(int most) {
        if (exposures.size() <= most) {
            return this;
        }
        Map<String, Double> sizes = new HashMap<>();
        shifts().filter(shift -> shift.finding().state() == ExposureShift.State.OFF)
                .forEach(shift -> sizes.put(shift.rootname(), shift.size()));
        List<Exposure> farthest = exposures.stream()
                .sorted(Comparator.comparingDouble((Exposure one) -> -sizes.getOrDefault(one.rootname(), 0.0)))
                .toList();
        Exposure right = farthest.get(farthest.size() - 1);
        List<Exposure> off = farthest.subList(0, most - 1);
        return new VisitView(
                image,
                exposures.stream()
                        .filter(one -> one.equals(right) || off.contains(one))
                        .toList(),
                diagnosis);
    }

    /**
     * Reads the images and catalogs.
     *
     * @throws BadInput if a file cannot be read
     */
    public Viewer viewer() {
        return isDrizzled() ? mosaic() : chips();
    }

    private boolean isDrizzled() {
        try {
            DatasetName.of(image.getFileName().toString());
            return true;
        } catch (BadInput otherName) {
            return false;
        }
    }

    private Viewer mosaic() {
        DatasetImage dataset = DatasetImage.of(image);
        DatasetName name = DatasetName.of(image.getFileName().toString());
        List<ViewerImage> images = new ArrayList<>();
        images.add(ViewerImage.of("mosaic", dataset.science()));
        for (Exposure one : exposures) {
            ViewerImage read = ViewerImage.read(one.rootname(), one.file());
            images.add(read.wcs().map(wcs -> read.aligned(motion(one, wcs))).orElse(read));
        }
        List<Overlay> overlays = new ArrayList<>();
        if (images.get(0).wcs().isPresent()) {
            add(overlays, "point sources", Overlay.Shape.CIRCLE, dataset.points());
            add(overlays, "segment sources", Overlay.Shape.SQUARE, dataset.segments());
            add(overlays, "reference stars", Overlay.Shape.DIAMOND, dataset.references());
        }
        return new Viewer(name.toString(), images, overlays, closeUps(images.get(0)));
    }

    private Viewer chips() {
        try (FitsFile fits = FitsFile.open(image)) {
            int number = fits.header("SCI", 2).isPresent() ? 2 : 1;
            List<ViewerImage> chips = IntStream.rangeClosed(1, number)
                    .mapToObj(version -> chip(fits, version, number))
                    .toList();
            return new Viewer(image.getFileName().toString(), chips, List.of(), List.of());
        }
    }

    private static ViewerImage chip(FitsFile fits, int version, int number) {
        FitsImage pixels = fits.image("SCI", version);
        String name = number == 1 ? "image" : "chip " + version;
        try {
            return new ViewerImage(name, pixels, Optional.of(ChipWcs.read(fits, version)), ViewerImage.Motion.NONE);
        } catch (BadInput noSystem) {
            return ViewerImage.of(name, pixels);
        }
    }

    /**
     * Returns the regions that DS9 can draw on the images: circles for the catalogs' sources, arrows at the close-ups
     * for the measured offset of each exposure (in the mosaic, from a source's position in the other exposures to its
     * position in this exposure), and the outlines of the exposures in the folder.
     *
     * @param shown the viewer created from this view
     */
    public Regions regions(Viewer shown) {
        Regions regions = new Regions();
        for (Overlay overlay : shown.overlays()) {
            regions.circles(
                    overlay.marks().stream().map(Overlay.Mark::place).toList(),
                    CIRCLE.get(overlay.shape()),
                    COLOURS.get(overlay.shape()));
        }
        shown.images().get(0).wcs().ifPresent(wcs -> arrows(shown.closeUps(), wcs, regions));
        for (Path exposure : exposuresInFolder()) {
            outline(exposure, regions);
        }
        return regions;
    }

    /** Only the first arrow of an exposure is labelled, since all its arrows show the same offset. */
    private void arrows(List<Viewer.CloseUpPlace> places, Wcs wcs, Regions regions) {
        for (int i = 0; i < places.size(); i++) {
            SkyPoint place = places.get(i).place();
            PixelPoint from = wcs.toPixel(place);
            for (ExposureShift shift : shifts().filter(one -> one.size() > SEEN).toList()) {
                double dx = shift.shift().dx();
                double dy = shift.shift().dy();
                String words = String.format(Locale.ROOT, "%s (%.2f, %.2f) px", shift.rootname(), -dx, -dy);
                regions.vector(
                        place,
                        wcs.toSky(from.x() - dx, from.y() - dy),
                        i == 0 ? words : "",
                        shift.finding().state() == ExposureShift.State.OFF ? "red" : "cyan");
            }
        }
    }

    private List<Path> exposuresInFolder() {
        try (Stream<Path> files = Files.list(image.toAbsolutePath().getParent())) {
            return files.filter(Visit::isExposure).sorted().toList();
        } catch (IOException e) {
            throw BadInput.file(image.toAbsolutePath().getParent(), "cannot be listed", "check that it may be read");
        }
    }

    private static void outline(Path exposure, Regions regions) {
        try (FitsFile fits = FitsFile.open(exposure)) {
            for (int version = 1; fits.header("SCI", version).isPresent(); version++) {
                regions.outline(
                        ChipWcs.read(fits, version).outline(),
                        version == 1 ? fits.primary().text("ROOTNAME") : "",
                        "yellow");
            }
        }
    }

    private static void add(List<Overlay> overlays, String name, Overlay.Shape shape, List<Source> sources) {
        if (sources.isEmpty()) {
            return;
        }
        List<Overlay.Mark> marks = sources.stream()
                .limit(MOST_MARKS)
                .map(one -> new Overlay.Mark(
                        new SkyPoint(one.ra(), one.dec()), one.flag() == Source.NO_FLAG ? "" : "flag " + one.flag()))
                .toList();
        overlays.add(new Overlay(name, shape, marks, sources.size()));
    }

    /** The motion that undoes the error of an exposure's header. */
    private ViewerImage.Motion motion(Exposure exposure, Wcs wcs) {
        double[] cd = wcs.matrix();
        double handed = cd[0] * cd[3] - cd[1] * cd[2] < 0 ? -1 : 1;
        return shifts().filter(shift -> shift.rootname().equals(exposure.rootname()) && shift.measured())
                .findFirst()
                .map(shift -> new ViewerImage.Motion(
                        shift.shift().dx(),
                        shift.shift().dy(),
                        shift.sky().isRolled() ? handed * shift.sky().roll() : 0))
                .orElse(ViewerImage.Motion.NONE);
    }

    private Stream<ExposureShift> shifts() {
        return visits().flatMap(visit -> visit.shifts().stream());
    }

    private Stream<VisitDiagnosis> visits() {
        return diagnosis.stream().flatMap(found -> found.visits().stream());
    }

    /** Close-ups of sources common to the exposures, where any misalignment can be seen. */
    private List<Viewer.CloseUpPlace> closeUps(ViewerImage mosaic) {
        double largest = shifts().filter(shift -> shift.finding().state() == ExposureShift.State.OFF)
                .mapToDouble(ExposureShift::size)
                .max()
                .orElse(0);
        int side = (int) Math.max(SMALLEST, Math.min(LARGEST, Math.rint(2 * largest + BESIDE)));
        List<Viewer.CloseUpPlace> places = new ArrayList<>();
        visits().flatMap(visit -> visit.common().examples().stream())
                .filter(place -> isInside(mosaic, place, side))
                .limit(CLOSE_UPS)
                .forEach(place -> places.add(new Viewer.CloseUpPlace(String.valueOf(places.size() + 1), place, side)));
        return places;
    }

    private static boolean isInside(ViewerImage mosaic, SkyPoint place, int side) {
        return mosaic.wcs()
                .map(wcs -> wcs.toPixel(place))
                .filter(at -> isInside(mosaic.image(), at, side / 2.0))
                .isPresent();
    }

    private static boolean isInside(FitsImage image, PixelPoint at, double margin) {
        return at.x() > margin
                && at.y() > margin
                && at.x() < image.width() - margin
                && at.y() < image.height() - margin;
    }
}
