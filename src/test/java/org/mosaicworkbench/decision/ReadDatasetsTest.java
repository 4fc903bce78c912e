package org.mosaicworkbench.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.evaluate.InjectedMisalignment;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.PredictedSize;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.maths.UncertainShift;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Examples;

/** Two datasets, x and y, with four exposures each; those of y were compared and are 3 px apart. */
class ReadDatasetsTest {

    private static final ReadDatasets ALONE = new ReadDatasets(new Two(), new ExposureTable(Map.of()));
    private static final ReadDatasets COMPARED = new ReadDatasets(
            new Two(), new ExposureTable(Map.of("y", List.of(exposure("a", 0), exposure("b", 0), exposure("c", 3)))));

    private record Two() implements Examples {

        @Override
        public int size() {
            return 2;
        }

        @Override
        public String index(int row) {
            return row == 0 ? "x" : "y";
        }

        @Override
        public Label label(int row) {
            return Label.ALIGNED;
        }

        @Override
        public double[] features(int row) {
            double[] features = new double[Feature.values().length];
            features[Feature.NUMEXP.place()] = 4;
            return features;
        }

        @Override
        public MeasuredNumbers measured(int row) {
            return MeasuredNumbers.NONE;
        }

        @Override
        public byte[] frames(int row, FrameKind kind) {
            throw new AssertionError("no frames are read");
        }
    }

    private static MeasuredExposure exposure(String name, double dx) {
        ExposureShift shift = new ExposureShift(
                name,
                "F606W",
                new UncertainShift(dx, 0, 0.02, 0.02, 0),
                new ExposureShift.OnSky(0, 0, 0, 0, 0.0005),
                30,
                new ExposureShift.Finding(dx > 1 ? ExposureShift.State.OFF : ExposureShift.State.AGREES, ""));
        return new MeasuredExposure(shift, 400, 0.03, Double.NaN, 0.1);
    }

    /** A model is not rerun without need. */
    @Test
    void onlyWhereExposuresWereComparedDoesAModelOfMeasuredNumbersReadOthers() {
        assertTrue(ALONE.isReadAlike(Blueprint.measured()));
        assertFalse(COMPARED.isReadAlike(Blueprint.measured()));
        assertTrue(COMPARED.isReadAlike(Blueprint.mlp()));
    }

    @Test
    void theEvidenceIsThatOfTheDataset() {
        Evidence evidence = COMPARED.evidence(1, 0.25);
        assertEquals(List.of(0.25, 4.0, 0), List.of(evidence.probability(), evidence.inside(), evidence.unknown()));
        assertEquals(List.of(), COMPARED.evidence(0, 0.25).exposures());
    }

    @Test
    void sizesAreOfTheProbabilitiesThatAreGiven() {
        DecisionRule rule = new DecisionRule(0.5, 0.5);
        Map<String, InjectedMisalignment> known = Map.of("x", new InjectedMisalignment(7, "shift"));
        List<PredictedSize> small = rule.sizes(COMPARED, new double[] {0.001, 0.5}, known);
        List<PredictedSize> large = rule.sizes(COMPARED, new double[] {0.999, 0.5}, known);
        assertEquals(List.of("x"), small.stream().map(PredictedSize::index).toList());
        assertEquals(7, small.get(0).pixels());
        assertTrue(small.get(0).size().median() < large.get(0).size().median());
        PredictedSize y = rule.sizes(
                        COMPARED, new double[] {0.5, 0.5}, Map.of("y", new InjectedMisalignment(3, "shift")))
                .get(0);
        assertEquals(3, y.size().median(), 0.2);
    }

    @Test
    void aRollIsSureFromThreeStandardErrorsOn() {
        assertFalse(new ExposureShift.OnSky(0, 0, 0, 0.003, 0.001).isRolled());
        assertTrue(new ExposureShift.OnSky(0, 0, 0, -0.0031, 0.001).isRolled());
        assertFalse(new ExposureShift.OnSky(0, 0, 0, Double.NaN, Double.NaN).isRolled());
    }
}
