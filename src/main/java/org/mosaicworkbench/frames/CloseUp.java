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
 * A close-up of a place on the sky: the same window on several images shows what differs between them. Greys
 * are those of {@link FieldPicture}, with the limits of the whole image, not of the window.
 *
 * @param centre where on the sky
 * @param side   pixels of the image along each side of the window
 * @param zoom   screen pixels along each side of an image pixel
 */
public record CloseUp(SkyPoint centre, int side, int zoom) {

    private static final int LARGEST_PICTURE = 4096;
    private static final int WHITE = 0xffffff;
    /** Of the palette of Okabe and Ito (2008): told apart by all eyes. */
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
     * @param image   a total or filter image
     * @param caption what to write above it
     * @throws BadInput if the window does not lie on the image
     */
    public Picture of(Path image, String caption) {
        Window window = window(image);
        Frame frame = new Frame(side, side, FieldPicture.greys(window.pixels, side, side, window.white));
        return Picture.of(frame.image(), caption).enlarge(zoom);
    }

    /**
     * Draws what an image has more than another (orange) or less (blue) in the window, both drizzled onto the same
     * pixels; black is no difference, white where one of them has no data.
     *
     * @param image     a total or filter image
     * @param reference what is taken from it; full colours are a difference of what is white in its close-up
     * @param caption   what to write above it
     * @throws BadInput if the window does not lie on one of the images
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
     * What the window has.
     *
     * @param pixels row by row from the bottom
     * @param white  of the whole image
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
                        "the close-up does not lie on it (" + outside.getMessage() + ")",
                        "choose another centre");
            }
        }
    }
}
