package org.mosaicworkbench.frames;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DrizzledPixels;

/**
 * A FITS image for viewing: north up and east left, with faint and bright features visible at once. Below it are an
 * angular scale bar, a compass, and a grey scale. Pixels above the range of the {@link AsinhStretch} and pixels without
 * data are white.
 */
public final class SkyPicture {

    private static final int SIZE = 512;
    private static final int FOOT = 46;
    private static final int MARGIN = 8;
    private static final int BAR = 120;
    private static final int BAR_HEIGHT = 10;
    private static final int ARROW = 22;
    private static final double PART_OF_WIDTH = 0.25;
    private static final double ARCSECONDS = 3600;

    private SkyPicture() {}

    /**
     * Draws the science image of a drizzled file, 512 pixels along the longer side, with the file name above it.
     *
     * @throws BadInput if it cannot be read or has no coordinate system
     */
    public static Picture of(Path file) {
        return of(file, file.getFileName().toString());
    }

    /**
     * Draws the science image of a drizzled file, 512 pixels along the longer side.
     *
     * @param caption caption above the image
     * @throws BadInput if it cannot be read or has no coordinate system
     */
    public static Picture of(Path file, String caption) {
        try (FitsFile fits = FitsFile.open(file)) {
            return of(DrizzledPixels.read(fits), caption);
        } catch (NoWcs e) {
            throw BadInput.file(file, "has no coordinate system (" + e.getMessage() + ")", "choose a drizzled image");
        }
    }

    /**
     * Draws an image.
     *
     * @param image any image with a coordinate system; NaN marks missing data
     * @param caption caption above the image
     * @throws NoWcs if the header has no usable coordinate system
     */
    public static Picture of(FitsImage image, String caption) {
        Wcs wcs = Wcs.of(image.header());
        FieldView view = FieldView.of(wcs, image.width(), image.height(), SIZE);
        float[] means = AreaAverage.of(image, wcs, view);
        AsinhStretch stretch = AsinhStretch.of(means);
        int foot = view.height() + MARGIN;
        int width = Math.max(view.width(), 3 * BAR);
        BufferedImage field = field(means, view, stretch);
        String unit = image.header().text("BUNIT");
        return Picture.drawn(width, view.height() + FOOT, caption, on -> {
            on.drawImage(field, 0, 0, null);
            on.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            on.setStroke(new BasicStroke(2));
            on.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
            scaleBar(on, foot, view);
            compass(on, width / 2, foot);
            greys(on, width - BAR - MARGIN, foot, stretch, unit);
        });
    }

    private static BufferedImage field(float[] means, FieldView view, AsinhStretch stretch) {
        BufferedImage field = new BufferedImage(view.width(), view.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < view.height(); y++) {
            for (int x = 0; x < view.width(); x++) {
                field.setRGB(x, view.height() - 1 - y, stretch.grey(means[y * view.width() + x]));
            }
        }
        return field;
    }

    private static void scaleBar(Graphics2D on, int top, FieldView view) {
        double pixel = view.wcs().pixelScale() * ARCSECONDS;
        double length = round(PART_OF_WIDTH * view.width() * pixel);
        int end = MARGIN + (int) Math.round(length / pixel);
        on.drawLine(MARGIN, top + BAR_HEIGHT / 2, end, top + BAR_HEIGHT / 2);
        on.drawLine(MARGIN, top, MARGIN, top + BAR_HEIGHT);
        on.drawLine(end, top, end, top + BAR_HEIGHT);
        on.drawString(number(length) + "\"", MARGIN, top + BAR_HEIGHT + 16);
    }

    /** The largest number of the form 1, 2 or 5 times a power of ten that does not exceed the argument. */
    static double round(double longest) {
        double ten = Math.pow(10, Math.floor(Math.log10(longest)));
        double times = longest / ten;
        return ten * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
    }

    private static void compass(Graphics2D on, int x, int top) {
        int bottom = top + ARROW;
        on.drawLine(x, bottom, x, top);
        on.drawLine(x, top, x - 3, top + 5);
        on.drawLine(x, top, x + 3, top + 5);
        on.drawLine(x, bottom, x - ARROW, bottom);
        on.drawLine(x - ARROW, bottom, x - ARROW + 5, bottom - 3);
        on.drawLine(x - ARROW, bottom, x - ARROW + 5, bottom + 3);
        on.drawString("N", x + 6, top + 9);
        on.drawString("E", x - ARROW - 12, bottom + 4);
    }

    private static void greys(Graphics2D on, int left, int top, AsinhStretch stretch, String unit) {
        for (int i = 0; i < BAR; i++) {
            on.setColor(new Color(stretch.grey(stretch.value(i / (BAR - 1.0)))));
            on.fillRect(left + i, top, 1, BAR_HEIGHT);
        }
        on.setColor(Color.BLACK);
        on.setStroke(new BasicStroke(1));
        on.drawRect(left - 1, top - 1, BAR + 1, BAR_HEIGHT + 1);
        String most = number(stretch.white());
        int under = top + BAR_HEIGHT + 13;
        on.drawString(number(stretch.dark()), left, under);
        on.drawString(most, left + BAR - on.getFontMetrics().stringWidth(most), under);
        String words = unit.toLowerCase(Locale.ROOT);
        on.drawString(words, left + (BAR - on.getFontMetrics().stringWidth(words)) / 2, under + 12);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3g", value);
        return text.contains("e") || !text.contains(".")
                ? text
                : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
