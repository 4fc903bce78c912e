package org.mosaicworkbench.prep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.HeaderScan;
import org.mosaicworkbench.io.BadInput;

/** Limits the number of images drawn at once, by the memory that each needs. */
public final class DrawingMemory {

    /** The remedy if there is too little memory. */
    public static final String REMEDY =
            "give Java more, for example with JAVA_TOOL_OPTIONS=-Xmx16g, or leave the frames out";

    private static final double SHARE = 0.8;
    private static final long MEBIBYTE = 1L << 20;
    private static final long FIXED_BYTES = 16 * MEBIBYTE;
    private static final int BYTES_PER_FRAME_PIXEL = 24;

    private static final int FLOAT = 4;
    private static final int DOUBLE = 8;

    private final int whole;
    private final Semaphore free;

    private DrawingMemory(int mebibytes) {
        whole = mebibytes;
        free = new Semaphore(mebibytes, true);
    }

    /** @return the maximum heap size, minus a reserve for everything else */
    public static DrawingMemory ofJava() {
        return of((long) (SHARE * Runtime.getRuntime().maxMemory()));
    }

    static DrawingMemory of(long bytes) {
        return new DrawingMemory((int) Math.min(Integer.MAX_VALUE, mebibytes(bytes)));
    }

    /** @return size in mebibytes, rounded up */
    public static long mebibytes(long bytes) {
        return (bytes + MEBIBYTE - 1) / MEBIBYTE;
    }

    /**
     * An upper limit estimated from the SCI header: the pixels in single precision, the frames and, if the file's pixel
     * values have a different type or are compressed, those values as well.
     *
     * @param image an image with its first SCI extension
     * @param size pixels along a frame's longer side
     * @param weights whether the weight map, which is equally large, is also read
     * @return bytes
     * @throws BadInput if the header cannot be read
     */
    public static long needed(Path image, int size, boolean weights) {
        return bounded((weights ? 2 : 1) * readBytes(image)) + (long) BYTES_PER_FRAME_PIXEL * size * size + FIXED_BYTES;
    }

    /**
     * An estimated upper limit on the memory for each single-exposure image.
     *
     * @return bytes
     */
    public static long neededToCompare(Path image) {
        return bounded(readBytes(image) + FLOAT * pixels(HeaderScan.of(image, "SCI", 1))) + FIXED_BYTES;
    }

    private static double readBytes(Path image) {
        HeaderScan sci = HeaderScan.of(image, "SCI", 1);
        int stored = (int) Math.abs(sci.number("BITPIX").orElse(0)) / Byte.SIZE;
        boolean asItIs = stored == FLOAT
                && !isZipped(image)
                && sci.text("ZIMAGE").isEmpty()
                && sci.text("BSCALE").isEmpty();
        return pixels(sci) * (asItIs ? FLOAT : FLOAT + Math.min(stored, DOUBLE));
    }

    private static boolean isZipped(Path image) {
        try {
            return FitsFile.isZipped(image);
        } catch (IOException e) {
            throw new UncheckedIOException(image + ": " + e.getMessage(), e);
        }
    }

    private static double pixels(HeaderScan sci) {
        return sci.number("NAXIS1").orElse(0) * sci.number("NAXIS2").orElse(0);
    }

    private static long bounded(double bytes) {
        return (long) Math.min(Long.MAX_VALUE / 2.0, bytes);
    }

    /** @return the number of jobs of that size that fit into memory together: at least 1, at most {@code most} */
    public int fitting(long bytes, int most) {
        return (int) Math.max(1, Math.min(most, whole / Math.max(1, mebibytes(bytes))));
    }

    /**
     * Runs work once there is enough memory.
     *
     * @param bytes memory that the work needs
     * @param image image that it works on
     * @throws BadInput if there can never be enough
     */
    public <R> R within(long bytes, Path image, Supplier<R> work) {
        long wanted = mebibytes(bytes);
        if (wanted > whole) {
            HeaderScan sci = HeaderScan.of(image, "SCI", 1);
            throw BadInput.file(
                    image,
                    "has " + sci.text("NAXIS1") + " x " + sci.text("NAXIS2") + " pixels; drawing it " + "needs about "
                            + wanted + " MiB and " + whole + " are available",
                    REMEDY);
        }
        free.acquireUninterruptibly((int) wanted);
        try {
            return work.get();
        } finally {
            free.release((int) wanted);
        }
    }
}
