package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.util.Map;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.fits.HeaderScan;

/** Whether a mosaic is one of a moving target, on which stars are trailed and the target is not. */
final class MovingTarget {

    private MovingTarget() {}

    /**
     * What the header says.
     *
     * @param total a total image; {@code MTFLAG} of its primary header is read
     */
    static MeasuredNumbers of(Path total) {
        boolean moving = HeaderScan.primary(total).text("MTFLAG").equals("T");
        return new MeasuredNumbers(Map.of(Measurement.MOVING_TARGET, moving ? 1.0 : 0.0));
    }
}
