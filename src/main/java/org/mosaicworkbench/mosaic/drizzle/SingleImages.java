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
 * The canvases of a filter's individual exposures, kept for the comparison in memory or, if memory is short, in files
 * that are deleted on closing. Results are bit-identical in either case.
 */
public final class SingleImages implements AutoCloseable {

    private static final int BYTES_OF_A_PIXEL = 2 * Float.BYTES + 1;
    /** Numbers the files of this process, since several visits may be combined at the same time. */
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
     * @param grid the common grid of all canvases
     * @param number the expected number of canvases
     * @param memory limit in bytes; further canvases are stored in files
     * @param folder the folder for these files, whose names allow clean-up after a killed run
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
     * Stores a canvas and takes ownership of it.
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
     * @param number the image's index
     * @param level electrons per second per output pixel
     */
    public void lower(int number, double level) {
        lower[number] = (float) level;
    }

    /**
     * Reads part of an image and of its weights, starting at a pixel index.
     *
     * @param values filled with mean values as from {@link Canvas#image}, minus the image's level
     * @param weights filled with weights; the same length as {@code values}
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

    /** The mean weight of an image's pixels that received a drop. */
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
                    "has too little space for the exposure images that do not fit into memory (" + e.getMessage() + ")",
                    "free " + ((BYTES_OF_A_PIXEL * pixels()) >> 20)
                            + " MiB for each exposure of a filter, or give Java more "
                            + "memory, for example with JAVA_TOOL_OPTIONS=-Xmx8g");
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
