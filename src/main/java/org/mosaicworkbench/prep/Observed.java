package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.util.Map;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.fits.HeaderScan;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.ExposureImages;
import org.mosaicworkbench.visit.Exposure;

/** Header information about a mosaic's target and guiding. */
final class Observed {

    private Observed() {}

    /**
     * The information in the headers. In a mosaic of a moving target, stars are trailed but the target is not.
     *
     * @param total a total image; its primary header is read, and those of the single-exposure images next to it
     */
    static MeasuredNumbers of(Path total) {
        HeaderScan primary = HeaderScan.primary(total);
        boolean moving = primary.text("MTFLAG").equals("T");
        boolean doubtful =
                isDoubtful(primary) || ExposureImages.files(total).stream().anyMatch(Observed::isDoubtful);
        return new MeasuredNumbers(
                Map.of(Measurement.MOVING_TARGET, moving ? 1.0 : 0.0, Measurement.IN_DOUBT, doubtful ? 1.0 : 0.0));
    }

    /** An unreadable image is reported when exposures are compared. */
    private static boolean isDoubtful(Path image) {
        try {
            return isDoubtful(HeaderScan.primary(image));
        } catch (BadInput unreadable) {
            return false;
        }
    }

    private static boolean isDoubtful(HeaderScan primary) {
        return !Exposure.doubts(primary).isEmpty();
    }
}
