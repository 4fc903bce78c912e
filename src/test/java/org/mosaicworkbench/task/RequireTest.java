package org.mosaicworkbench.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.mosaicworkbench.io.BadInput;

class RequireTest {

    @Test
    void whatIsAllowedComesBack() {
        assertEquals(1, Require.atLeast(1, "threads", 1));
        assertEquals(16, Require.within(16, 2048, "size", 16, "pixels"));
        assertEquals(2048, Require.within(16, 2048, "size", 2048, "pixels"));
        assertEquals(0.875, Require.fraction("validation", 0.875));
        assertEquals(1e-300, Require.aboveZero("the limit for labels", 1e-300, "pixels"));
        assertEquals(Path.of("visits"), Require.given("the folder", Path.of("visits"), "name it"));
    }

    @Test
    void aNumberThatIsTooSmallIsNamedWithWhatIsAllowed() {
        refused("threads is 0; it must be at least 1", () -> Require.atLeast(1, "threads", 0));
        refused("memory is -5 MiB; it must be at least 1", () -> Require.atLeast(1, "memory", -5, "MiB"));
    }

    @Test
    void aNumberOutOfItsBoundsIsNamedWithBoth() {
        refused("size is 15; it must be 16 to 2048 pixels", () -> Require.within(16, 2048, "size", 15, "pixels"));
        refused("visits is 100001; it must be 1 to 100000", () -> Require.within(1, 100_000, "visits", 100_001, ""));
    }

    @Test
    void aFractionIsAboveNoughtAndBelowOne() {
        for (double value : new double[] {0, 1, -0.5, Double.NaN}) {
            refused(
                    "validation is " + value + "; it must be above 0 and below 1",
                    () -> Require.fraction("validation", value));
        }
    }

    @Test
    void aProbabilityIsInNoughtToOneBothIncluded() {
        assertEquals(0, Require.probability("the threshold", 0));
        assertEquals(1, Require.probability("the threshold", 1));
        for (double value : new double[] {-1e-9, 1.5, Double.NaN}) {
            refused(
                    "the threshold is " + value + "; it must be between 0 and 1",
                    () -> Require.probability("the threshold", value));
        }
    }

    @Test
    void aSizeIsAboveNoughtAndFinite() {
        refused(
                "the limit for labels is Infinity pixels; it must be finite",
                () -> Require.aboveZero("the limit for labels", Double.POSITIVE_INFINITY, "pixels"));
        for (double value : new double[] {0, -1, Double.NaN}) {
            refused(
                    "the limit for labels is " + value + " pixels; it must be above 0",
                    () -> Require.aboveZero("the limit for labels", value, "pixels"));
        }
    }

    @Test
    void aPathThatIsMissingIsNamedWithTheRemedy() {
        refused(
                "the folder of the visits is null; give the folder that contains the visits",
                () -> Require.given("the folder of the visits", null, "give the folder that contains the visits"));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(BadInput.class, call).getMessage());
    }
}
