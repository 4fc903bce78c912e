package org.mosaicworkbench.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.mosaic.AlignmentCheck;
import org.mosaicworkbench.mosaic.align.ExposureSources;
import org.mosaicworkbench.mosaic.detect.Background;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.mosaic.detect.SubtractedImage;
import org.mosaicworkbench.mosaic.drizzle.Canvas;
import org.mosaicworkbench.mosaic.drizzle.Chip;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Exposure;

/**
 * A drizzled single-exposure image. Its pixels are read and their background is measured once; only a summary is kept
 * in memory.
 *
 * @param exposure the exposure's description
 * @param sources the sources detected on it
 * @param lone the shapes of isolated sources
 * @param background the image's background
 * @param spread root mean square distance of the exposure's pixels from their centre, pixels
 */
record ExposureImage(
        Exposure exposure, ExposureSources sources, List<SourceShape> lone, Background background, double spread) {

    ExposureImage {
        lone = List.copyOf(lone);
    }

    /**
     * Reads images, in the given order.
     *
     * @param threads number of images in memory at the same time
     * @throws BadInput if an image cannot be read
     */
    static List<ExposureImage> read(List<Exposure> exposures, int threads) {
        return Parallel.map(exposures, threads, ExposureImage::read);
    }

    private static ExposureImage read(Exposure exposure) {
        Chip chip = chip(exposure);
        Background background = ExposureSources.background(chip);
        SubtractedImage flat = background.under(chip.raster().values());
        Footprint footprint = Footprint.of(chip.raster());
        ExposureSources sources = offLines(
                        ExposureSources.of(flat, exposure.detector().starWidth()), flat)
                .from(footprint.middle());
        return new ExposureImage(
                exposure, sources, SourceShape.ofLone(flat, sources.chips().get(0)), background, footprint.spread());
    }

    /**
     * Removes sources on bright columns: noise there produces many sources, which match at any offset along the column.
     */
    private static ExposureSources offLines(ExposureSources sources, SubtractedImage image) {
        List<Detection> all = sources.chips().get(0);
        StraightLines lines = StraightLines.of(
                all.stream().mapToDouble(Detection::x).toArray(),
                all.stream().mapToDouble(Detection::y).toArray(),
                image.width() + 1,
                image.height() + 1,
                StraightLines.Line.OF_SOURCES);
        return lines.isEmpty() ? sources : sources.without(source -> lines.isOn(source.x(), source.y()));
    }

    private static Chip chip(Exposure exposure) {
        return ExposurePixels.drizzled(exposure).chips().get(0);
    }

    /** The exposures with the sources of their images. */
    static List<ExposureWithSources> withSources(List<ExposureImage> images) {
        return ExposureWithSources.of(AlignmentCheck.ofImages(
                images.stream().map(ExposureImage::exposure).toList(),
                images.stream().map(ExposureImage::sources).toList()));
    }

    /** Supplies images, read again from the files, in case sources do not suffice; empty for a moving target. */
    static Optional<Supplier<ImageLinks.Images>> fields(List<ExposureImage> images, int threads) {
        if (images.get(0).exposure.followsTarget()) {
            return Optional.empty();
        }
        return Optional.of(() -> new ImageLinks.Images(
                ExposurePixels.systems(images.get(0).exposure).get(0),
                Parallel.map(images, threads, ExposureImage::field)));
    }

    private ImagePatches.Field field() {
        return ImagePatches.Field.of(
                chip(exposure).raster(), exposure.detector().cosmicRays(), sources.origin());
    }

    /**
     * Like {@link #fields(List, int)}, for exposures that are not drizzled yet: each is drizzled onto a grid that
     * covers all of them.
     */
    static Optional<Supplier<ImageLinks.Images>> fields(AlignmentCheck check) {
        if (check.exposures().isEmpty() || check.exposures().get(0).followsTarget()) {
            return Optional.empty();
        }
        return Optional.of(() -> {
            Wcs grid = check.grid();
            return new ImageLinks.Images(
                    grid,
                    check.exposures().stream()
                            .map(exposure -> drizzled(exposure, grid))
                            .toList());
        });
    }

    private static ImagePatches.Field drizzled(Exposure exposure, Wcs grid) {
        Canvas canvas = new Canvas(grid);
        ExposurePixels.read(exposure, exposure.detector().goodBits())
                .chips()
                .forEach(chip -> Drizzle.standard().addTo(canvas, chip));
        Chip.Raster image = new Chip.Raster(grid.width(), grid.height(), canvas.image());
        return ImagePatches.Field.of(
                image, exposure.detector().cosmicRays(), Footprint.of(image).middle());
    }

    /** Reads the image again, which is rarely necessary, and finds its significant pixels. */
    SignificantPixels significant() {
        return SignificantPixels.of(
                background.under(chip(exposure).raster().values()),
                1 / exposure.observation().exptime());
    }
}
