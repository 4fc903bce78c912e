package org.mosaicworkbench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.align.ExposureOffset;
import org.mosaicworkbench.simulate.SimulatedVisit;

/**
 * Compares the measured alignment of the moved exposure with the truth. Both are relative to the median of the other
 * exposures, because comparing exposures cannot reveal a visit's common error.
 *
 * @param measured whether alignment gave an offset
 * @param matches sources in its fit; in the weakest other fit if the moved exposure was the reference
 * @param fewest sources in the weakest of the visit's fits, because the other exposures' errors affect the comparison
 *     too
 * @param dx measured minus true, pixels
 * @param dy likewise
 * @param roll measured minus true, degrees
 * @param scale measured minus true
 * @param stated stated one-sigma error of dx and dy, pixels
 * @param note why it was not measured
 */
public record AlignmentScore(
        boolean measured,
        int matches,
        int fewest,
        double dx,
        double dy,
        double roll,
        double scale,
        double stated,
        String note) {

    private static final double SIGMAS = 3;

    /** Aligns a visit's exposures with each other and compares the most misaligned one with the truth. */
    public static AlignmentScore of(SimulatedVisit visit) {
        List<ExposureOffset> offsets = Combine.visit(visit.folder())
                .align(AlignMode.RELATIVE)
                .run()
                .mosaics()
                .get(0)
                .alignment()
                .orElseThrow()
                .offsets();
        List<TruthFile.Pointed> truth = TruthFile.of(visit.folder()).exposures();
        int moved = moved(truth);
        ExposureOffset offset = offsets.get(moved);
        if (!offset.measured()) {
            return refused(offset.note());
        }
        int[] others = IntStream.range(0, truth.size())
                .filter(i -> i != moved && offsets.get(i).measured())
                .toArray();
        if (others.length == 0) {
            return refused(offsets.get(moved == 0 ? 1 : 0).note());
        }
        int fewest = Arrays.stream(others)
                .map(i -> offsets.get(i).fit().matches())
                .min()
                .orElse(0);
        boolean compared = offset.fit().matches() < offset.fit().sources();
        return new AlignmentScore(
                true,
                compared ? offset.fit().matches() : fewest,
                Math.min(offset.fit().matches(), fewest),
                relative(
                        moved,
                        others,
                        i -> offsets.get(i).shift().dx() - truth.get(i).dx()),
                relative(
                        moved,
                        others,
                        i -> offsets.get(i).shift().dy() - truth.get(i).dy()),
                relative(
                        moved,
                        others,
                        i -> offsets.get(i).roll().degrees() - truth.get(i).roll()),
                relative(
                        moved,
                        others,
                        i -> offsets.get(i).scale() - truth.get(i).scale()),
                offset.shift().error(),
                offset.note());
    }

    /** @return distance between measured and true offset, pixels */
    public double error() {
        return Math.hypot(dx, dy);
    }

    /** @return true if dx and dy are within three stated errors of the truth */
    public boolean honest() {
        return Math.max(Math.abs(dx), Math.abs(dy)) <= SIGMAS * stated;
    }

    private static AlignmentScore refused(String why) {
        return new AlignmentScore(false, 0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, why);
    }

    private static int moved(List<TruthFile.Pointed> truth) {
        int[] all = IntStream.range(0, truth.size()).toArray();
        ToDoubleFunction<Integer> far =
                i -> Math.abs(relative(i, all, k -> truth.get(k).dx()))
                        + Math.abs(relative(i, all, k -> truth.get(k).dy()))
                        + 10 * Math.abs(relative(i, all, k -> truth.get(k).roll()))
                        + 1000 * Math.abs(relative(i, all, k -> truth.get(k).scale()));
        return Arrays.stream(all)
                .boxed()
                .max((a, b) -> Double.compare(far.applyAsDouble(a), far.applyAsDouble(b)))
                .orElseThrow();
    }

    private static double relative(int one, int[] others, ToDoubleFunction<Integer> value) {
        double[] sorted = Arrays.stream(others)
                .mapToDouble(i -> value.applyAsDouble(i))
                .sorted()
                .toArray();
        return sorted.length == 0
                ? Double.NaN
                : value.applyAsDouble(one) - 0.5 * (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]);
    }
}
