package org.mosaicworkbench.frames.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The evidence for misalignment in the weight map. If exposures through a filter disagree, cosmic-ray rejection removes
 * the stars of the mispointed exposure. The image then looks aligned, or its stars are faint, but weight is missing on
 * the sources, and again at the offset of the misplaced images. Cosmic rays make holes too, but not on every source. If
 * exposures are combined without cosmic-ray rejection, no weight is missing.
 *
 * <p>All numbers are NaN with fewer than {@value #FEWEST} sources, and without weights.
 *
 * @param dip fraction of weight missing in the 3 x 3 pixels on a source, the median over the sources
 * @param dips fraction of the sources that lack more than {@value #MISSED} of the weight, minus the same fraction for
 *     nearby positions
 * @param second holes next to the sources at a common offset, shifted and rotated
 * @param anywhere missing weight anywhere in the image, with or without sources; measured even with fewer sources
 */
public record WeightHoles(double dip, double dips, DoubleField second, MissingWeight anywhere) {

    private static final int FEWEST = 3;
    private static final double MISSED = 0.08;
    /** Distance from a source at which the weight is normal, pixels: beyond the hole left by a bright star. */
    private static final double BESIDE = 10;

    private static final int PLACES = 16;
    /** Minimum fraction of the weight that must be missing next to a source to count as a hole. */
    private static final double SHALLOWEST = 0.05;
    /** The result without a weight map. */
    public static final WeightHoles NONE = besides(MissingWeight.NONE);

    /**
     * @param stack stack whose sources are examined
     * @param weights weights of the image's pixels, 0 if there is no data
     */
    public static WeightHoles of(SourceStack stack, PixelGrid weights) {
        MissingWeight anywhere = MissingWeight.of(weights);
        List<double[]> places = Surroundings.places(stack);
        if (places.size() < FEWEST) {
            return besides(anywhere);
        }
        double[] middle = Surroundings.middle(places);
        List<Surroundings.Neighbourhood> all = new ArrayList<>();
        List<Double> dips = new ArrayList<>();
        int deep = 0;
        int others = 0;
        int deepOthers = 0;
        for (double[] place : places) {
            int x = (int) Math.rint(place[0]);
            int y = (int) Math.rint(place[1]);
            double[] beside = beside(weights, x, y);
            double usual = beside.length == 0 ? 0 : beside[beside.length / 2];
            if (usual > 0) {
                double dip = 1 - weights.light(x, y) / usual;
                dips.add(dip);
                deep += dip > MISSED ? 1 : 0;
                others += beside.length;
                deepOthers += (int) Arrays.stream(beside)
                        .filter(weight -> 1 - weight / usual > MISSED)
                        .count();
                all.add(new Surroundings.Neighbourhood(
                        place[0] - middle[0], place[1] - middle[1], 0, holes(weights, place, usual)));
            }
        }
        if (dips.size() < FEWEST) {
            return besides(anywhere);
        }
        double[] sorted =
                dips.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new WeightHoles(
                sorted[sorted.length / 2],
                (double) deep / sorted.length - (double) deepOthers / others,
                DoubleField.of(all),
                anywhere);
    }

    /** The result if nothing is known about the sources. */
    private static WeightHoles besides(MissingWeight anywhere) {
        return new WeightHoles(Double.NaN, Double.NaN, DoubleField.none(Double.NaN), anywhere);
    }

    /**
     * The weights in 3 x 3 pixels at positions on a circle around a source, in ascending order; 0 and missing weights
     * are omitted.
     */
    private static double[] beside(PixelGrid weights, int x, int y) {
        double[] beside = new double[PLACES];
        for (int i = 0; i < PLACES; i++) {
            double angle = 2 * Math.PI * i / PLACES;
            beside[i] = weights.light(
                    x + (int) Math.rint(BESIDE * Math.cos(angle)), y + (int) Math.rint(BESIDE * Math.sin(angle)));
        }
        return Arrays.stream(beside).filter(weight -> weight > 0).sorted().toArray();
    }

    /** @param usual typical weight of 3 x 3 pixels */
    private static List<Surroundings.Companion> holes(PixelGrid weights, double[] place, double usual) {
        double[] missing = Surroundings.light(weights, place);
        for (int i = 0; i < missing.length; i++) {
            missing[i] = 1 - missing[i] / usual;
        }
        return Surroundings.holes(missing, place, SHALLOWEST);
    }
}
