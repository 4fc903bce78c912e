package org.mosaicworkbench.view;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.report.Page;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * Shows images in detail, in a notebook or a page: zoom to individual pixels, stretch, positions and values under the
 * pointer, catalogs, blinking and difference of two images. The page is self-contained. If scripts do not run, it shows
 * a picture of the first image.
 *
 * <p>Images on the same pixel grid can also be subtracted. Images on different grids, such as the two chips of a
 * camera, have separate coordinate systems and are only shown in turn. Images are embedded as 16-bit tiles: the whole
 * field, reduced to at most {@value #LONGEST} pixels along a side, and if it is reduced, full-resolution windows around
 * the close-ups and the brightest sources.
 *
 * @param title the heading
 * @param images at least one; the first is shown first
 * @param overlays catalogs
 * @param closeUps positions to jump to
 */
public record Viewer(String title, List<ViewerImage> images, List<Overlay> overlays, List<CloseUpPlace> closeUps)
        implements Displayable {

    /** Maximum side length, in pixels, of the whole field in a page. */
    static final int LONGEST = 1024;

    /** Size limit in characters for a viewer with its script. */
    static final int MOST = 1_500_000;
    /** Size limit in characters for the pixels of a viewer. */
    static final int BUDGET = 1_300_000;
    /** Size limit in characters for the marks of a viewer. */
    static final int MARKS = 100_000;

    /** Size limit in characters for the windows and scales of an image's tiles, without their pixels. */
    private static final int TILES = 150 * (ViewerTiles.MOST_WINDOWS + 10);

    private static final String BEGIN = "<div class=\"mosaic-view\" data-view='";
    private static final String SCRIPT = "/org/mosaicworkbench/view/viewer.js";
    /** By default Gson escapes single quotes and angle brackets, so that text can be embedded in an attribute. */
    private static final Gson GSON = new GsonBuilder().create();

    /**
     * A position to jump to.
     *
     * @param name the label of its button
     * @param place the position
     * @param side visible side length, in image pixels
     */
    public record CloseUpPlace(String name, SkyPoint place, int side) {}

    /** Makes defensive copies. */
    public Viewer {
        images = List.copyOf(images);
        overlays = List.copyOf(overlays);
        closeUps = List.copyOf(closeUps);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a viewer without images; give at least one");
        }
    }

    /** Creates a viewer without overlays. */
    public static Viewer of(String title, ViewerImage... images) {
        return new Viewer(title, List.of(images), List.of(), List.of());
    }

    /** @return a copy with different catalogs */
    public Viewer overlays(List<Overlay> others) {
        return new Viewer(title, images, others, closeUps);
    }

    /** @return a copy with different positions to jump to */
    public Viewer closeUps(List<CloseUpPlace> others) {
        return new Viewer(title, images, overlays, others);
    }

    /**
     * Returns the element with the images but without the script, for a page that contains {@link #script()} once. The
     * script starts all elements that exist when it runs; {@code mosaicView.start(element)} starts one that was added
     * later.
     *
     * @return HTML that is also well-formed XML
     */
    public String fragment() {
        return fragment(ViewerPicture.of(images.get(0)), BUDGET);
    }

    /**
     * Like {@link #fragment()}, with a custom picture and a custom size limit.
     *
     * @param picture shown if scripts do not run
     * @param budget size limit in characters for the pixels; a lower limit reduces the field further
     */
    public String fragment(BufferedImage picture, int budget) {
        String words = Display.Html.escaped(title);
        String end = "'><img alt=\"" + words + "\" title=\"" + words
                + "\" style=\"max-width:100%\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(Display.png(picture)) + "\" /></div>\n";
        JsonObject json = json();
        int beside = BEGIN.length() + GSON.toJson(json).length() + end.length() + script().length();
        add(json, Math.min(budget, MOST - beside - images.size() * TILES));
        return BEGIN + GSON.toJson(json) + end;
    }

    /** @return the script for all viewers of a page as an element, to be included once */
    public static String script() {
        try (InputStream in = Viewer.class.getResourceAsStream(SCRIPT)) {
            return "<script>//<![CDATA[\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8) + "//]]></script>\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return element and script */
    public String html() {
        return fragment() + script();
    }

    /**
     * Writes a page with only this viewer, atomically.
     *
     * @param page an {@code .html} file
     * @return {@code page}
     * @throws org.mosaicworkbench.io.BadInput if it cannot be written, or would replace a file that is not a page from
     *                                         this software
     */
    public Path write(Path page) {
        Page.requireRoomFor(page);
        return WholeFile.writeText(page, Page.around(title, html()));
    }

    /** The data for the page, without the pixels. */
    private JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("title", title);
        json.addProperty("sky", PixelTile.SKY);
        json.addProperty("step", PixelTile.STEP);
        JsonArray all = new JsonArray();
        for (int i = 0; i < images.size(); i++) {
            ViewerImage one = images.get(i);
            JsonObject image = one.json();
            if (i > 0 && one.hasSystemOf(images.get(0))) {
                image.addProperty("wcs", "first");
            }
            if (!one.hasPixelsOf(images.get(0))) {
                image.addProperty("apart", true);
            }
            all.add(image);
        }
        json.add("images", all);
        json.add("limits", ViewerPicture.limits(images.get(0)));
        JsonArray catalogs = new JsonArray();
        Overlay.json(overlays, MARKS).forEach(catalogs::add);
        json.add("overlays", catalogs);
        json.add("closeUps", places());
        return json;
    }

    /** Adds the pixels of each image. */
    private void add(JsonObject json, int budget) {
        List<List<PixelTile>> tiles = ViewerTiles.of(images, closeUps, budget);
        for (int i = 0; i < images.size(); i++) {
            JsonArray own = new JsonArray();
            tiles.get(i).forEach(tile -> own.add(tile.json()));
            json.getAsJsonArray("images").get(i).getAsJsonObject().add("tiles", own);
        }
    }

    private JsonArray places() {
        JsonArray places = new JsonArray();
        for (CloseUpPlace one : closeUps) {
            JsonObject json = new JsonObject();
            json.addProperty("name", one.name());
            json.add("place", ViewerImage.numbers(one.place()));
            json.addProperty("side", one.side());
            places.add(json);
        }
        return places;
    }

    @Override
    public Display display() {
        return new Display.Html(html(), toString());
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("viewer of " + title + ", for a notebook or a page");
        for (ViewerImage one : images) {
            lines.add(one.name() + ": " + one.image().width() + " x "
                    + one.image().height() + " pixels");
        }
        for (Overlay one : overlays) {
            lines.add(one.name() + ": " + Count.of(one.marks().size(), "place"));
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
