package org.mosaicworkbench.frames.measure;

import org.mosaicworkbench.visit.Detector;

/**
 * The smallest width of a star in a drizzled image of a detector. Anything narrower is a cosmic ray or a hot pixel;
 * anything wider may be a source.
 *
 * @param width full width at half maximum of a star, pixels
 */
public record StarShape(double width) {

    private static final double FOUR_LN2 = 4 * Math.log(2);
    /**
     * Minimum light of neighbouring pixels relative to a Gaussian star; below 1 because of noise and the star's
     * subpixel position.
     */
    private static final double NEXT_SHARE = 0.6;

    private static final double DIAGONAL_SHARE = 0.5;
    private static final double CONCENTRATED = 1.06;

    /** @return the shape of a typical star at the products' pixel scale */
    public static StarShape of(Detector detector) {
        return new StarShape(detector.starWidth());
    }

    /**
     * Whether a source is at least as wide as a star in every direction. Light falls off too fast across the track of a
     * cosmic ray, and a single hit leaves too little light outside its central pixel.
     */
    boolean fits(Patch patch) {
        double next = NEXT_SHARE * gaussian(1) * patch.peak();
        double diagonal = DIAGONAL_SHARE * gaussian(2) * patch.peak();
        return pair(patch, 1, 0) > next
                && pair(patch, 0, 1) > next
                && pair(patch, 1, 1) > diagonal
                && pair(patch, 1, -1) > diagonal
                && !(light(patch, 1) > CONCENTRATED * gaussianInner() * light(patch, 3));
    }

    /** @return fraction of the light in 3 x 3 pixels that falls in the central pixel, for a star centred on a pixel */
    double sharpness() {
        return 1 / (1 + 4 * gaussian(1) + 4 * gaussian(2));
    }

    /**
     * The star's Gaussian profile, 1 at its centre, as a function of the squared distance from the centre in pixels.
     */
    private double gaussian(double squared) {
        return Math.exp(-FOUR_LN2 * squared / (width * width));
    }

    /** The fraction of a Gaussian's light in the central 3 x 3 pixels; it is lower for a star because of its wings. */
    private double gaussianInner() {
        double sum = 0;
        double whole = 0;
        for (int i = -30; i <= 30; i++) {
            double g = gaussian(0.01 * i * i);
            whole += g;
            sum += Math.abs(i) <= 15 ? g : 0;
        }
        return sum / whole * (sum / whole);
    }

    private static double pair(Patch patch, int dx, int dy) {
        return (patch.at(dx, dy) + patch.at(-dx, -dy)) / 2;
    }

    private static double light(Patch patch, int reach) {
        double light = 0;
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                float value = patch.at(dx, dy);
                light += Float.isNaN(value) ? 0 : value;
            }
        }
        return light;
    }
}
