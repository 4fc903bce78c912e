package org.mosaicworkbench.notebook;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;

/**
 * A picture with its caption, which shows itself as a PNG.
 *
 * <p>Pixel coordinates are those of a screen: column 0 is the leftmost, row 0 the topmost. If a picture shows a FITS
 * image north up at its own resolution, the FITS pixel (x, y), counted from 1 at the bottom left, is in column
 * {@code x - 1} and row {@code height - y}.
 */
public final class Picture implements Displayable {

    private static final int GAP = 12;
    private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final int SMALLEST_LABEL = 10;

    private final int width;
    private final int height;
    private final String caption;
    private final Consumer<Graphics2D> paint;

    private Picture(int width, int height, String caption, Consumer<Graphics2D> paint) {
        this.width = width;
        this.height = height;
        this.caption = caption;
        this.paint = paint;
    }

    /**
     * Creates a picture that is drawn on demand, on white, so that lines and text are sharp at any size.
     *
     * @param width width in pixels
     * @param height height in pixels
     * @param caption one-line description; empty for none
     * @param paint draws the picture within the width and the height, always identically
     */
    public static Picture drawn(int width, int height, String caption, Consumer<Graphics2D> paint) {
        return new Picture(width, height, caption, paint);
    }

    /**
     * Creates a picture from a copy of an image.
     *
     * @param image any type; transparent areas become white
     * @param caption one-line description; empty for none
     */
    public static Picture of(BufferedImage image, String caption) {
        BufferedImage copy = painted(image.getWidth(), image.getHeight(), 1, on -> on.drawImage(image, 0, 0, null));
        return new Picture(image.getWidth(), image.getHeight(), caption, on -> on.drawImage(copy, 0, 0, null));
    }

    /**
     * Places pictures side by side on white, aligned at the top, each below its caption.
     *
     * @param pictures at least one
     */
    public static Picture row(Picture... pictures) {
        if (pictures.length == 0) {
            throw new IllegalArgumentException("a row of 0 pictures; give at least 1");
        }
        FontMetrics metrics = metrics();
        boolean labelled = Arrays.stream(pictures).anyMatch(picture -> !picture.caption.isEmpty());
        int head = labelled ? metrics.getHeight() + GAP / 2 : 0;
        int[] widths = Arrays.stream(pictures)
                .mapToInt(picture -> Math.max(picture.width(), metrics.stringWidth(picture.caption)))
                .toArray();
        int width = Arrays.stream(widths).sum() + GAP * (pictures.length - 1);
        int height =
                head + Arrays.stream(pictures).mapToInt(Picture::height).max().orElseThrow();
        String words = Arrays.stream(pictures)
                .map(Picture::caption)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" | "));
        return new Picture(width, height, words, on -> {
            int left = 0;
            for (int i = 0; i < pictures.length; i++) {
                on.drawString(pictures[i].caption, left, metrics.getAscent());
                pictures[i].paint(on, left, head);
                left += widths[i] + GAP;
            }
        });
    }

    /**
     * Places pictures in rows on white, each below its caption, in cells as large as the largest picture. Captions
     * longer than their cell are written smaller, and shortened in the middle if necessary, because dataset names
     * differ at both ends.
     *
     * @param columns number of columns, at least 1
     * @param pictures at least one
     */
    public static Picture grid(int columns, Picture... pictures) {
        if (columns < 1 || pictures.length == 0) {
            throw new IllegalArgumentException("a grid of " + pictures.length + " pictures in " + columns
                    + " columns; it needs at least 1 of each");
        }
        FontMetrics metrics = metrics();
        int head = Arrays.stream(pictures).anyMatch(picture -> !picture.caption.isEmpty())
                ? metrics.getHeight() + GAP / 2
                : 0;
        int across = Arrays.stream(pictures).mapToInt(Picture::width).max().orElseThrow() + GAP;
        int down =
                head + Arrays.stream(pictures).mapToInt(Picture::height).max().orElseThrow() + GAP;
        int rows = (pictures.length + columns - 1) / columns;
        return new Picture(
                Math.min(columns, pictures.length) * across - GAP,
                rows * down - GAP,
                pictures.length + " pictures",
                on -> {
                    for (int i = 0; i < pictures.length; i++) {
                        int left = i % columns * across;
                        int top = i / columns * down;
                        on.setFont(fitting(on, pictures[i].caption, across - GAP));
                        on.drawString(
                                cut(pictures[i].caption, across - GAP, on.getFontMetrics()),
                                left,
                                top + metrics.getAscent());
                        pictures[i].paint(on, left, top + head);
                    }
                });
    }

    private void paint(Graphics2D on, int left, int top) {
        Graphics2D own = (Graphics2D) on.create();
        try {
            own.translate(left, top);
            own.setFont(LABELS);
            own.clipRect(0, 0, width, height);
            paint.accept(own);
        } finally {
            own.dispose();
        }
    }

    private static Font fitting(Graphics2D on, String caption, int room) {
        Font font = LABELS;
        while (font.getSize() > SMALLEST_LABEL && on.getFontMetrics(font).stringWidth(caption) > room) {
            font = font.deriveFont(font.getSize() - 1f);
        }
        return font;
    }

    static String cut(String caption, int room, FontMetrics metrics) {
        String shown = caption;
        for (int kept = caption.length() - 1; kept >= 0 && metrics.stringWidth(shown) > room; kept--) {
            shown = caption.substring(0, (kept + 1) / 2) + "\u2026" + caption.substring(caption.length() - kept / 2);
        }
        return shown;
    }

    /** The width in pixels. */
    public int width() {
        return width;
    }

    /** The height in pixels. */
    public int height() {
        return height;
    }

    /** The caption; may be empty. */
    public String caption() {
        return caption;
    }

    /** The same picture with a different caption. */
    public Picture caption(String other) {
        return new Picture(width, height, other, paint);
    }

    /** A copy of the pixels, type {@link BufferedImage#TYPE_INT_RGB}. */
    public BufferedImage image() {
        return painted(width, height, 1, paint);
    }

    /**
     * A part of the picture, with the same caption.
     *
     * @param x left column, from 0
     * @param y top row, from 0
     * @param width width in pixels, at least 1
     * @param height height in pixels, at least 1
     * @throws BadInput if the part is not completely inside the picture
     */
    public Picture crop(int x, int y, int width, int height) {
        if (x < 0 || y < 0 || width < 1 || height < 1 || width > width() - x || height > height() - y) {
            throw new BadInput("crop at column " + x + ", row " + y + " of " + width + " x " + height
                    + " pixels is not inside the picture of " + width() + " x " + height()
                    + "; columns and rows count from 0 at the top left");
        }
        return new Picture(width, height, caption, on -> paint(on, -x, -y));
    }

    /**
     * Enlarges each pixel to a square, without smoothing.
     *
     * @param times at least 1
     */
    public Picture enlarge(int times) {
        if (times < 1) {
            throw new BadInput("enlarge is " + times + "; it must be at least 1");
        }
        return new Picture(width * times, height * times, caption, on -> {
            on.scale(times, times);
            paint.accept(on);
        });
    }

    /**
     * Writes the picture as a PNG.
     *
     * @param file destination, whose folders are created as needed
     * @return {@code file}
     * @throws BadInput if it cannot be written
     */
    public Path write(Path file) {
        return WholeFile.write(file, beside -> Files.write(beside, Display.png(image())));
    }

    @Override
    public Display.Image display() {
        return Display.Image.sharp(painted(width, height, 2, paint), toString());
    }

    /** The caption and the size. */
    @Override
    public String toString() {
        String size = "picture, " + width() + " x " + height() + " pixels";
        return caption.isEmpty() ? size : caption + " (" + size + ")";
    }

    private static FontMetrics metrics() {
        Graphics2D on = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return on.getFontMetrics(LABELS);
        } finally {
            on.dispose();
        }
    }

    private static BufferedImage painted(int width, int height, int scale, Consumer<Graphics2D> paint) {
        BufferedImage canvas = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D on = canvas.createGraphics();
        try {
            on.setColor(Color.WHITE);
            on.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
            on.setColor(Color.BLACK);
            on.setFont(LABELS);
            on.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            on.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            on.scale(scale, scale);
            paint.accept(on);
        } finally {
            on.dispose();
        }
        return canvas;
    }
}
