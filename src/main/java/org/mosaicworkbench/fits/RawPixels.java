package org.mosaicworkbench.fits;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * Transfers pixels directly between an array and a file, big-endian as in FITS: a large image needs no second copy, and
 * the transfer takes a fraction of the time needed with one object per row.
 */
public final class RawPixels {

    private static final int CHUNK = 1 << 20;

    private RawPixels() {}

    /**
     * Fills an array with single-precision numbers from a file.
     *
     * @param offset position of the first number in the file, bytes
     * @throws EOFException if the file ends too early
     */
    public static void read(Path path, long offset, float[] pixels) throws IOException {
        read(path, offset, pixels.length, Float.BYTES, (bytes, done) -> {
            FloatBuffer values = bytes.asFloatBuffer();
            values.get(pixels, done, values.remaining());
        });
    }

    /**
     * Fills an array with integers from a file.
     *
     * @param bits size of each number, 16 or 32
     * @param zero value added to each number
     */
    static void read(Path path, long offset, int[] pixels, int bits, int zero) throws IOException {
        read(path, offset, pixels.length, bits / Byte.SIZE, (bytes, done) -> {
            if (bits == Integer.SIZE) {
                IntBuffer values = bytes.asIntBuffer();
                values.get(pixels, done, values.remaining());
            } else {
                ShortBuffer values = bytes.asShortBuffer();
                for (int i = 0; i < values.limit(); i++) {
                    pixels[done + i] = values.get(i);
                }
            }
        });
        for (int i = 0; zero != 0 && i < pixels.length; i++) {
            pixels[i] += zero;
        }
    }

    /**
     * Fills an array with bytes from a file.
     *
     * @param offset position of the first byte in the file
     * @throws EOFException if the file ends too early
     */
    public static void read(Path path, long offset, byte[] bytes) throws IOException {
        read(path, offset, bytes.length, Byte.BYTES, (chunk, done) -> chunk.get(bytes, done, chunk.remaining()));
    }

    /**
     * Passes pixels to a receiver, one at a time.
     *
     * @param count number of pixels
     * @param bits their type, as in {@code BITPIX}
     * @param taker receives each pixel as stored, until it returns false
     */
    static void each(Path path, long offset, int count, int bits, PixelTaker taker) throws IOException {
        int size = Math.abs(bits) / Byte.SIZE;
        ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK, (long) size * count));
        try (FileChannel channel = FileChannel.open(path)) {
            channel.position(offset);
            for (int done = 0; done < count; done += chunk.limit() / size) {
                fill(channel, chunk, (long) size * (count - done));
                for (int i = 0; i < chunk.limit() / size; i++) {
                    if (!taker.take(done + i, number(chunk, i * size, bits))) {
                        return;
                    }
                }
            }
        }
    }

    private static double number(ByteBuffer bytes, int at, int bits) throws IOException {
        return switch (bits) {
            case Byte.SIZE -> Byte.toUnsignedInt(bytes.get(at));
            case Short.SIZE -> bytes.getShort(at);
            case Integer.SIZE -> bytes.getInt(at);
            case Long.SIZE -> bytes.getLong(at);
            case -Float.SIZE -> bytes.getFloat(at);
            case -Double.SIZE -> bytes.getDouble(at);
            default -> throw new IOException("BITPIX is " + bits);
        };
    }

    private static void fill(FileChannel channel, ByteBuffer chunk, long left) throws IOException {
        chunk.clear().limit((int) Math.min(chunk.capacity(), left));
        while (chunk.hasRemaining()) {
            if (channel.read(chunk) < 0) {
                throw new EOFException();
            }
        }
        chunk.flip();
    }

    /** Receives a chunk; {@code done} is the array index of its first number. */
    private interface Taker {
        void take(ByteBuffer bytes, int done);
    }

    private static void read(Path path, long offset, int count, int size, Taker taker) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK, (long) size * count));
        try (FileChannel channel = FileChannel.open(path)) {
            channel.position(offset);
            for (int done = 0; done < count; ) {
                fill(channel, chunk, (long) size * (count - done));
                taker.take(chunk, done);
                done += chunk.limit() / size;
            }
        }
    }

    /**
     * Writes single-precision numbers.
     *
     * @return number of bytes written
     */
    public static long write(WritableByteChannel out, float[] pixels) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        int most = CHUNK / Float.BYTES;
        for (int done = 0; done < pixels.length; done += most) {
            int count = Math.min(most, pixels.length - done);
            chunk.clear().asFloatBuffer().put(pixels, done, count);
            writeAll(out, chunk.limit(count * Float.BYTES));
        }
        return (long) Float.BYTES * pixels.length;
    }

    /**
     * @param bits size of each number in the file, 16 or 32
     * @return number of bytes written
     */
    static long write(WritableByteChannel out, int[] pixels, int bits) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        int size = bits / Byte.SIZE;
        int most = CHUNK / size;
        for (int done = 0; done < pixels.length; done += most) {
            int count = Math.min(most, pixels.length - done);
            chunk.clear();
            if (bits == Integer.SIZE) {
                chunk.asIntBuffer().put(pixels, done, count);
            } else {
                for (int i = 0; i < count; i++) {
                    chunk.putShort(i * size, (short) pixels[done + i]);
                }
            }
            writeAll(out, chunk.limit(count * size));
        }
        return (long) size * pixels.length;
    }

    /** Writes bytes. */
    public static void write(WritableByteChannel out, byte[] bytes) throws IOException {
        writeAll(out, ByteBuffer.wrap(bytes));
    }

    /** Pads the last block with zeros. */
    static void pad(WritableByteChannel out, long written) throws IOException {
        int rest = (int) (written % FitsFile.BLOCK);
        if (rest > 0) {
            writeAll(out, ByteBuffer.allocate(FitsFile.BLOCK - rest));
        }
    }

    private static void writeAll(WritableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
