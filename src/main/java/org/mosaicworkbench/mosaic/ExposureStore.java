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
 * The pixels of a detector's exposures, each read once: they stay from the search for sources until they are drizzled.
 * Where they would take more than a part of the memory they are read again instead, the next one while the last one is
 * worked on.
 */
final class ExposureStore {

    private final ToIntFunction<Exposure> goodBits;
    private final Beside beside;
    private final boolean keep;
    private final Map<Exposure, ExposurePixels> kept = new HashMap<>();
    private final Map<Exposure, Supplier<ExposurePixels>> ahead = new HashMap<>();

    /**
     * @param systems  of all chips of all exposures
     * @param goodBits the data-quality bits that do not make an exposure's pixel bad
     * @param memory   bytes that they may take
     * @param beside   reads ahead
     */
    ExposureStore(List<Wcs> systems, ToIntFunction<Exposure> goodBits, long memory, Beside beside) {
        this.goodBits = goodBits;
        this.beside = beside;
        this.keep = systems.stream()
                        .mapToLong(wcs -> (long) Float.BYTES * wcs.width() * wcs.height())
                        .sum()
                <= memory;
    }

    /** The pixels of an exposure, which stay as they are. */
    ExposurePixels look(Exposure exposure) {
        ExposurePixels pixels = read(exposure);
        if (keep) {
            synchronized (kept) {
                kept.put(exposure, pixels);
            }
        }
        return pixels;
    }

    /** Begins to read an exposure that will be wanted next. */
    void prepare(Exposure exposure) {
        if (!kept.containsKey(exposure)) {
            ahead.computeIfAbsent(exposure, one -> beside.ahead(() -> read(one)));
        }
    }

    /** Gives the pixels of an exposure away. */
    ExposurePixels take(Exposure exposure) {
        prepare(exposure);
        ExposurePixels pixels = kept.remove(exposure);
        return pixels != null ? pixels : ahead.remove(exposure).get();
    }

    /** Takes pixels back that will be wanted again; where memory is short they are read then. */
    void giveBack(Exposure exposure, ExposurePixels pixels) {
        if (keep) {
            kept.put(exposure, pixels);
        }
    }

    private ExposurePixels read(Exposure exposure) {
        return ExposurePixels.read(exposure, goodBits.applyAsInt(exposure));
    }
}
