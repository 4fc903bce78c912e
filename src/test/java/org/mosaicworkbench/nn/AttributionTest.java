package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;

class AttributionTest {

    private static final int SIZE = 16;
    private static final int RMS_RA = 1;
    private static final double SINGLE = 1e-5;
    private static final Blueprint BOTH = new Blueprint(
            "planted",
            List.of(2),
            new ImageNetwork(List.of(2), 2),
            new Blueprint.Shared(2, 0.2, 0, SIZE),
            ImageNetwork.NONE,
            List.of());

    @Test
    void sharesOfAGameAreThoseOfTheFormula() {
        double[] game = new double[8];
        for (int subset = 0; subset < game.length; subset++) {
            game[subset] = ((subset & 3) == 3 ? 4 : 0) + ((subset & 4) == 4 ? 3 : 0) + 10;
        }
        assertArrayEquals(new double[] {2, 2, 3}, Attribution.shapley(game), 1e-12);
    }

    /** Weights that respond only to the residual along right ascension and to green in the second frame. */
    private static Classifier planted() {
        Weights weights = Weights.initial(NetworkDesign.of(BOTH), 1);
        weights.arrays().forEach((name, values) -> {
            if (name.endsWith("weight")) {
                Arrays.fill(values, 0);
            }
        });
        set(weights, "mlp.0.weight", RMS_RA, 1);
        set(weights, "conv.0.weight", (4 * 3 + 1) * 3 + 1, 1);
        set(weights, "image.weight", 0, 1);
        set(weights, "joint.weight", 0, 1);
        set(weights, "joint.weight", 2, 10);
        set(weights, "head.weight", 0, 1);
        return new Classifier(NetworkDesign.of(BOTH), weights, InputTransforms.NONE, Temperature.ONE, Map.of());
    }

    private static void set(Weights weights, String name, int place, float value) {
        weights.arrays().get(name)[place] = value;
    }

    /**
     * Noise of 0 to 50 in all frames, the second one slightly brighter, with a bright square in its third row, first
     * column.
     */
    private static Examples dataset() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] frames = new byte[3 * SIZE * SIZE * 3];
        for (int i = 0; i < frames.length; i++) {
            int frame = i / (SIZE * SIZE * 3);
            int y = i / (SIZE * 3) % SIZE;
            int x = i / 3 % SIZE;
            frames[i] =
                    (byte) (frame == 1 && y / 4 == 2 && x / 4 == 0 ? 250 : random.nextInt(50) + (frame == 1 ? 60 : 0));
        }
        return new Made(
                List.of("one"),
                List.of(Label.ALIGNED),
                List.of(new double[] {4, 30, 7, 20, 90, 90, 30, 4, 0, 5}),
                List.of(frames));
    }

    @Test
    void whatIsPlantedHasTheWeight() {
        double[] aligned = {2, 5, 5, 30, 50, 60, 10, 2, 1, 3};
        double[] other = {2, 7, 5, 30, 50, 60, 10, 2, 1, 3};
        Attribution influence = planted().influence(dataset(), 0, List.of(aligned, other), 4);

        double[] shares = influence.features();
        assertEquals(24, shares[RMS_RA], 24 * SINGLE);
        assertEquals(24, Arrays.stream(shares).map(Math::abs).sum(), 24 * SINGLE);
        assertEquals(
                influence.logOdds(), influence.typical() + Arrays.stream(shares).sum(), 30 * SINGLE);

        double[][][] patches = influence.patches().get(FrameKind.FIELD);
        double planted = patches[1][2][0];
        for (int frame = 0; frame < 3; frame++) {
            for (int row = 0; row < 4; row++) {
                for (int column = 0; column < 4; column++) {
                    if (frame != 1) {
                        assertEquals(0, patches[frame][row][column], 30 * SINGLE);
                    } else if (row != 2 || column != 0) {
                        assertEquals(0, patches[frame][row][column], 0.2 * planted);
                    }
                }
            }
        }
        double part = 1.0 / 16;
        assertEquals(10 * part * (250 - 85) / 255.0, planted, 10 * part * 10 / 255.0);
    }

    @Test
    void aModelKeepsWhatItComparesWith(@TempDir Path folder) {
        Made all = Made.of(60, SIZE, 1, 2, 4);
        Blueprint mlp = new Blueprint(
                "mlp", List.of(4), ImageNetwork.NONE, new Blueprint.Shared(0, 0.2, 0, 0), ImageNetwork.NONE, List.of());
        Classifier trained = Training.of(mlp, TrainingConfig.STANDARD.batch(8).epochs(1))
                .run(all.rows(0, 40), all.rows(40, 60))
                .classifier();
        Attribution influence = trained.influence(all, 3, List.of(), 4);
        assertEquals(Map.of(), influence.patches());
        assertEquals(
                influence.logOdds(),
                influence.typical() + Arrays.stream(influence.features()).sum(),
                1e-4);
        Classifier read = Classifier.read(trained.write(folder));
        assertEquals(trained.digest(), read.digest());
        assertArrayEquals(
                influence.features(), read.influence(all, 3, List.of(), 4).features(), 1e-4);
        assertEquals(
                "explaining features needs aligned datasets for comparison; give at least one",
                assertThrows(BadInput.class, () -> planted().influence(dataset(), 0, List.of(), 4))
                        .getMessage());
        assertEquals(
                "a frame has 17 patches per side; the number must be 1 to 16",
                assertThrows(BadInput.class, () -> planted().influence(dataset(), 0, List.of(new double[10]), 17))
                        .getMessage());
    }
}
