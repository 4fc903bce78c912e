package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.mosaicworkbench.catalog.ReferenceCatalog;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;

/** Counts the stars of a reference catalog in an image's footprint, as the quality analysis does. */
final class ReferenceStars {

    private ReferenceStars() {}

    /**
     * The number of stars on pixels with data, at their positions when the image was taken.
     *
     * @param image a drizzled image; without weights, every pixel that is not NaN has data
     * @param catalog stars with known positions
     * @throws BadInput if one of them cannot be read
     */
    static long in(Path image, Path catalog) {
        try (FitsFile file = FitsFile.open(image)) {
            double start = file.primary().number("EXPSTART", Double.NaN);
            ReferenceCatalog stars =
                    ReferenceCatalog.read(catalog).at(start > 0 ? OptionalDouble.of(start) : OptionalDouble.empty());
            Map<Integer, Integer> onPixel = onPixels(stars, wcs(file));
            boolean weighted = file.header("WHT", 1).isPresent();
            long[] counted = {0};
            file.eachPixel(weighted ? "WHT" : "SCI", 1, (at, value) -> {
                boolean reached = weighted ? value > 0 : !Double.isNaN(value);
                counted[0] += reached ? onPixel.getOrDefault(at, 0) : 0;
                return true;
            });
            return counted[0];
        }
    }

    private static Wcs wcs(FitsFile file) {
        FitsHeader science = file.requiredHeader("SCI", 1);
        try {
            return Wcs.of(science);
        } catch (NoWcs e) {
            throw BadInput.file(
                    file.path(),
                    "has no usable world coordinate system: " + e.getMessage(),
                    "give an image from Hubble's pipeline");
        }
    }

    /** @return the number of stars on each pixel, by 0-based pixel index in row-major order */
    private static Map<Integer, Integer> onPixels(ReferenceCatalog stars, Wcs wcs) {
        Map<Integer, Integer> stack = new HashMap<>();
        for (ReferenceCatalog.Star star : stars.stars()) {
            PixelPoint p = wcs.toPixel(star.ra(), star.dec());
            long x = Math.round(p.x());
            long y = Math.round(p.y());
            if (!Double.isNaN(p.x()) && x >= 1 && y >= 1 && x <= wcs.width() && y <= wcs.height()) {
                stack.merge((int) ((y - 1) * wcs.width() + x - 1), 1, Integer::sum);
            }
        }
        return stack;
    }
}
