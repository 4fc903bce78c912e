package org.mosaicworkbench.frames;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DrizzledPixels;

/**
 * A close-up of a position on the sky: the same window on several images shows how they differ. Grey levels are those
 * of {@link FieldPicture}, with the limits of the whole image rather than the window.
 *
 * @param centre sky position of the centre
 * @param side side of the window, image pixels
 * @param zoom screen pixels per image pixel along each side
 */
public record CloseUp(SkyPoint centre, int side, int zoom) {

    private static final int LARGEST_PICTURE = 4096;
    private static final int WHITE = 0xffffff;
    /**
     * Orange, for pixels brighter than the reference; {@code LESS} is blue, for fainter pixels. Both are from the
     * colour-blind-safe palette of Okabe and Ito (2008).
     */
    private static final Color MORE = new Color(0xe69f00);

    private static final Color LESS = new Color(0x56b4e9);

    /** @throws BadInput if the window is empty or the picture too large */
    public CloseUp {
        if (side < 1 || zoom < 1 || (long) side * zoom > LARGEST_PICTURE) {
            throw new BadInput("a close-up of " + side + " pixels at zoom " + zoom
                    + "; both must be at least 1 and their product at most " + LARGEST_PICTURE);
        }
    }

    /**
     * Draws the window of a drizzled, north-up image.
     *
     * @param image a total or filter image
     * @param caption caption above the picture
     * @throws BadInput if the window is outside the image
     */
    public Picture of(Path image, String caption) {
        Window window = window(image);
        Frame frame = new Frame(side, side, FieldPicture.greys(window.pixels, side, side, window.white));
        return Picture.of(frame.image(), caption).enlarge(zoom);
    }

    /**
     * Draws the difference between two images in the window: orange where the first is brighter, blue where it is
     * fainter. Both must be drizzled onto the same pixels. Black means no difference; white marks pixels where either
     * image has no data.
     *
     * @param image a total or filter image
     * @param reference image to subtract; a difference as large as the white level of its close-up is drawn in full
     *     colour
     * @param caption caption above the picture
     * @throws BadInput if the window is outside one of the images
     */
    public Picture minus(Path image, Path reference, String caption) {
        float[] more = window(image).pixels;
        Window less = window(reference);
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < more.length; i++) {
            picture.setRGB(i % side, side - 1 - i / side, difference((more[i] - less.pixels[i]) / less.white));
        }
        return Picture.of(picture, caption).enlarge(zoom);
    }

    private static int difference(double part) {
        if (Double.isNaN(part)) {
            return WHITE;
        }
        Color full = part > 0 ? MORE : LESS;
        double strength = Math.min(1, Math.abs(part));
        return (int) (strength * full.getRed()) << 16
                | (int) (strength * full.getGreen()) << 8
                | (int) (strength * full.getBlue());
    }

    /**
     * The content of the window.
     *
     * @param pixels pixels in row-major order from the bottom row
     * @param white white level of the whole image
     */
    private record Window(float[] pixels, double white) {}

    private Window window(Path image) {
        try (FitsFile file = FitsFile.open(image)) {
            FitsImage whole = DrizzledPixels.read(file);
            PixelPoint middle = Wcs.of(whole.header()).toPixel(centre);
            int left = (int) Math.rint(middle.x()) - side / 2;
            int bottom = (int) Math.rint(middle.y()) - side / 2;
            try {
                return new Window(whole.cut(left, bottom, side, side).pixels(), FieldPicture.white(whole.pixels()));
            } catch (BadInput outside) {
                throw BadInput.file(
                        image,
                        "the close-up is outside the image (" + outside.getMessage() + ")",
                        "choose another centre");
            }
        }
    }
}
