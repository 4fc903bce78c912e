package org.mosaicworkbench.mosaic;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;

/** Cut-outs of the real exposure of 47 Tucanae. */
public final class RealExposure {

    private RealExposure() {}

    /**
     * Writes an exposure of real pixels, starting at (x0 + 1, y0 + 1), with the matching change of CRPIX.
     *
     * @param root nine characters
     * @param size pixels per side
     * @param change changes of the primary header, then of the SCI header
     */
    public static Path cutOut(
            Path folder,
            String root,
            int x0,
            int y0,
            int size,
            UnaryOperator<FitsHeader.Editor> change,
            UnaryOperator<FitsHeader.Editor> changeScience) {
        try (FitsFile file = FitsFile.open(Real.EXPOSURE)) {
            FitsImage science = file.image("SCI", 1);
            FitsIntegers quality = file.integers("DQ", 1);
            FitsHeader.Editor primary =
                    file.primary().edit().set("ROOTNAME", root, "").set("FILENAME", root + "_flt.fits", "");
            FitsHeader.Editor header = science.header()
                    .edit()
                    .set("CRPIX1", science.header().number("CRPIX1", 0) - x0, "")
                    .set("CRPIX2", science.header().number("CRPIX2", 0) - y0, "");
            float[] pixels = new float[size * size];
            int[] flags = new int[size * size];
            for (int y = 0; y < size; y++) {
                System.arraycopy(science.pixels(), (y0 + y) * science.width() + x0, pixels, y * size, size);
                System.arraycopy(quality.pixels(), (y0 + y) * science.width() + x0, flags, y * size, size);
            }
            return FitsFile.write(
                    folder.resolve(root + "_flt.fits"),
                    List.of(
                            new FitsPart.NoData(change.apply(primary).done()),
                            new FitsImage(changeScience.apply(header).done(), size, size, pixels),
                            new FitsIntegers(quality.header(), size, size, flags)));
        }
    }

    /** The same without other changes. */
    public static Path cutOut(Path folder, String root, int x0, int y0, int size) {
        return cutOut(folder, root, x0, y0, size, UnaryOperator.identity(), UnaryOperator.identity());
    }
}
