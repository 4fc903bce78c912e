package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.io.BadInput;

@Slow
class TrainingTest {

    private static final int SIZE = 16;
    private static final Blueprint TINY = new Blueprint(
            "tiny",
            List.of(8, 4),
            new ImageNetwork(List.of(6, 8), 8),
            new Blueprint.Shared(4, 0.2, 0.1, SIZE),
            ImageNetwork.NONE,
            List.of());
    private static final TrainingConfig QUICK =
            TrainingConfig.STANDARD.batch(16).epochs(3).learningRate(3e-3).normalize(true);

    @Test
    void aSignalInTheFeaturesIsLearned() {
        Made all = Made.of(400, SIZE, 6, 0, 1);
        Blueprint mlp = new Blueprint(
                "mlp",
                List.of(8, 4),
                ImageNetwork.NONE,
                new Blueprint.Shared(0, 0.2, 0, 0),
                ImageNetwork.NONE,
                List.of());
        Training.Outcome trained = Training.of(mlp, QUICK.epochs(10).noise(TrainingConfig.Noise.NONE))
                .run(all.rows(0, 240), all.rows(240, 300));
        double[] scores = trained.classifier().probabilities(all.rows(300, 400));
        assertTrue(Scores.rocAuc(all.rows(300, 400).truth(), scores) > 0.99);
    }

    @Test
    void aSignalInTheFramesIsLearned() {
        Made all = Made.of(500, SIZE, 0, 2, 2);
        Blueprint cnn = new Blueprint(
                "cnn",
                List.of(),
                new ImageNetwork(List.of(8, 12), 8),
                new Blueprint.Shared(0, 0.2, 0, SIZE),
                ImageNetwork.NONE,
                List.of());
        Training.Outcome trained =
                Training.of(cnn, QUICK.epochs(12).augment(false)).run(all.rows(0, 340), all.rows(340, 400));
        double[] scores = trained.classifier().probabilities(all.rows(400, 500));
        assertTrue(
                Scores.rocAuc(all.rows(400, 500).truth(), scores) > 0.99,
                "AUC " + Scores.rocAuc(all.rows(400, 500).truth(), scores) + " " + trained.history());
    }

    @Test
    void shuffledLabelsAreNot() {
        Made all = Made.of(700, SIZE, 6, 2, 3).shuffled(5);
        Training.Outcome trained = Training.of(TINY, QUICK.epochs(5)).run(all.rows(0, 250), all.rows(250, 300));
        double auc =
                Scores.rocAuc(all.rows(300, 700).truth(), trained.classifier().probabilities(all.rows(300, 700)));
        assertTrue(auc > 0.4 && auc < 0.6, "AUC " + auc);
    }

    @Test
    void theSameSeedGivesTheSameAndAKilledTrainingGoesOn(@TempDir Path folder) {
        Made all = Made.of(60, SIZE, 1, 2, 4);
        Training training = Training.of(TINY, QUICK);
        Training.Outcome whole = training.run(all.rows(0, 40), all.rows(40, 60));
        assertEquals(
                whole.classifier().weights(),
                training.run(all.rows(0, 40), all.rows(40, 60)).classifier().weights());
        assertNotEquals(
                whole.classifier().weights(),
                Training.of(TINY, QUICK.seed(43))
                        .run(all.rows(0, 40), all.rows(40, 60))
                        .classifier()
                        .weights());

        Training kept = training.checkpoints(folder);
        assertThrows(
                IllegalStateException.class,
                () -> kept.watched(moment -> {
                            if (moment.epoch() == 3 && moment.step() == 2) {
                                throw new IllegalStateException("killed");
                            }
                        })
                        .run(all.rows(0, 40), all.rows(40, 60)));
        assertTrue(Files.exists(folder.resolve("checkpoint.safetensors")));
        List<Integer> run = new ArrayList<>();
        Training.Outcome resumed =
                kept.watched(moment -> run.add(moment.epoch())).run(all.rows(0, 40), all.rows(40, 60));
        assertEquals(List.of(3), run.stream().distinct().toList());
        assertEquals(whole.classifier().weights(), resumed.classifier().weights());
        assertEquals(whole.history(), resumed.history());
        assertEquals(whole.classifier().temperature(), resumed.classifier().temperature());
        assertFalse(Files.exists(folder.resolve("checkpoint.safetensors")));
    }

    @Test
    void aTrainingThatIsKeptGoesOnWithMoreEpochs(@TempDir Path folder) {
        Made all = Made.of(60, SIZE, 1, 2, 4);
        Training.Outcome whole = Training.of(TINY, QUICK).run(all.rows(0, 40), all.rows(40, 60));
        Training.of(TINY, QUICK.epochs(1)).checkpoints(folder).kept().run(all.rows(0, 40), all.rows(40, 60));
        List<Integer> run = new ArrayList<>();
        Training.Outcome longer = Training.of(TINY, QUICK)
                .checkpoints(folder)
                .kept()
                .watched(moment -> run.add(moment.epoch()))
                .run(all.rows(0, 40), all.rows(40, 60));
        assertEquals(List.of(2, 3), run.stream().distinct().toList());
        assertEquals(whole.classifier().weights(), longer.classifier().weights());
        assertEquals(whole.history(), longer.history());
        assertTrue(Files.exists(folder.resolve("checkpoint.safetensors")));
    }

    @Test
    void anotherNumberOfThreadsMovesLittle() {
        Engine.getInstance();
        int before = JniUtils.getNumThreads();
        Made all = Made.of(60, SIZE, 1, 2, 4);
        List<double[]> scores = new ArrayList<>();
        try {
            for (int threads = 1; threads <= 2; threads++) {
                JniUtils.setNumThreads(threads);
                scores.add(Training.of(TINY, QUICK)
                        .run(all.rows(0, 40), all.rows(40, 60))
                        .classifier()
                        .probabilities(all));
            }
        } finally {
            JniUtils.setNumThreads(before);
        }
        for (int i = 0; i < all.size(); i++) {
            assertEquals(scores.get(0)[i], scores.get(1)[i], 1e-3);
        }
    }

    @Test
    void checkpointsOfAnotherTrainingAreNotTakenUp(@TempDir Path folder) throws IOException {
        Made all = Made.of(60, SIZE, 1, 2, 4);
        Training.Outcome fresh = Training.of(TINY, QUICK).run(all.rows(0, 40), all.rows(40, 60));
        Training other = Training.of(TINY, QUICK.seed(7)).checkpoints(folder).watched(moment -> {
            if (moment.epoch() == 2) {
                Thread.currentThread().interrupt();
            }
        });
        assertEquals(
                "training was cancelled in epoch 2; run it again to resume from epoch 1",
                assertThrows(CancellationException.class, () -> other.run(all.rows(0, 40), all.rows(40, 60)))
                        .getMessage());
        assertFalse(Thread.interrupted());
        assertEquals(
                fresh.classifier().weights(),
                Training.of(TINY, QUICK)
                        .checkpoints(folder)
                        .run(all.rows(0, 40), all.rows(40, 60))
                        .classifier()
                        .weights());

        Files.writeString(folder.resolve("checkpoint.safetensors"), "too short");
        assertEquals(
                folder.resolve("checkpoint.safetensors")
                        + ": is truncated or not a valid safetensors file; delete it to start over",
                message(() -> Training.of(TINY, QUICK).checkpoints(folder).run(all.rows(0, 40), all.rows(40, 60))));
    }

    @Test
    void itStopsEarlyAndKeepsTheBest() {
        Made all = Made.of(80, SIZE, 1, 0, 6).shuffled(1);
        TrainingConfig recipe = QUICK.epochs(40)
                .learningRate(2e-2)
                .earlyStopping(TrainingConfig.EarlyStopping.VAL_LOSS, 3)
                .precision(Precision.FLOAT32);
        Training.Outcome trained = Training.of(TINY, recipe).run(all.rows(0, 50), all.rows(50, 80));
        assertTrue(trained.history().size() < 40);
        assertEquals(trained.history().size() - 3, trained.best());
        double least =
                trained.history().stream().mapToDouble(Epoch::valLoss).min().orElseThrow();
        assertEquals(least, trained.history().get(trained.best() - 1).valLoss());
        double[] logits = trained.classifier().logits(all.rows(50, 80));
        double[] scores = Arrays.stream(logits).map(z -> 1 / (1 + Math.exp(-z))).toArray();
        assertEquals(least, Scores.logLoss(all.rows(50, 80).truth(), scores), 1e-6);
    }

    @Test
    void aModelIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
        Made all = Made.of(60, SIZE, 1, 2, 4);
        Classifier trained = Training.of(TINY, QUICK.epochs(1))
                .run(all.rows(0, 40), all.rows(40, 60))
                .classifier()
                .with("seed", 42.0);
        Classifier read = Classifier.read(trained.write(folder));
        assertArrayEquals(trained.probabilities(all), read.probabilities(all));
        assertEquals(trained.transform(), read.transform());
        assertEquals(42.0, read.about().get("seed"));
        assertEquals(
                "tiny, " + TINY.parameters() + " parameters, frames of 16 pixels, features normalised",
                read.toString());

        Path weights = folder.resolve("model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        for (int length : new int[] {0, 7, 100, whole.length / 2, whole.length - 1}) {
            Files.write(weights, Arrays.copyOf(whole, length));
            assertEquals(
                    weights + ": is truncated or not a valid safetensors file; copy the model again or train it again",
                    message(() -> Classifier.read(folder)));
        }
        Blueprint other = new Blueprint(
                "other",
                List.of(8, 4),
                new ImageNetwork(List.of(6, 9), 8),
                new Blueprint.Shared(4, 0.2, 0.1, SIZE),
                ImageNetwork.NONE,
                List.of());
        new Classifier(
                        NetworkDesign.of(other),
                        Weights.initial(NetworkDesign.of(other), 1),
                        read.normaliser(),
                        read.temperature(),
                        read.about())
                .write(folder.resolve("other"));
        Files.copy(folder.resolve("other/model.safetensors"), weights, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(
                weights + ": has conv.1.weight of shape [9, 6, 3, 3], but blueprint tiny expects [8, 6, 3, 3]; use the "
                        + "model's own card and weights",
                message(() -> Classifier.read(folder)));
        Files.writeString(folder.resolve("card.json"), "{\"blueprint\": 3}");
        assertEquals(
                folder.resolve("card.json")
                        + ": blueprint is '3', not an object; copy the model again or train it again",
                message(() -> Classifier.read(folder)));
        Files.delete(folder.resolve("card.json"));
        assertEquals(
                folder.resolve("card.json") + ": there is no such file; copy the model again or train it again",
                message(() -> Classifier.read(folder)));
    }

    @Test
    void dataThatCannotBeLearnedFromIsSaid() {
        Made all = Made.of(60, SIZE, 1, 2, 4);
        Training training = Training.of(TINY, QUICK.epochs(1));
        Made aligned = new Made(all.names(), Collections.nCopies(60, Label.ALIGNED), all.features(), all.images());
        assertEquals(
                "none of the 60 datasets that the network is trained on is misaligned; provide aligned and misaligned"
                        + " datasets from more visits",
                message(() -> training.run(aligned, all)));
        List<double[]> holed = new ArrayList<>(all.features());
        holed.set(7, new double[] {1, Double.NaN, 1, 1, 1, 1, 1, 1, 1, 1});
        assertEquals(
                "feature 2 of hst_1_01_acs_wfc_total_v00007 is NaN; prepare the dataset again or leave it out",
                message(() -> Training.of(TINY, QUICK.epochs(1).normalize(false))
                        .run(new Made(all.names(), all.labels(), holed, all.images()), all)));
        Made large = Made.of(60, 20, 1, 2, 4);
        assertEquals(
                "the frames of hst_1_01_acs_wfc_total_v00000 hold 3600 values; the network reads 3 frames of 16 pixels "
                        + "and 3 colours, 2304 values",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Training.of(TINY, QUICK.epochs(1))
                                        .run(all, all)
                                        .classifier()
                                        .probabilities(large))
                        .getMessage());
        assertEquals(
                "the loss became NaN in step 1; choose a smaller learning rate than 0.003 or normalise the features",
                message(() -> {
                    List<double[]> huge = new ArrayList<>(all.features());
                    huge.replaceAll(row -> new double[] {1e39, 1, 1, 1, 1, 1, 1, 1, 1, 1});
                    Training.of(TINY, QUICK.normalize(false).noise(TrainingConfig.Noise.NONE))
                            .run(new Made(all.names(), all.labels(), huge, all.images()), all);
                }));
        assertEquals("batch is 3; it must be even and at least 2", message(() -> TrainingConfig.STANDARD.batch(3)));
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(BadInput.class, bad).getMessage();
    }
}
