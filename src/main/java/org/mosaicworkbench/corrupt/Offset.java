package org.mosaicworkbench.corrupt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The offset of one exposure, in pixels.
 *
 * @param x component towards the east on the sky; for {@link Kind#CRPIX}, added to {@code CRPIX1}; for
 *     {@link Kind#ROLL}, displacement of the farthest corner, positive from north to east
 * @param y component towards the north; for {@link Kind#CRPIX}, added to {@code CRPIX2}; 0 if the kind has one axis
 */
public record Offset(double x, double y) {

    /** The offset of an unchanged exposure. */
    public static final Offset NONE = new Offset(0, 0);

    /** @return the size of the offset in pixels */
    public double size() {
        return Math.hypot(x, y);
    }

    private Offset times(double share) {
        return new Offset(x * share, y * share);
    }

    /**
     * Draws the offsets of exposures.
     *
     * @param kind kind of error
     * @param mode one common offset or one per exposure
     * @param threshold range of the sizes along each axis
     * @param number number of exposures, in the order of observation
     * @return one offset per exposure; {@link #NONE} for those before a reacquisition
     */
    static List<Offset> draw(Kind kind, Mode mode, Threshold threshold, int number, SplittableRandom random) {
        return switch (kind) {
            case SHIFT, CRPIX, ROLL -> each(kind, mode, threshold, number, random);
            case DRIFT -> growing(one(kind, threshold, random), mode, number, random);
            case REACQUIRE -> {
                int first = number < 2 ? 0 : 1 + random.nextInt(number - 1);
                List<Offset> offsets = new ArrayList<>();
                for (int i = 0; i < first; i++) {
                    offsets.add(NONE);
                }
                offsets.addAll(each(kind, mode, threshold, number - first, random));
                yield offsets;
            }
        };
    }

    private static List<Offset> each(Kind kind, Mode mode, Threshold threshold, int number, SplittableRandom random) {
        List<Offset> offsets = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            offsets.add(i > 0 && mode == Mode.STAT ? offsets.get(0) : one(kind, threshold, random));
        }
        return offsets;
    }

    private static List<Offset> growing(Offset last, Mode mode, int number, SplittableRandom random) {
        double[] shares = new double[number];
        for (int i = 0; i < number; i++) {
            shares[i] = mode == Mode.STAT ? (i + 1.0) / number : i == number - 1 ? 1 : random.nextDouble();
        }
        Arrays.sort(shares);
        return Arrays.stream(shares).mapToObj(last::times).toList();
    }

    private static Offset one(Kind kind, Threshold threshold, SplittableRandom random) {
        double x = threshold.draw(random);
        return new Offset(x, kind.axes().size() == 1 ? 0 : threshold.draw(random));
    }
}
