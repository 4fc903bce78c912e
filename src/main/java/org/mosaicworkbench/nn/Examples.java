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

    /** @return its label; called only in training */
    Label label(int row);

    /** @return its features as in the table, one number for each {@link Feature} in order */
    double[] features(int row);

    /**
     * @return its measurements, of which the network uses those that it was trained on; not called if it reads
     *     none
     */
    default MeasuredNumbers measured(int row) {
        throw new BadInput("" + index(row) + " has no measurements; provide them, or use a network that reads none");
    }

    /**
     * @return its frames of a kind, shape {@code (3, size, size, 3)}: frame, row from the top, column, colour;
     *     unsigned, 0 to 255; not called if the network does not use them
     */
    byte[] frames(int row, FrameKind kind);
}
