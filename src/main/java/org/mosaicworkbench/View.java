package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.view.Regions;
import org.mosaicworkbench.view.SentView;
import org.mosaicworkbench.view.SkyTool;
import org.mosaicworkbench.view.Viewer;
import org.mosaicworkbench.view.ViewerImage;
import org.mosaicworkbench.view.VisitView;

/**
 * Shows an image in detail: in a notebook, on a page, or in DS9, Aladin and TOPCAT.
 *
 * <pre>{@code
 * View.of(total)                             // as the last line of a notebook cell: shows the viewer
 * View.of(before, after).write(Path.of("view.html"));
 * View.of(total).send(SkyTool.DS9);
 * }</pre>
 *
 * <p>A total image is shown with its catalogs and, for blinking, the drizzled images of its individual exposures. The
 * exposures are compared ({@link Diagnose}), so that they can be shown both as pointed and as aligned, with close-ups
 * of their common sources. If there are more than {@value VisitView#MOST_EXPOSURES} exposures, the most misaligned ones
 * are shown and sent. Setting an option returns a new object.
 */
public final class View implements Displayable {

    /** Side length, in image pixels, of the region around a position of interest. */
    private static final int SIDE = 80;

    private final ViewOptions options;

    /** All options with their defaults. */
    private static final class ViewOptions extends Options<ViewOptions> {

        private List<Path> images = List.of();
        private boolean compared = true;
        /** Position of interest; null if none is set. */
        private SkyPoint at;

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("compared", compared);
            all.put("at", at);
            return all;
        }
    }

    private View(ViewOptions options) {
        this.options = options;
    }

    /**
     * Selects images to view.
     *
     * @param image a total image, another drizzled image, or an exposure
     * @param further images to blink with it, resampled to its pixels
     */
    public static View of(Path image, Path... further) {
        Require.given("the image to view", image, "give a drizzled image or an exposure");
        List<Path> images = new ArrayList<>(List.of(further));
        images.add(0, image);
        return new View(new ViewOptions().with(o -> o.images = List.copyOf(images)));
    }

    /** @return the default of each option, by option name */
    public static Map<String, Object> defaults() {
        return new ViewOptions().byName();
    }

    /** @param wanted whether to compare the exposures of a total image; by default true; false is faster */
    public View compared(boolean wanted) {
        return with(o -> o.compared = wanted);
    }

    /**
     * Sets the position of interest: the first close-up of the viewer, and the position shown in other programs.
     *
     * @param ra right ascension in degrees, ICRS
     * @param dec declination in degrees, ICRS
     * @throws BadInput if it is not a valid position on the sky
     */
    public View at(double ra, double dec) {
        if (!(ra >= 0 && ra <= 360 && dec >= -90 && dec <= 90)) {
            throw new BadInput(
                    "the position is RA " + ra + ", Dec " + dec + "; it must be 0 to 360 and -90 to 90 degrees");
        }
        return with(o -> o.at = new SkyPoint(ra, dec));
    }

    private View with(Consumer<ViewOptions> change) {
        return new View(options.with(change));
    }

    /**
     * Reads the images.
     *
     * @return the viewer, which shows itself in a notebook
     * @throws BadInput if an image cannot be read, or a position is set and the first image has no WCS
     */
    public Viewer viewer() {
        Viewer viewer = view().viewer();
        List<ViewerImage> images = new ArrayList<>(viewer.images());
        for (Path further : further()) {
            images.add(
                    ViewerImage.read(further.getFileName().toString(), further).on(images.get(0)));
        }
        List<Viewer.CloseUpPlace> places = new ArrayList<>(viewer.closeUps());
        if (options.at != null) {
            if (images.get(0).wcs().isEmpty()) {
                throw BadInput.file(image(), "has no WCS, so a sky position cannot be located in it", "leave 'at' out");
            }
            places.add(0, new Viewer.CloseUpPlace("at " + options.at.ra() + " " + options.at.dec(), options.at, SIDE));
        }
        return new Viewer(viewer.title(), images, viewer.overlays(), places);
    }

    private VisitView view() {
        VisitView view = VisitView.of(image());
        return (options.compared && view.exposures().size() > 1 ? compared(view) : view)
                .atMost(VisitView.MOST_EXPOSURES);
    }

    private List<Path> further() {
        return options.images.subList(1, options.images.size());
    }

    private static VisitView compared(VisitView view) {
        try {
            return view.diagnosed(VisitComparison.of(view.image()).run());
        } catch (BadInput nothingToSay) {
            return view;
        }
    }

    private Path image() {
        return options.images.get(0);
    }

    /**
     * Writes a page with the viewer.
     *
     * @param page an {@code .html} file
     * @return {@code page}
     * @throws BadInput if an image cannot be read, or the page cannot be written
     */
    public Path write(Path page) {
        return viewer().write(page);
    }

    /**
     * Writes a DS9 region file for the image: circles around sources, arrows for the offsets of exposures, and the
     * outlines of exposures.
     *
     * @param file a region file of DS9, {@code .reg}
     * @return {@code file}
     * @throws BadInput if the image or a catalog cannot be read, the file cannot be written, or it exists but is not a
     *     region file written by this program
     */
    public Path regions(Path file) {
        Regions.requireRoomFor(file);
        VisitView view = view();
        return view.regions(view.viewer()).write(file);
    }

    /**
     * Sends images, catalogs and the position of interest to a running program via SAMP.
     *
     * @return the items that the program received, in order
     * @throws BadInput if the program cannot be reached; the message says what to start
     */
    public List<String> send(SkyTool program) {
        return new SentView(view(), further(), Optional.ofNullable(options.at)).to(program);
    }

    @Override
    public Display display() {
        return viewer().display();
    }
}
