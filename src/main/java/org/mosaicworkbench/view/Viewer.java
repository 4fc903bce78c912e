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
 * Images to look at closely, in a notebook or a page: zoom to single pixels, stretch, positions and values under the
 * pointer, catalogs, blink and difference of two images. All that it needs is in the page. Where scripts do not run, a
 * picture of the first image is seen.
 *
 * <p>Images on one grid of pixels can be compared: their difference is offered. Others, such as the two chips of a
 * camera, have positions of their own and are only shown in turn. They travel as 16-bit tiles: the whole field,
 * reduced to at most {@value #LONGEST} pixels along a side, and where it is reduced, windows of whole pixels around the
 * close-ups and the brightest sources.
 *
 * @param title    what is shown
 * @param images   at least one, the first is seen first
 * @param overlays catalogs
 * @param closeUps places to jump to
 */
public record Viewer(String title, List<ViewerImage> images, List<Overlay> overlays, List<CloseUpPlace> closeUps)
        implements Displayable {

    /** Pixels along the longer side of the whole field in a page. */
    static final int LONGEST = 1024;

    /** Characters that the pixels of a viewer take at most. */
    static final int BUDGET = 1_300_000;

    private static final String SCRIPT = "/org/mosaicworkbench/view/viewer.js";
    /** Its texts hold no quote of an attribute, and nothing that begins an element. */
    private static final Gson GSON = new GsonBuilder().create();

    /**
     * A place to jump to.
     *
     * @param name  what its button says
     * @param place where
     * @param side  pixels of the image that are seen then
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

    /** A viewer of images alone. */
    public static Viewer of(String title, ViewerImage... images) {
        return new Viewer(title, List.of(images), List.of(), List.of());
    }

    /** @return this with other catalogs */
    public Viewer overlays(List<Overlay> others) {
        return new Viewer(title, images, others, closeUps);
    }

    /** @return this with other places to jump to */
    public Viewer closeUps(List<CloseUpPlace> others) {
        return new Viewer(title, images, overlays, others);
    }

    /**
     * The element with the images, without the script: for a page that has {@link #script()} once. The script starts
     * all elements that are there when it runs; {@code mosaicView.start(element)} starts one that came later.
     *
     * @return HTML that is well-formed XML too
     */
    public String fragment() {
        return fragment(ViewerPicture.of(images.get(0)), BUDGET);
    }

    /**
     * As {@link #fragment()}, with a picture of one's own, in fewer bytes.
     *
     * @param picture what is seen where scripts do not run
     * @param budget  characters that the pixels take at most: with fewer, the field is reduced more
     */
    public String fragment(BufferedImage picture, int budget) {
        String png = Base64.getEncoder().encodeToString(Display.png(picture));
        String words = Display.Html.escaped(title);
        return "<div class=\"mosaic-view\" data-view='" + GSON.toJson(json(budget)) + "'><img alt=\"" + words
                + "\" title=\"" + words + "\" style=\"max-width:100%\" src=\"data:image/png;base64," + png
                + "\" /></div>\n";
    }

    /** @return the script of all viewers of a page as an element, once a page */
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
     * Writes a page with this viewer alone, atomically.
     *
     * @param page an {@code .html} file
     * @return {@code page}
     * @throws org.mosaicworkbench.io.BadInput if it cannot be written, or would replace a file that is not a page of
     *                                         this software
     */
    public Path write(Path page) {
        Page.requireRoomFor(page);
        return WholeFile.writeText(page, Page.around(title, html()));
    }

    private JsonObject json(int budget) {
        JsonObject json = new JsonObject();
        json.addProperty("title", title);
        json.addProperty("sky", PixelTile.SKY);
        json.addProperty("step", PixelTile.STEP);
        JsonArray all = new JsonArray();
        List<List<PixelTile>> tiles = ViewerTiles.of(images, closeUps, budget);
        for (int i = 0; i < images.size(); i++) {
            JsonObject image = images.get(i).json();
            JsonArray own = new JsonArray();
            tiles.get(i).forEach(tile -> own.add(tile.json()));
            image.add("tiles", own);
            if (!images.get(i).hasPixelsOf(images.get(0))) {
                image.addProperty("apart", true);
            }
            all.add(image);
        }
        json.add("images", all);
        json.add("limits", ViewerPicture.limits(images.get(0)));
        JsonArray catalogs = new JsonArray();
        overlays.forEach(overlay -> catalogs.add(overlay.json()));
        json.add("overlays", catalogs);
        json.add("closeUps", places());
        return json;
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
