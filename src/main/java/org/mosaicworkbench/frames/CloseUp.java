package org.mosaicworkbench.frames;

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
 * A place on the sky looked at closely: the same window laid on several images shows what differs between them. Greys
 * are those of {@link FieldPicture}, with the limits of the whole image, not of the window.
 *
 * @param centre where on the sky
 * @param side   pixels of the image along each side of the window
 * @param zoom   screen pixels along each side of an image pixel
 */
public record CloseUp(SkyPoint centre, int side, int zoom) {

    private static final int LARGEST_PICTURE = 4096;

    /** @throws BadInput when the window is empty or the picture too large */
    public CloseUp {
        if (side < 1 || zoom < 1 || (long) side * zoom > LARGEST_PICTURE) {
            throw new BadInput("a close-up of " + side + " pixels at zoom " + zoom
                    + "; both must be at least 1 and their product at most " + LARGEST_PICTURE);
        }
    }

    /**
     * Draws the window of a drizzled image, whose pixels stand north up.
     *
     * @param image   a total or filter image
     * @param caption what to write above it
     * @throws BadInput when the window does not lie on the image
     */
    public Picture of(Path image, String caption) {
        try (FitsFile file = FitsFile.open(image)) {
            FitsImage whole = DrizzledPixels.read(file);
            PixelPoint middle = Wcs.of(whole.header()).toPixel(centre);
            int left = (int) Math.rint(middle.x()) - side / 2;
            int bottom = (int) Math.rint(middle.y()) - side / 2;
            try {
                FitsImage window = whole.cut(left, bottom, side, side);
                Frame frame = new Frame(
                        side,
                        side,
                        FieldPicture.greys(window.pixels(), side, side, FieldPicture.white(whole.pixels())));
                return Picture.of(frame.image(), caption).enlarge(zoom);
            } catch (BadInput outside) {
                throw BadInput.file(
                        image,
                        "the close-up does not lie on it (" + outside.getMessage() + ")",
                        "choose another centre");
            }
        }
    }
}
