package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;

class DataTest {

    @Test
    void aVisitStandsOnOneSideAndEachSideHasItsPartOfEachLabel() {
        List<Label> labels = new ArrayList<>();
        List<String> visits = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int visit = 0; visit < 200; visit++) {
            int copies = random.nextInt(4);
            for (int i = 0; i <= copies; i++) {
                labels.add(i == 0 ? Label.ALIGNED : Label.MISALIGNED);
                visits.add("v" + visit);
            }
        }
        double[] parts = {0.7, 0.2, 0.1};
        Split split = Split.of(labels, visits, parts, 42);

        Set<String> seen = new HashSet<>();
        int rows = 0;
        for (int side = 0; side < parts.length; side++) {
            int[] own = split.sides().get(side);
            rows += own.length;
            Set<String> here = new HashSet<>();
            Arrays.stream(own).forEach(row -> here.add(visits.get(row)));
            assertTrue(here.stream().noneMatch(seen::contains));
            seen.addAll(here);
            for (Label label : Label.values()) {
                double part = (double) Arrays.stream(own)
                                .filter(row -> labels.get(row) == label)
                                .count()
                        / labels.stream().filter(l -> l == label).count();
                assertEquals(parts[side], part, 0.015, "side " + side + " " + label);
            }
        }
        assertEquals(labels.size(), rows);
        assertArrayEquals(
                split.sides().get(1),
                Split.of(labels, visits, parts, 42).sides().get(1));
        assertTrue(!Arrays.equals(
                split.sides().get(1),
                Split.of(labels, visits, parts, 43).sides().get(1)));
    }

    @Test
    void tooFewVisitsAreSaid() {
        assertEquals(
                "3 datasets of 1 visits cannot be split into parts of 70.0 %, 20.0 %, 10.0 %, because a visit is never "
                        + "divided; give more visits",
                assertThrows(
                                BadInput.class,
                                () -> Split.of(
                                        List.of(Label.ALIGNED, Label.MISALIGNED, Label.MISALIGNED),
                                        List.of("a", "a", "a"),
                                        new double[] {0.7, 0.2, 0.1},
                                        1))
                        .getMessage());
    }

    @Test
    void batchesAreBalancedAndHoldEveryDataset() {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < 35; i++) {
            labels.add(i < 25 ? Label.ALIGNED : Label.MISALIGNED);
        }
        List<int[]> batches = BatchSampler.balanced(labels, 8, 3);
        Set<Integer> seen = new TreeSet<>();
        int aligned = 0;
        for (int[] batch : batches) {
            assertEquals(
                    batch.length,
                    2
                            * Arrays.stream(batch)
                                    .filter(row -> labels.get(row) == Label.MISALIGNED)
                                    .count());
            Arrays.stream(batch).forEach(seen::add);
            aligned += batch.length / 2;
        }
        assertEquals(35, seen.size());
        assertEquals(25, aligned);
        assertTrue(!Arrays.equals(
                batches.get(0), BatchSampler.balanced(labels, 8, 4).get(0)));
    }

    @Test
    void turnsAreTheEightSymmetriesOfASquare() {
        int size = 4;
        Augmentation change = new Augmentation(TrainingConfig.STANDARD, size, List.of(), 0);
        float[] planes = new float[9 * size * size];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = i;
        }
        Set<List<Float>> corners = new HashSet<>();
        for (int which = 0; which < 8; which++) {
            float[] turned = planes.clone();
            change.turn(turned, which);
            corners.add(List.of(turned[0], turned[3], turned[12], turned[15]));
            float[] sorted = turned.clone();
            Arrays.sort(sorted);
            assertArrayEquals(planes, sorted);
            for (int plane = 1; plane < 9; plane++) {
                assertEquals(turned[0] + plane * 16, turned[plane * 16], "planes must turn alike");
            }
        }
        assertEquals(8, corners.size());
        float[] same = planes.clone();
        change.turn(same, 0);
        assertArrayEquals(planes, same);
    }

    @Test
    void coloursChangeAlikeInAllFramesAndStayInRange() {
        int size = 2;
        float[] planes = new float[9 * 4];
        Arrays.fill(planes, 0.5f);
        planes[0] = 1;
        planes[12] = 1;
        planes[24] = 1;
        Augmentation change = new Augmentation(TrainingConfig.STANDARD, size, List.of(), 0);
        float[] brighter = planes.clone();
        change.colour(brighter, 0.1f, 1, 1);
        assertEquals(0.6f, brighter[1], 1e-6);
        assertEquals(1, brighter[0], 1e-6);
        float[] grey = planes.clone();
        change.colour(grey, 0, 1, 0);
        assertEquals(0.5f + 0.299f / 2, grey[0], 1e-6);
        assertEquals(grey[0], grey[4], 1e-6);
        assertEquals(grey[0], grey[12], 1e-6);
        float[] flat = planes.clone();
        change.colour(flat, 0, 0.5f, 1);
        assertEquals(0.75f, flat[0], 1e-6);
        float[] same = planes.clone();
        new Augmentation(TrainingConfig.STANDARD.augment(false), size, List.of(), 0).frames(0, FrameKind.FIELD, same);
        assertArrayEquals(planes, same);
    }

    @Test
    void featuresScatterAsTheyAreUncertain() {
        double[] raw = {4, 10, 20, 50, 400, 900, 0, 3, 1, 5};
        int n = 4000;
        double[] squares = new double[10];
        for (int i = 0; i < n; i++) {
            double[] noisy = new Augmentation(TrainingConfig.STANDARD, 4, List.of(), i).features(0, raw);
            for (int f = 0; f < 10; f++) {
                squares[f] += (noisy[f] - raw[f]) * (noisy[f] - raw[f]) / n;
            }
        }
        double[] expected = {0, 1, 2, Math.sqrt(50), 20, 30, 0, 0, 0, 0};
        for (int f = 0; f < 10; f++) {
            assertEquals(expected[f], Math.sqrt(squares[f]), 0.05 * expected[f] + 1e-12, "feature " + f);
        }
        Augmentation unit = new Augmentation(TrainingConfig.STANDARD.noise(TrainingConfig.Noise.UNIT), 4, List.of(), 1);
        assertArrayEquals(raw, unit.features(0, raw));
        assertTrue(unit.normalised(0, raw)[9] != raw[9]);
        assertArrayEquals(
                unit.normalised(3, raw),
                new Augmentation(TrainingConfig.STANDARD.noise(TrainingConfig.Noise.UNIT), 4, List.of(), 1)
                        .normalised(3, raw));
    }

    @Test
    void marksForWhatCouldNotBeFittedStay() {
        double[] raw = {4, -1, -3, 0, 400, 900, 0, 3, 1, 5};
        for (int i = 0; i < 100; i++) {
            double[] noisy = new Augmentation(TrainingConfig.STANDARD, 4, List.of(), i).features(0, raw);
            assertEquals(-1, noisy[1]);
            assertEquals(-3, noisy[2]);
        }
    }

    @Test
    void noiseOfTheSpreadIsOnWhatMeasuresAlone() {
        double[] inputs = {0, 1, -1, 0.5, 2, 0, 0, 3, 1, 5};
        int n = 4000;
        double[] squares = new double[10];
        for (int i = 0; i < n; i++) {
            Augmentation change = new Augmentation(TrainingConfig.TABLES, 4, List.of(), i);
            assertArrayEquals(inputs, change.features(0, inputs));
            double[] noisy = change.normalised(0, inputs);
            for (int f = 0; f < 10; f++) {
                squares[f] += (noisy[f] - inputs[f]) * (noisy[f] - inputs[f]) / n;
            }
        }
        for (int f = 0; f < 10; f++) {
            assertEquals(f < 7 ? 0.05 : 0, Math.sqrt(squares[f]), 0.003, "feature " + f);
        }
        assertArrayEquals(
                inputs,
                new Augmentation(TrainingConfig.TABLES.normalize(false), 4, List.of(), 1).normalised(0, inputs));
    }

    @Test
    void adamTakesTheStepsOfThePaper() {
        Blueprint one = new Blueprint(
                "one", List.of(1), ImageNetwork.NONE, new Blueprint.Shared(0, 0.2, 0, 0), ImageNetwork.NONE, List.of());
        Weights weights = Weights.initial(NetworkDesign.of(one), 1);
        Weights gradients = weights.zeros();
        Adam adam = Adam.zero(weights);
        float start = weights.arrays().get("head.bias")[0];
        gradients.arrays().get("head.bias")[0] = 0.5f;
        adam.step(weights, gradients, 0, 0.1);
        assertEquals(start - 0.1, weights.arrays().get("head.bias")[0], 1e-6);
        gradients.arrays().get("head.bias")[0] = -1;
        adam.step(weights, gradients, 1, 0.1);
        double mean = (0.9 * 0.05 + 0.1 * -1) / (1 - 0.81);
        double square = (0.999 * 0.00025 + 0.001) / (1 - 0.999 * 0.999);
        assertEquals(
                start - 0.1 - 0.1 * mean / Math.sqrt(square), weights.arrays().get("head.bias")[0], 1e-6);
        assertEquals(1e-4 * 0.96, TrainingConfig.STANDARD.rate(100_000), 1e-18);
    }
}
