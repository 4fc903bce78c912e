package org.mosaicworkbench.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.baseline.FeatureMatrix;
import org.mosaicworkbench.evaluate.Label;

/** Datasets on a line: misaligned if x is above 0, with an uninformative y. */
class NextChoiceTest {

    private static final int ALL = 200;

    private final double[][] values = new double[ALL][];
    private final FeatureMatrix cases = cases();

    private FeatureMatrix cases() {
        Random random = new Random(5);
        for (int i = 0; i < ALL; i++) {
            values[i] = new double[] {-1 + 2.0 * i / (ALL - 1), random.nextGaussian()};
        }
        return new FeatureMatrix(
                List.of(
                        new FeatureMatrix.Column("x", FeatureMatrix.Kind.MEASURED),
                        new FeatureMatrix.Column("y", FeatureMatrix.Kind.MEASURED)),
                IntStream.range(0, ALL).mapToObj(i -> "d" + i).toList(),
                values,
                IntStream.range(0, ALL)
                        .mapToObj(i -> i < ALL / 2 ? Label.ALIGNED : Label.MISALIGNED)
                        .toList());
    }

    private static List<Integer> rows(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static double[] predicted(double... first) {
        double[] predicted = new double[ALL];
        System.arraycopy(first, 0, predicted, 0, first.length);
        return predicted;
    }

    @Test
    void whatLiesBetweenTheLabelsSoFarComesNext() {
        List<Integer> labelled = List.of(0, 10, 20, 30, 40, 160, 170, 180, 190, 199);
        List<Integer> open =
                rows(0, ALL).stream().filter(row -> !labelled.contains(row)).toList();
        List<Integer> next = NextChoice.of(cases, labelled, open, predicted(), 10, 1);
        assertEquals(10, next.stream().distinct().count());
        assertTrue(next.stream().allMatch(row -> row > 30 && row < 170), next.toString());
        assertEquals(next, NextChoice.of(cases, labelled, open, predicted(), 10, 1));
    }

    @Test
    void theChosenDifferFromEachOther() {
        List<Integer> labelled = List.of(0, 10, 20, 30, 40, 160, 170, 180, 190, 199);
        // Datasets 100 to 119 are twenty copies of 100; one other dataset is equally uncertain.
        for (int i = 100; i < 120; i++) {
            values[i] = values[100].clone();
        }
        FeatureMatrix copies = new FeatureMatrix(cases.columns(), cases.names(), values, cases.labels());
        List<Integer> open = IntStream.concat(IntStream.range(100, 120), IntStream.of(98))
                .boxed()
                .toList();
        List<Integer> next = NextChoice.of(copies, labelled, open, predicted(), 2, 1);
        assertTrue(next.contains(98), next.toString());
    }

    @Test
    void withoutLabelsLikelyAndUnlikelyOnesComeInTurn() {
        double[] predicted = predicted(0.9, 0.8, 0.7, 0.6);
        List<Integer> next = NextChoice.of(cases, List.of(), rows(0, 20), predicted, 8, 3);
        assertEquals(8, next.stream().distinct().count());
        assertTrue(next.containsAll(List.of(0, 1, 2, 3)), next.toString());
        assertTrue(next.get(0) < 4 && next.get(1) >= 4, next.toString());
    }

    @Test
    void neverMoreThanAreOpen() {
        assertEquals(
                3,
                NextChoice.of(cases, List.of(), rows(0, 3), predicted(), 8, 3).size());
        List<Integer> labelled = List.of(0, 10, 190, 199);
        assertEquals(
                3,
                NextChoice.of(cases, labelled, rows(60, 63), predicted(), 8, 3).size());
    }
}
