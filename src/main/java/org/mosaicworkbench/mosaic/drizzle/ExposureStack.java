package org.mosaicworkbench.mosaic.drizzle;

import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.io.BadInput;

/**
 * The exposures in one filter, drizzled one by one. Their skies can be matched and their combination computed only
 * after all exposures have been added. Closing the stack frees its memory and files.
 */
public final class ExposureStack implements AutoCloseable {

    private final SingleImages images;
    private final int threads;
    private final List<SkySamples> samples = new ArrayList<>();
    private final List<CosmicRays.Noise> noises = new ArrayList<>();
    /** For each exposure, the factor that converts a level per exposure pixel to a level per output pixel. */
    private final List<Double> factors = new ArrayList<>();

    private SkyMatch skies;

    /**
     * @param images storage for the single-exposure images; closed with this object
     * @param threads number of worker threads; it does not affect the result
     */
    public ExposureStack(SingleImages images, int threads) {
        this.images = images;
        this.threads = threads;
    }

    /**
     * Adds an exposure.
     *
     * @param canvas contains only this exposure; the stack takes ownership
     * @throws BadInput if a file is needed and cannot be written
     */
    public void add(ExposurePixels pixels, Canvas canvas) {
        samples.add(SkySamples.of(canvas, threads));
        factors.add(pixels.chips().get(0).outputFactor(canvas.wcs()));
        noises.add(new CosmicRays.Noise(pixels.sky(), pixels.readNoise()));
        images.keep(canvas);
    }

    /** Matches the sky levels of all added exposures; see {@link SkyMatch}. */
    public void matchSkies() {
        skies = SkyMatch.of(samples);
        for (int i = 0; i < samples.size(); i++) {
            images.lower(i, skies.levels()[i]);
        }
    }

    /**
     * Returns the additional sky that matching subtracts from an exposure.
     *
     * @param number 0-based index of the exposure
     * @return electrons per second per pixel of the exposure
     */
    public double more(int number) {
        return skies.levels()[number] / factors.get(number);
    }

    /**
     * Computes the median of the exposures, after sky matching.
     *
     * @param rays the cosmic-ray search that will use the median
     * @return electrons per second for each pixel of the grid, in row-major order; NaN where there is no data
     */
    public float[] common(CosmicRays rays) {
        List<CosmicRays.Noise> onGrid = new ArrayList<>();
        for (int i = 0; i < noises.size(); i++) {
            CosmicRays.Noise noise = noises.get(i);
            onGrid.add(new CosmicRays.Noise((noise.sky() + more(i)) * factors.get(i), noise.readNoise()));
        }
        return new MedianImage(images, onGrid, rays.limits().combine()).make(threads);
    }

    /** Removes and returns an exposure's canvas, after sky matching. */
    public Canvas take(int number) {
        return images.take(number);
    }

    @Override
    public void close() {
        images.close();
    }
}
