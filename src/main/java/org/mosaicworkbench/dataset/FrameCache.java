package org.mosaicworkbench.dataset;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A cache of losslessly compressed frames with a limited total size. Thread-safe. */
final class FrameCache {

    private static final int CHUNK = 65_536;

    private final Map<String, Packed> kept = new ConcurrentHashMap<>();
    private final AtomicLong room;

    private record Packed(int length, byte[] bytes) {}

    /** @param bytes largest total size of the compressed frames, bytes */
    FrameCache(long bytes) {
        this.room = new AtomicLong(bytes);
    }

    /** @return the frames cached under a name, or else the result of {@code read} */
    byte[] of(String name, Supplier<byte[]> read) {
        Packed known = kept.get(name);
        if (known != null) {
            return unpacked(known);
        }
        byte[] values = read.get();
        if (room.get() > 0) {
            Packed packed = packed(values);
            if (room.addAndGet(-packed.bytes.length) >= 0) {
                kept.put(name, packed);
            }
        }
        return values;
    }

    private static Packed packed(byte[] values) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(values);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK);
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return new Packed(values.length, out.toByteArray());
        } finally {
            deflater.end();
        }
    }

    private static byte[] unpacked(Packed packed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed.bytes);
            byte[] values = new byte[packed.length];
            for (int at = 0; at < values.length; ) {
                at += inflater.inflate(values, at, values.length - at);
            }
            return values;
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        } finally {
            inflater.end();
        }
    }
}
