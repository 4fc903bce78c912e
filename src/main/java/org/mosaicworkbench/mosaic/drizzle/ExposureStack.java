package org.mosaicworkbench.mosaic.drizzle;

import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.io.BadInput;

/**
 * The exposures through one filter, drizzled one by one, from the first to the last: only when all are there can their
 * skies be matched and what they have in common be known. Closing it gives memory and files back.
 */
public final class ExposureStack implements AutoCloseable {

    private final SingleImages images;
    private final int threads;
    private final List<SkySamples> samples = new ArrayList<>();
    private final List<CosmicRays.Noise> noises = new ArrayList<>();
    /** What a level of the output is by that of an exposure's pixel. */
    private final List<Double> factors = new ArrayList<>();

    private SkyMatch skies;

    /**
     * @param images storage for the single images; closed with this object
     * @param threads number of worker threads; any number gives the same
     */
    public ExposureStack(SingleImages images, int threads) {
        this.images = images;
        this.threads = threads;
    }

    /**
     * Adds an exposure.
     *
     * @param canvas on which nothing else is; belongs to this from now on
     * @throws BadInput if a file is needed and cannot be written
     */
    public void add(ExposurePixels pixels, Canvas canvas) {
        samples.add(SkySamples.of(canvas, threads));
        factors.add(pixels.chips().get(0).outputFactor(canvas.wcs()));
        noises.add(new CosmicRays.Noise(pixels.sky(), pixels.readNoise()));
        images.keep(canvas);
    }

    /** Matches the skies of all that were added, see {@link SkyMatch}. */
    public void matchSkies() {
        skies = SkyMatch.of(samples);
        for (int i = 0; i < samples.size(); i++) {
            images.lower(i, skies.levels()[i]);
        }
    }

    /**
     * The additional sky that matching subtracts from an exposure.
     *
     * @param number of the exposure, from 0
     * @return electrons per second per pixel of the exposure
     */
    public double more(int number) {
        return skies.levels()[number] / factors.get(number);
    }

    /**
     * The median of the exposures, after sky matching.
     *
     * @param rays that compare with it
     * @return electrons per second for each pixel of the grid, row after row; NaN where there is nothing
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
