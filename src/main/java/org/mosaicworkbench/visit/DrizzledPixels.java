package org.mosaicworkbench.visit;

import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;

/**
 * The pixels of a drizzled image. Pixels that no exposure covers have no data, whatever value the file contains: this
 * software writes NaN, whereas the observatory's parameter files for total images specify 0 ({@code final_fillval} in
 * drizzlepac's {@code pars/hap_pars/svm_parameters/<instrument>/<detector>/*_astrodrizzle_any_total.json}).
 */
public final class DrizzledPixels {

    private DrizzledPixels() {}

    /**
     * Reads the science image.
     *
     * @return electrons per second; NaN if no exposure covers the pixel, that is, if its weight is not above 0. Without
     *     a weight map, or if its size differs, the pixels are returned unchanged
     * @throws org.mosaicworkbench.io.BadInput if the file has no science image, or it cannot be read
     */
    public static FitsImage read(FitsFile file) {
        FitsImage science = file.image("SCI", 1);
        file.header("WHT", 1)
                .filter(weights -> weights.number("NAXIS1", 0) == science.width()
                        && weights.number("NAXIS2", 0) == science.height())
                .ifPresent(weights -> blank(science, file));
        return science;
    }

    private static void blank(FitsImage science, FitsFile file) {
        float[] pixels = science.pixels();
        file.eachPixel("WHT", 1, (at, weight) -> {
            if (!(weight > 0)) {
                pixels[at] = Float.NaN;
            }
            return true;
        });
    }
}
