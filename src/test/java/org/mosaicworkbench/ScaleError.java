package org.mosaicworkbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.simulate.SimulatedVisit;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * Writes a wrong scale into the header of one exposure of a simulated visit; its pixels and the truth are unchanged.
 */
public final class ScaleError {

    private ScaleError() {}

    /**
     * @param exposure index in the visit's order
     * @param scale the header's scale relative to the true one; the centre of the first chip keeps its position
     * @return the visit
     */
    public static SimulatedVisit inject(SimulatedVisit visit, int exposure, double scale) {
        Exposure changed = Visit.read(visit.folder()).exposures().get(exposure);
        List<Wcs> chips = ExposurePixels.systems(changed);
        Wcs plane = chips.get(0);
        double x = (plane.width() + 1) / 2.0;
        double y = (plane.height() + 1) / 2.0;
        List<HeaderPatch.Change> changes = new ArrayList<>();
        for (int i = 0; i < chips.size(); i++) {
            Wcs wrong = chips.get(i).moved(sky -> {
                PixelPoint p = plane.toPixel(sky);
                return plane.toSky(x + scale * (p.x() - x), y + scale * (p.y() - y));
            });
            double[] cd = wrong.matrix();
            String[] keywords = {"CD1_1", "CD1_2", "CD2_1", "CD2_2", "CRVAL1", "CRVAL2"};
            double[] values = {
                cd[0],
                cd[1],
                cd[2],
                cd[3],
                wrong.referenceSky().ra(),
                wrong.referenceSky().dec()
            };
            for (int k = 0; k < values.length; k++) {
                changes.add(new HeaderPatch.Change("SCI", i + 1, keywords[k], values[k]));
            }
        }
        Path file = changed.file();
        Path copy = file.resolveSibling("scaled.tmp.fits");
        HeaderPatch.copy(file, copy, changes);
        try {
            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return visit;
    }
}
