package org.mosaicworkbench.check;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DrizzledPixels;

/**
 * A picture of a mosaic with a scale bar, a compass and close-ups. An asinh stretch shows faint sources and preserves
 * the shape of bright ones.
 *
 * @param image a drizzled image; NaN where there is no data
 * @param wcs its world coordinate system
 */
record MosaicView(FitsImage image, Wcs wcs) {

    private static final int LONGEST = 720;
    private static final int WINDOW = 230;
    private static final double ARCSEC = 3600;
    private static final Color INK = new Color(0xffd24a);
    private static final Color HALO = new Color(0, 0, 0, 190);
    private static final int MARGIN = 16;
    private static final int ARROW = 38;
    private static final int RING = 13;

    /** @throws org.mosaicworkbench.io.BadInput if it cannot be read */
    static MosaicView of(Path total) {
        try (FitsFile file = FitsFile.open(total)) {
            FitsImage image = DrizzledPixels.read(file);
            return new MosaicView(image, Wcs.of(image.header()));
        }
    }

    SkyPoint centre() {
        return wcs.toSky((image.width() + 1) / 2.0, (image.height() + 1) / 2.0);
    }

    /**
     * Draws the whole mosaic.
     *
     * @param places positions to mark with numbered circles
     */
    Picture whole(String caption, List<SkyPoint> places) {
        int longer = Math.max(image.width(), image.height());
        int shrunk = Math.max(1, (longer + LONGEST - 1) / LONGEST);
        int zoom = Math.max(1, (int) Math.rint((double) LONGEST * shrunk / longer));
        FitsImage small = averaged(shrunk);
        BufferedImage picture = painted(small.pixels(), small.width(), small.height(), zoom, SoftStretch.FIELD);
        double scale = (double) zoom / shrunk;
        Graphics2D on = graphics(picture);
        bar(on, picture.getWidth(), picture.getHeight(), wcs.pixelScale() * ARCSEC / scale);
        compass(on, picture.getWidth());
        for (int i = 0; i < places.size(); i++) {
            PixelPoint at = wcs.toPixel(places.get(i));
            int x = (int) Math.rint((at.x() - 0.5) * scale);
            int y = (int) Math.rint(picture.getHeight() - (at.y() - 0.5) * scale);
            haloed(on, () -> on.drawOval(x - RING, y - RING, 2 * RING, 2 * RING));
            text(on, String.valueOf(i + 1), x + RING + 3, y - RING + 6);
        }
        on.dispose();
        return Picture.of(picture, caption);
    }

    /**
     * Draws windows around the positions, side by side, each captioned with its number.
     *
     * @param places at least one position; all windows must lie inside the image
     * @param side side of a window, pixels of the mosaic
     */
    Picture closeUps(List<SkyPoint> places, int side) {
        int zoom = Math.max(2, WINDOW / side);
        Picture[] windows = new Picture[places.size()];
        for (int i = 0; i < windows.length; i++) {
            PixelPoint at = wcs.toPixel(places.get(i));
            FitsImage part = image.cut(left(at.x(), side), left(at.y(), side), side, side);
            BufferedImage picture = painted(part.pixels(), side, side, zoom, SoftStretch.SOURCE);
            Graphics2D on = graphics(picture);
            bar(on, picture.getWidth(), picture.getHeight(), wcs.pixelScale() * ARCSEC / zoom);
            on.dispose();
            windows[i] = Picture.of(picture, String.valueOf(i + 1));
        }
        return Picture.row(windows);
    }

    /** @return whether a window around a position lies inside the image and has data everywhere */
    boolean shows(SkyPoint place, int side) {
        PixelPoint at = wcs.toPixel(place);
        int left = left(at.x(), side);
        int bottom = left(at.y(), side);
        if (left < 1 || bottom < 1 || left + side - 1 > image.width() || bottom + side - 1 > image.height()) {
            return false;
        }
        for (float value : image.cut(left, bottom, side, side).pixels()) {
            if (Float.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    private static int left(double middle, int side) {
        return Double.isNaN(middle) ? 0 : (int) Math.rint(middle) - side / 2;
    }

    /** Averages squares of pixels; squares at the right and upper edges may be incomplete. */
    private FitsImage averaged(int side) {
        if (side == 1) {
            return image;
        }
        int width = (image.width() + side - 1) / side;
        int height = (image.height() + side - 1) / side;
        double[] sums = new double[width * height];
        int[] counts = new int[width * height];
        for (int y = 0, i = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++, i++) {
                float value = image.pixels()[i];
                if (Float.isFinite(value)) {
                    sums[y / side * width + x / side] += value;
                    counts[y / side * width + x / side]++;
                }
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = counts[i] == 0 ? Float.NaN : (float) (sums[i] / counts[i]);
        }
        return new FitsImage(image.header(), width, height, means);
    }

    private static BufferedImage painted(float[] pixels, int width, int height, int zoom, SoftStretch stretch) {
        int[] greys = stretch.greys(pixels);
        BufferedImage picture = new BufferedImage(width * zoom, height * zoom, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height * zoom; y++) {
            for (int x = 0; x < width * zoom; x++) {
                picture.setRGB(x, y, greys[(height - 1 - y / zoom) * width + x / zoom]);
            }
        }
        return picture;
    }

    private static Graphics2D graphics(BufferedImage picture) {
        Graphics2D on = picture.createGraphics();
        on.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        on.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        on.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
        return on;
    }

    /** Draws a scale bar of a round number of arcseconds, at most a third of the picture's width. */
    private static void bar(Graphics2D on, int width, int height, double arcsecEach) {
        double most = arcsecEach * width / 3;
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        double length = most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
        int pixels = (int) Math.rint(length / arcsecEach);
        int y = height - MARGIN;
        haloed(on, () -> on.drawLine(MARGIN, y, MARGIN + pixels, y));
        text(on, String.format(Locale.ROOT, length < 1 ? "%.2g\"" : "%.0f\"", length), MARGIN, y - 6);
    }

    private void compass(Graphics2D on, int width) {
        SkyPoint middle = centre();
        double step = 20 * wcs.pixelScale();
        double east = step / Math.cos(Math.toRadians(middle.dec()));
        arrow(on, width, wcs.toPixel(middle.ra(), middle.dec() + step), "N");
        arrow(on, width, wcs.toPixel(middle.ra() + east, middle.dec()), "E");
    }

    private void arrow(Graphics2D on, int width, PixelPoint to, String name) {
        double dx = to.x() - (image.width() + 1) / 2.0;
        double dy = to.y() - (image.height() + 1) / 2.0;
        double length = Math.hypot(dx, dy);
        int fromX = width - MARGIN - ARROW / 2;
        int fromY = MARGIN + ARROW + 22;
        int x = (int) Math.rint(fromX + ARROW * dx / length);
        int y = (int) Math.rint(fromY - ARROW * dy / length);
        haloed(on, () -> on.drawLine(fromX, fromY, x, y));
        text(
                on,
                name,
                (int) Math.rint(fromX + (ARROW + 11) * dx / length) - 5,
                (int) Math.rint(fromY - (ARROW + 11) * dy / length) + 5);
    }

    private static void haloed(Graphics2D on, Runnable shape) {
        on.setColor(HALO);
        on.setStroke(new BasicStroke(4.5f));
        shape.run();
        on.setColor(INK);
        on.setStroke(new BasicStroke(2f));
        shape.run();
    }

    private static void text(Graphics2D on, String words, int x, int baseline) {
        on.setColor(HALO);
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                on.drawString(words, x + dx, baseline + dy);
            }
        }
        on.setColor(INK);
        on.drawString(words, x, baseline);
    }
}
