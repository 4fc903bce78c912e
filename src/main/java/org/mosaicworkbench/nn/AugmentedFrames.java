package org.mosaicworkbench.nn;

import java.util.List;
import org.mosaicworkbench.frames.FrameSet;

/** Frames of a dataset as training augments them, for inspection. */
public final class AugmentedFrames {

    private AugmentedFrames() {}

    /**
     * Augments frames as in one epoch of a training run with {@link TrainingConfig#augment}.
     *
     * @param set frames of any size and kind
     * @param seed random seed; each seed gives a different variant
     * @return frames of the same size and kind, all three changed alike
     */
    public static FrameSet of(FrameSet set, long seed) {
        int area = set.size() * set.size();
        byte[] values = set.values();
        float[] planes = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            planes[planeIndex(i, area)] = (values[i] & 255) / 255f;
        }
        new Augmentation(TrainingConfig.STANDARD.augment(true).seed(seed), set.size(), List.of(), 0)
                .frames(0, set.kind(), planes);
        byte[] changed = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            changed[i] = (byte) Math.round(255 * planes[planeIndex(i, area)]);
        }
        return new FrameSet(set.dataset(), set.kind(), set.size(), changed, set.label());
    }

    /**
     * Converts the index of a value stored pixel by pixel to its index when each colour of a frame is stored as a
     * separate plane.
     */
    private static int planeIndex(int i, int area) {
        int frame = i / (Blueprint.COLOURS * area);
        int pixel = i % (Blueprint.COLOURS * area) / Blueprint.COLOURS;
        return (frame * Blueprint.COLOURS + i % Blueprint.COLOURS) * area + pixel;
    }
}
