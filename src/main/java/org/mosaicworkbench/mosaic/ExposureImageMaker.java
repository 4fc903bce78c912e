package org.mosaicworkbench.mosaic;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.drizzle.Canvas;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * Drizzles exposures individually onto the grid of an existing total image. Headers are used unchanged, without
 * alignment.
 *
 * @param visit   the exposures
 * @param threads number of worker threads
 */
public record ExposureImageMaker(Visit visit, int threads) {

    /**
     * Writes one image for each exposure of the total image's detector, except for exposures without a good pixel.
     *
     * @param total  defines the grid and the names
     * @param output an existing folder
     * @return the images, in time order
     * @throws BadInput if the total image or an exposure cannot be read
     */
    public List<Path> write(Path total, Path output) {
        DatasetName name = DatasetName.of(total.getFileName().toString());
        Detector detector = Detector.of(name.detector());
        Wcs grid;
        try (FitsFile fits = FitsFile.open(total)) {
            grid = Wcs.of(fits.requiredHeader("SCI", 1));
        }
        return visit.exposures().stream()
                .filter(exposure -> exposure.detector() == detector)
                .map(exposure -> image(exposure, name, grid))
                .flatMap(Optional::stream)
                .map(image -> image.write(output))
                .toList();
    }

    private Optional<DrizzledImage> image(Exposure exposure, DatasetName total, Wcs grid) {
        ExposurePixels pixels =
                ExposurePixels.read(exposure, exposure.detector().goodBits());
        if (pixels.good() == 0) {
            return Optional.empty();
        }
        Drizzle drizzle = Drizzle.standard().threads(threads);
        Canvas canvas = new Canvas(grid);
        pixels.chips().forEach(chip -> drizzle.addTo(canvas, chip));
        List<DrizzledImage.Input> input = List.of(DrizzledImage.Input.of(pixels));
        return Optional.of(new DrizzledImage(
                ExposureImages.name(total, FilterName.of(exposure.filters()), exposure),
                canvas,
                input,
                drizzle,
                WcsSolution.of(input, Optional.empty())));
    }
}
