package org.mosaicworkbench.report;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Theme;

/** A heading and its content, in order. Adding content returns a new section. */
public final class Section {

    /** Image pixels per screen pixel of a figure: sharp on paper with a small file. */
    private static final double SCALE = 1.5;

    private final String title;
    private final List<String> blocks;

    private Section(String title, List<String> blocks) {
        this.title = title;
        this.blocks = List.copyOf(blocks);
    }

    /** An empty section. */
    public static Section of(String title) {
        return new Section(title, List.of());
    }

    private Section and(String html) {
        List<String> more = new ArrayList<>(blocks);
        more.add(html);
        return new Section(title, more);
    }

    /** @param words plain text; a line feed starts a new line */
    public Section text(String words) {
        return and(Html.paragraph("", words));
    }

    /** A table. */
    public Section rows(TextTable table) {
        return and(Html.table(table));
    }

    /**
     * @param figure figure, drawn in both themes: readers who prefer a dark colour scheme see the dark version; all
     *     other readers, and printed pages, get the light version
     */
    public Section figure(Function<Theme, Figure> figure) {
        Figure light = figure.apply(Theme.LIGHT);
        BufferedImage image = light.image(SCALE);
        return and("<figure><picture><source media=\"screen and (prefers-color-scheme: dark)\" srcset=\""
                + Html.data(figure.apply(Theme.DARK).image(SCALE)) + "\" /><img alt=\"" + Html.escaped(light.title())
                + "\" width=\"" + light.width() + "\" height=\"" + light.height() + "\" src=\"" + Html.data(image)
                + "\" /></picture></figure>\n");
    }

    /** A figure in its own theme. */
    public Section figure(Figure drawn) {
        return and("<figure><img alt=\"" + Html.escaped(drawn.title()) + "\" width=\"" + drawn.width() + "\" height=\""
                + drawn.height() + "\" src=\"" + Html.data(drawn.image(SCALE)) + "\" /></figure>\n");
    }

    /** A picture with its caption above. */
    public Section picture(Picture picture) {
        return and("<figure class=\"frames\"><figcaption>" + Html.escaped(picture.caption()) + "</figcaption>"
                + Html.image(picture.image(), picture.caption()) + "</figure>\n");
    }

    /** @param html an HTML fragment that is also well-formed XML, inserted unchanged */
    public Section element(String html) {
        return and(html);
    }

    String html() {
        return "<h3>" + Html.escaped(title) + "</h3>\n" + String.join("", blocks);
    }
}
