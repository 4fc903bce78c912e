package org.mosaicworkbench.nn;

import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;

/**
 * Datasets for training or prediction, by row. They may be larger than memory: frames are loaded on demand, by several
 * threads at once.
 */
public interface Examples {

    /** @return the number of datasets */
    int size();

    /** @return the dataset's name */
    String index(int row);

    /** @return the dataset's label; this method is called only in training */
    Label label(int row);

    /** @return the dataset's untransformed features, in the order of {@link Feature} */
    double[] features(int row);

    /**
     * @return the dataset's measurements, of which the network uses those that it was trained on; this method is not
     *     called if the network uses no measurements
     */
    default MeasuredNumbers measured(int row) {
        throw new BadInput("" + index(row) + " has no measurements; provide them, or use a network that reads none");
    }

    /**
     * @return the dataset's frames of a kind as unsigned bytes, shape {@code (3, size, size, 3)}: frame, row from the
     *     top, column, colour; this method is not called if the network does not use these frames
     */
    byte[] frames(int row, FrameKind kind);
}
