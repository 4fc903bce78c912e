package org.mosaicworkbench.sweep.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.Fields;

class FieldsTest {

    @Test
    void everyKindOfField() {
        TrainingConfig recipe = Fields.with(TrainingConfig.STANDARD, "learningRate", 0.01);
        recipe = Fields.with(recipe, "batch", 16.0);
        recipe = Fields.with(recipe, "augment", false);
        recipe = Fields.with(recipe, "noise", "unit");
        recipe = Fields.with(recipe, "earlyStopping", "val-loss");
        assertEquals(
                TrainingConfig.STANDARD
                        .learningRate(0.01)
                        .batch(16)
                        .augment(false)
                        .noise(TrainingConfig.Noise.UNIT)
                        .earlyStopping(TrainingConfig.EarlyStopping.VAL_LOSS, 10),
                recipe);
        assertEquals(
                List.of(8, 4),
                Fields.with(Blueprint.mlp(), "layers", List.of(8.0, 4.0)).layers());
    }

    @Test
    void mistakesAreNamed() {
        assertMessage(
                "there is no field 'rate'; choose one of batch, epochs, learningRate, decay, decaySteps, "
                        + "earlyStopping, patience, augment, noise, normalize, seed, precision",
                "rate",
                1.0);
        assertMessage("batch is 2.5; it must be a whole number", "batch", 2.5);
        assertMessage("noise is loud; it must be none or real or unit or spread", "noise", "loud");
        assertMessage("batch is 3; it must be even and at least 2", "batch", 3.0);
    }

    private static void assertMessage(String words, String field, Object value) {
        assertEquals(
                words,
                assertThrows(BadInput.class, () -> Fields.with(TrainingConfig.STANDARD, field, value))
                        .getMessage());
    }
}
