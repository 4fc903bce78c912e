package org.mosaicworkbench.nn;

import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;

/**
 * Datasets for training or prediction, by row. They may exceed the memory: frames are loaded on demand, by several
 * threads at once.
 */
public interface Examples {

    /** @return how many there are */
    int size();

    /** @return the dataset's name */
    String index(int row);

    /** @return what it is; asked for only where something is learned */
    Label label(int row);

    /** @return its features as the table has them, a number for each {@link Feature} in order */
    double[] features(int row);

    /**
     * @return its measured numbers, of which the network reads those that it was trained with. Not asked for where it
     *         reads none.
     */
    default MeasuredNumbers measured(int row) {
        throw new BadInput(
                "there are no measured numbers of " + index(row) + "; give them, or take a network that reads none");
    }

    /**
     * @return its frames of a kind, shape {@code (3, size, size, 3)}: frame, row from the top, column, colour; 0 to
     *         255, unsigned. Not asked for where the network does not read them.
     */
    byte[] frames(int row, FrameKind kind);
}
