package org.mosaicworkbench.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.mosaicworkbench.features.Feature;

/** Coded features as a network reads them that has an input for each code: zeros with a 1 at the code's place. */
final class CodeMarks {

    /** So many codes of a feature have a place, those that no table has yet included; others are zeros alone. */
    private static final int PLACES = 16;

    /** How many numbers the features become. */
    static final int INPUTS =
            InputTransforms.MEASURING + PLACES * (Feature.values().length - InputTransforms.MEASURING);

    private CodeMarks() {}

    /**
     * @param features {@code (n, 10)}, those that measure first
     * @return {@code (n, INPUTS)}, those that measure first
     */
    static NDArray of(NDArray features) {
        NDArray marks = features.get(":, " + InputTransforms.MEASURING + ":")
                .expandDims(2)
                .eq(features.getManager().arange(0f, PLACES))
                .toType(DataType.FLOAT32, false)
                .reshape(features.getShape().get(0), -1);
        return features.get(":, 0:" + InputTransforms.MEASURING).concat(marks, 1);
    }
}
