package org.mosaicworkbench.mosaic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Exposure;

/**
 * Keeps the pixels of a detector's exposures in memory, so that each exposure is read only once for source detection
 * and drizzling. If the pixels exceed the memory limit, exposures are read again instead; the next exposure is then
 * read while the current one is processed.
 */
final class ExposureStore {

    private final ToIntFunction<Exposure> goodBits;
    private final Beside beside;
    private final boolean keep;
    private final Map<Exposure, ExposurePixels> kept = new HashMap<>();
    private final Map<Exposure, Supplier<ExposurePixels>> ahead = new HashMap<>();

    /**
     * @param systems the coordinate systems of all chips of all exposures
     * @param goodBits for each exposure, the data-quality bits that do not mark a pixel as bad
     * @param memory limit in bytes for the pixels
     * @param beside the background thread that reads ahead
     */
    ExposureStore(List<Wcs> systems, ToIntFunction<Exposure> goodBits, long memory, Beside beside) {
        this.goodBits = goodBits;
        this.beside = beside;
        this.keep = systems.stream()
                        .mapToLong(wcs -> (long) Float.BYTES * wcs.width() * wcs.height())
                        .sum()
                <= memory;
    }

    /** Returns the pixels of an exposure and keeps them in the store. */
    ExposurePixels look(Exposure exposure) {
        ExposurePixels pixels = read(exposure);
        if (keep) {
            synchronized (kept) {
                kept.put(exposure, pixels);
            }
        }
        return pixels;
    }

    /** Begins to read an exposure that will be needed next. */
    void prepare(Exposure exposure) {
        if (!kept.containsKey(exposure)) {
            ahead.computeIfAbsent(exposure, one -> beside.ahead(() -> read(one)));
        }
    }

    /** Returns the pixels of an exposure and removes them from the store. */
    ExposurePixels take(Exposure exposure) {
        prepare(exposure);
        ExposurePixels pixels = kept.remove(exposure);
        return pixels != null ? pixels : ahead.remove(exposure).get();
    }

    /** Puts back pixels that will be needed again; if memory is short, they are dropped and read again later. */
    void giveBack(Exposure exposure, ExposurePixels pixels) {
        if (keep) {
            kept.put(exposure, pixels);
        }
    }

    private ExposurePixels read(Exposure exposure) {
        return ExposurePixels.read(exposure, goodBits.applyAsInt(exposure));
    }
}
