package org.mosaicworkbench.nn;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.maths.PowerTransform;

/** A model with initial weights, for tests that only need its files. */
public final class UntrainedModel {

    private static final List<Measurement> READ = List.of(Measurement.IMAGE_OFFSET, Measurement.STACK_WIDTH);
    private static final Blueprint TINY = new Blueprint(
            "tiny", List.of(4), ImageNetwork.NONE, new Blueprint.Shared(3, 0.2, 0.1, 0), ImageNetwork.NONE, List.of(4));

    private UntrainedModel() {}

    /** Writes its files: weights, card, and the transforms of features and measurements. */
    public static Path write(Path folder) {
        NetworkDesign design = new NetworkDesign(TINY, READ);
        double[][] measured = {{1, 2}, {3, Double.NaN}, {5, 7}};
        return new Classifier(
                        design,
                        Weights.initial(design, 1),
                        new InputTransforms(
                                Optional.of(PowerTransform.fit(new double[][] {
                                    {1, 2, 3, 4, 5, 6, 7}, {2, 3, 4, 5, 6, 7, 9}, {4, 1, 8, 2, 2, 2, 1}
                                })),
                                Optional.of(MeasuredTransform.fit(design, measured))),
                        Temperature.ONE,
                        Map.of("name", "tiny"))
                .write(folder);
    }

    /** @return the predictions of a model in a folder for a few datasets */
    public static double[] answers(Path folder) {
        return Classifier.read(folder).probabilities(Made.of(3, 4, 1, 1, 1), done -> {}, (row, e) -> {});
    }
}
