package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.view.Viewer;
import org.mosaicworkbench.view.ViewerImage;
import org.mosaicworkbench.view.VisitView;

/**
 * Looks at an image closely: in the notebook, in a page, or in DS9, Aladin and TOPCAT.
 *
 * <pre>{@code
 * View.of(total)                             // as the last line of a cell: the viewer
 * View.of(before, after).write(Path.of("view.html"));
 * }</pre>
 *
 * <p>A total image is shown with its catalogs and, to blink with, the drizzled images of its single exposures; they are
 * compared ({@link Diagnose}), so that they can be seen as measured and as aligned, and close-ups lead to sources that
 * they have in common. Setting an option returns a new object.
 */
public final class View implements Displayable {

    private final ViewOptions options;

    /** All options with their defaults. */
    private static final class ViewOptions extends Options<ViewOptions> {

        private List<Path> images = List.of();
        private boolean compared = true;

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("compared", compared);
            return all;
        }
    }

    private View(ViewOptions options) {
        this.options = options;
    }

    /**
     * Views an image.
     *
     * @param image   a total image, another drizzled image, or an exposure
     * @param further images to blink it with, which are put on its pixels
     */
    public static View of(Path image, Path... further) {
        Require.given("the image to view", image, "name a drizzled image or an exposure");
        List<Path> images = new ArrayList<>(List.of(further));
        images.add(0, image);
        return new View(new ViewOptions().with(o -> o.images = List.copyOf(images)));
    }

    /** @return every option by its name with its default */
    public static Map<String, Object> defaults() {
        return new ViewOptions().byName();
    }

    /** @param wanted whether to compare the exposures of a total image; by default true. Without, it is quicker */
    public View compared(boolean wanted) {
        return with(o -> o.compared = wanted);
    }

    private View with(Consumer<ViewOptions> change) {
        return new View(options.with(change));
    }

    /**
     * Reads the images.
     *
     * @return the viewer, which shows itself in a notebook
     * @throws BadInput when one of them cannot be read
     */
    public Viewer viewer() {
        VisitView view = VisitView.of(image());
        Viewer viewer = (options.compared && view.exposures().size() > 1 ? compared(view) : view).viewer();
        List<ViewerImage> images = new ArrayList<>(viewer.images());
        for (Path further : options.images.subList(1, options.images.size())) {
            images.add(
                    ViewerImage.read(further.getFileName().toString(), further).on(images.get(0)));
        }
        return new Viewer(viewer.title(), images, viewer.overlays(), viewer.closeUps());
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
     * @throws BadInput when an image cannot be read, or the page cannot be written
     */
    public Path write(Path page) {
        return viewer().write(page);
    }

    @Override
    public Display display() {
        return viewer().display();
    }
}
