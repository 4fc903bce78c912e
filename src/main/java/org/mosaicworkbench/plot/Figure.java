package org.mosaicworkbench.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.pdf.PDFProcessor;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;

/** A drawing at any size: pixels in a notebook and in a PNG, vectors in an SVG and a PDF. */
public final class Figure implements Displayable {

    private static final int HEAD = 34;
    /** Screen resolution in pixels per inch; {@link #PRINT} is the resolution of a printed page in dots per inch. */
    private static final double SCREEN = 96;

    private static final double PRINT = 300;
    private static final double MM_PER_PIXEL = 25.4 / SCREEN;
    private static final double PER_METRE = PRINT / 0.0254;
    /** Byte offset at which a PNG's header chunk ends (PNG specification, sections 5.2 and 11.2.2). */
    private static final int AFTER_HEADER = 33;

    private final String title;
    private final int width;
    private final int height;
    private final Theme theme;
    private final Consumer<Graphics2D> paint;

    Figure(String title, int width, int height, Theme theme, Consumer<Graphics2D> paint) {
        this.title = title;
        this.width = width;
        this.height = height;
        this.theme = theme;
        this.paint = paint;
    }

    /**
     * Arranges figures in rows on one sheet, in cells as large as the largest figure.
     *
     * @param title title above the sheet; empty for none
     * @param columns number of columns, at least 1
     * @param figures at least one, all with the same theme
     */
    public static Figure panel(String title, int columns, List<Figure> figures) {
        if (columns < 1 || figures.isEmpty()) {
            throw new IllegalArgumentException("a panel of " + figures.size() + " figures in " + columns
                    + " columns; it needs at least 1 of each");
        }
        Theme theme = figures.get(0).theme;
        int width = figures.stream().mapToInt(Figure::width).max().orElseThrow();
        int height = figures.stream().mapToInt(Figure::height).max().orElseThrow();
        int head = title.isEmpty() ? 0 : HEAD;
        int rows = (figures.size() + columns - 1) / columns;
        int across = Math.min(columns, figures.size());
        String words = figures.stream().map(Figure::title).collect(Collectors.joining(", "));
        return new Figure(
                title.isEmpty() ? words : title + ": " + words, across * width, head + rows * height, theme, on -> {
                    on.setColor(theme.ink());
                    on.setFont(Theme.font(Font.BOLD, 15));
                    write(on, title, 12, 23);
                    for (int i = 0; i < figures.size(); i++) {
                        Graphics2D own = (Graphics2D) on.create();
                        own.translate(i % columns * width, head + i / columns * height);
                        figures.get(i).paint.accept(own);
                        own.dispose();
                    }
                });
    }

    /** Draws text as outlines, because the SVG writer loses track of fonts, and because XChart also draws outlines. */
    static void write(Graphics2D on, String text, int x, int baseline) {
        on.fill(on.getFont().createGlyphVector(on.getFontRenderContext(), text).getOutline(x, baseline));
    }

    /** Paints the figure onto part of another drawing. */
    void paint(Graphics2D on) {
        paint.accept(on);
    }

    /** The content of the figure in words. */
    public String title() {
        return title;
    }

    /** The width in pixels. */
    public int width() {
        return width;
    }

    /** The height in pixels. */
    public int height() {
        return height;
    }

    /**
     * The figure as pixels.
     *
     * @param scale 1 for a screen, 2 or 3 for paper
     */
    public BufferedImage image(double scale) {
        if (!(scale > 0 && scale <= 10)) {
            throw new BadInput("the scale is " + scale + "; it must be above 0 and at most 10");
        }
        BufferedImage image = new BufferedImage(
                (int) Math.round(width * scale), (int) Math.round(height * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D on = image.createGraphics();
        try {
            on.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            on.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            on.scale(scale, scale);
            draw(on);
        } finally {
            on.dispose();
        }
        return image;
    }

    private void draw(Graphics2D on) {
        Color before = on.getColor();
        on.setColor(theme.paper());
        on.fillRect(0, 0, width, height);
        on.setColor(before);
        paint.accept(on);
    }

    /**
     * Writes the figure for print, atomically, in the format given by the file name extension: {@code .png} with 300
     * dots per inch, {@code .svg} or {@code .pdf}. One inch is 96 screen pixels.
     *
     * @return {@code place}
     * @throws BadInput for any other extension, or if the file cannot be written
     */
    public Path write(Path place) {
        String name = place.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".png")) {
            return WholeFile.write(
                    place, beside -> Files.write(beside, withDensity(Display.png(image(PRINT / SCREEN)))));
        }
        if (name.endsWith(".svg")) {
            return writeSvg(place);
        }
        if (name.endsWith(".pdf")) {
            return writePdf(place);
        }
        throw BadInput.file(place, "has no file extension of a figure", "use .png, .svg or .pdf");
    }

    /** Adds the resolution in dots per metre to a PNG (PNG specification, section 11.3.5.3). */
    private static byte[] withDensity(byte[] png) {
        ByteBuffer about = ByteBuffer.allocate(13).put("pHYs".getBytes(StandardCharsets.US_ASCII));
        about.putInt((int) Math.round(PER_METRE))
                .putInt((int) Math.round(PER_METRE))
                .put((byte) 1);
        CRC32 check = new CRC32();
        check.update(about.array());
        return ByteBuffer.allocate(png.length + about.capacity() + 2 * Integer.BYTES)
                .put(png, 0, AFTER_HEADER)
                .putInt(about.capacity() - Integer.BYTES)
                .put(about.array())
                .putInt((int) check.getValue())
                .put(png, AFTER_HEADER, png.length - AFTER_HEADER)
                .array();
    }

    private Path writePdf(Path place) {
        VectorGraphics2D lines = new VectorGraphics2D();
        lines.scale(MM_PER_PIXEL, MM_PER_PIXEL);
        draw(lines);
        return WholeFile.write(place, beside -> {
            try (OutputStream out = Files.newOutputStream(beside)) {
                new PDFProcessor(true)
                        .getDocument(
                                lines.getCommands(), new PageSize(0, 0, width * MM_PER_PIXEL, height * MM_PER_PIXEL))
                        .writeTo(out);
            }
        });
    }

    /** Writes a PNG at twice the screen size, atomically. */
    public Path writePng(Path place) {
        return WholeFile.write(place, beside -> Files.write(beside, Display.png(image(2))));
    }

    /** Writes an SVG, with text as outlines, atomically. */
    public Path writeSvg(Path place) {
        VectorGraphics2D lines = new VectorGraphics2D();
        draw(lines);
        return WholeFile.write(place, beside -> {
            try (OutputStream out = Files.newOutputStream(beside)) {
                new SVGProcessor()
                        .getDocument(lines.getCommands(), new PageSize(0, 0, width, height))
                        .writeTo(out);
            }
        });
    }

    @Override
    public Display.Image display() {
        return Display.Image.sharp(image(2), toString());
    }

    @Override
    public String toString() {
        return title + " (figure, " + width + " x " + height + ")";
    }
}
