package org.mosaicworkbench.nn;

import org.mosaicworkbench.io.BadInput;

/** What training makes of a dataset's frames before it learns from them, to be looked at. */
public final class Augmented {

    private Augmented() {
    }

    /**
     * Frames as they may come up in one pass of a training with {@link Recipe#augment}.
     *
     * @param values shape {@code (3, size, size, 3)}: frame, row from the top, column, colour; 0 to 255, unsigned
     * @param size   pixels along each side
     * @param seed   another seed, another form
     * @return as many values, changed alike in all three frames
     * @throws BadInput when there are not as many values as the size says
     */
    public static byte[] frames(byte[] values, int size, long seed) {
        int area = size * size;
        if (values.length != Blueprint.PLANES * area) {
            throw new BadInput(values.length + " values are no 3 frames of " + size + " x " + size + " pixels and 3 colours");
        }
        float[] planes = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            planes[planeIndex(i, area)] = (values[i] & 255) / 255f;
        }
        new Augmentation(Recipe.STANDARD.augment(true).seed(seed), size, 0).frames(0, planes);
        byte[] changed = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            changed[i] = (byte) Math.round(255 * planes[planeIndex(i, area)]);
        }
        return changed;
    }

    /** Where a value of a frame, pixel and colour stands when each colour of a frame is a plane of its own. */
    private static int planeIndex(int i, int area) {
        int frame = i / (Blueprint.COLOURS * area);
        int pixel = i % (Blueprint.COLOURS * area) / Blueprint.COLOURS;
        return (frame * Blueprint.COLOURS + i % Blueprint.COLOURS) * area + pixel;
    }
}
