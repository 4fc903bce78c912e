package org.mosaicworkbench.mosaic.drizzle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.mosaicworkbench.fits.RawPixels;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.Wcs;

/**
 * The canvases of single exposures of a filter while they are compared: in memory, or where that is too small in files,
 * which are gone when this is closed. Either gives the same bits.
 */
public final class SingleImages implements AutoCloseable {

    private static final int BYTES_OF_A_PIXEL = 2 * Float.BYTES + 1;
    /** Of files of this process: several visits may be combined at once. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Wcs grid;
    private final Path folder;
    private final boolean inMemory;
    private final List<Canvas> canvases = new ArrayList<>();
    private final List<Double> meanWeights = new ArrayList<>();
    private final float[] lower;
    private final List<Spilled> files = new ArrayList<>();

    /** A canvas in a file: sums, weights, then the planes of the context. */
    private record Spilled(Path file, int inputs) {}

    /**
     * @param grid   of all of them
     * @param number how many there will be
     * @param memory bytes that they may take; more go into files
     * @param folder where files are made, with names that are cleaned up after a run that was killed
     */
    public SingleImages(Wcs grid, int number, long memory, Path folder) {
        this.grid = grid;
        this.folder = folder;
        this.lower = new float[number];
        this.inMemory = (long) number * BYTES_OF_A_PIXEL * grid.width() * grid.height() <= memory;
    }

    Wcs grid() {
        return grid;
    }

    int size() {
        return Math.max(canvases.size(), files.size());
    }

    /**
     * Takes a canvas, which belongs to this from now on.
     *
     * @throws BadInput if a file is needed and cannot be written
     */
    public void keep(Canvas canvas) {
        meanWeights.add(canvas.meanWeight());
        if (inMemory) {
            canvases.add(canvas);
        } else {
            spill(canvas);
        }
    }

    /** Removes and returns a canvas. */
    public Canvas take(int number) {
        Canvas canvas = inMemory ? canvases.set(number, null) : canvas(files.get(number));
        canvas.lower(lower[number]);
        return canvas;
    }

    /**
     * Subtracts a level from an image.
     *
     * @param number of the image
     * @param level  electrons per second per output pixel
     */
    public void lower(int number, double level) {
        lower[number] = (float) level;
    }

    /**
     * A stretch of an image and of its weights, from a pixel's index on.
     *
     * @param values  receives as many mean values as it holds, as {@link Canvas#image} has them, less the image's level
     * @param weights of the same length
     */
    void read(int number, int from, float[] values, float[] weights) {
        float[] sums = values;
        if (inMemory) {
            System.arraycopy(canvases.get(number).sums(), from, sums, 0, values.length);
            System.arraycopy(canvases.get(number).weights(), from, weights, 0, values.length);
        } else {
            read(files.get(number), (long) Float.BYTES * from, sums);
            read(files.get(number), (long) Float.BYTES * (pixels() + from), weights);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = weights[i] > 0 ? sums[i] / weights[i] - lower[number] : Float.NaN;
        }
    }

    /** The mean weight of an image's pixels that anything fell on. */
    double meanWeight(int number) {
        return meanWeights.get(number);
    }

    private long pixels() {
        return (long) grid.width() * grid.height();
    }

    private void spill(Canvas canvas) {
        Path file =
                folder.resolve(".single." + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + ".part");
        files.add(new Spilled(file, canvas.inputs()));
        try {
            Files.createDirectories(folder);
            write(canvas, file);
        } catch (IOException e) {
            throw BadInput.file(
                    folder,
                    "has no room for the images of exposures that the memory is too small for (" + e.getMessage() + ")",
                    "free " + ((BYTES_OF_A_PIXEL * pixels()) >> 20)
                            + " MiB for each exposure of a filter, or give Java more "
                            + "memory, as with JAVA_TOOL_OPTIONS=-Xmx8g");
        }
    }

    private static void write(Canvas canvas, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            RawPixels.write(channel, canvas.sums());
            RawPixels.write(channel, canvas.weights());
            for (byte[] plane : canvas.planes()) {
                RawPixels.write(channel, plane);
            }
        }
    }

    private Canvas canvas(Spilled spilled) {
        Canvas canvas = new Canvas(grid);
        for (int i = 0; i < spilled.inputs; i++) {
            canvas.nextInput();
        }
        read(spilled, 0, canvas.sums());
        read(spilled, Float.BYTES * pixels(), canvas.weights());
        long at = 2 * Float.BYTES * pixels();
        for (byte[] plane : canvas.planes()) {
            try {
                RawPixels.read(spilled.file, at, plane);
            } catch (IOException e) {
                throw new UncheckedIOException(spilled.file + ": " + e.getMessage(), e);
            }
            at += pixels();
        }
        return canvas;
    }

    private static void read(Spilled spilled, long at, float[] into) {
        try {
            RawPixels.read(spilled.file, at, into);
        } catch (IOException e) {
            throw new UncheckedIOException(spilled.file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        canvases.clear();
        for (Spilled spilled : files) {
            try {
                Files.deleteIfExists(spilled.file);
            } catch (IOException e) {
                throw new UncheckedIOException(spilled.file + ": " + e.getMessage(), e);
            }
        }
    }
}
