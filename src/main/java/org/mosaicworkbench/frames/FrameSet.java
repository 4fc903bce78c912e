package org.mosaicworkbench.frames;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.Picture;

/**
 * A dataset's three frames of one kind as the array that a classifier reads: shape {@code (3, size, size, 3)}, that is,
 * frame (plain, source, gaia, or sources, stack, echo), row from the top, column from the left, colour (red, green,
 * blue).
 *
 * @param dataset the dataset's name
 * @param kind kind of the frames
 * @param size pixels along each side; frames that are not square are stretched to it
 * @param values 3 x size x size x 3 unsigned values, 0 to 255; the array is not copied
 * @param label 0 aligned, 1 misaligned; empty if the store has no labels
 */
public record FrameSet(String dataset, FrameKind kind, int size, byte[] values, OptionalInt label)
        implements Displayable {

    static final int FRAMES = 3;
    static final int CHANNELS = 3;

    /** @throws IllegalArgumentException if the number of values does not match the size */
    public FrameSet {
        if (size < 1 || (long) FRAMES * size * size * CHANNELS != values.length) {
            throw new IllegalArgumentException(dataset + ": " + FRAMES + " frames of " + size + " pixels cannot hold "
                    + values.length + " values");
        }
    }

    /** Creates field frames. */
    public FrameSet(String dataset, int size, byte[] values, OptionalInt label) {
        this(dataset, FrameKind.FIELD, size, values, label);
    }

    /** Joins the values of three frames, each resized to {@code size} x {@code size} pixels. */
    static byte[] join(int size, IntFunction<Frame> frames) {
        int length = size * size * CHANNELS;
        byte[] values = new byte[FRAMES * length];
        for (int number = 0; number < FRAMES; number++) {
            System.arraycopy(frames.apply(number).resized(size, size).rgb(), 0, values, number * length, length);
        }
        return values;
    }

    /** @return {@link #values} as floats from 0 to 255, in the same order */
    public float[] floats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values[i] & 255;
        }
        return floats;
    }

    /**
     * Converts one of the frames to a picture.
     *
     * @param number 0, 1 or 2, in the order of {@link FrameKind#captions()}
     */
    public Frame frame(int number) {
        int length = values.length / FRAMES;
        return new Frame(size, size, Arrays.copyOfRange(values, number * length, (number + 1) * length));
    }

    /** Shows the three frames side by side. */
    @Override
    public Display display() {
        return row(kind, this::frame);
    }

    static Display row(FrameKind kind, IntFunction<Frame> frames) {
        return Picture.row(IntStream.range(0, FRAMES)
                        .mapToObj(number -> Picture.of(
                                frames.apply(number).image(), kind.captions().get(number)))
                        .toArray(Picture[]::new))
                .display();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FrameSet set
                && dataset.equals(set.dataset)
                && kind == set.kind
                && size == set.size
                && label.equals(set.label)
                && Arrays.equals(values, set.values);
    }

    @Override
    public int hashCode() {
        return 31 * dataset.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return dataset + (kind == FrameKind.FIELD ? "" : " " + kind) + " (3, " + size + ", " + size + ", 3)"
                + (label.isPresent() ? " label " + label.getAsInt() : "");
    }
}
