package org.mosaicworkbench.frames;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Frames as PNG (ISO/IEC 15948) with 8-bit colours. Scanlines are not filtered: for noisy skies and thin circles this
 * gives smaller files in half the time.
 */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] EIGHT_BIT_COLOURS = {8, 2, 0, 0, 0};
    private static final byte[] HEADER_BEGINS = {0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    private static final byte[] ENDS = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};
    private static final int SIZES_END = SIGNATURE.length + HEADER_BEGINS.length + 8;
    private static final int BYTES_PER_PIXEL = 3;
    private static final int LEVEL = 3;
    private static final long DENSEST = 1032;
    private static final long MOST_PIXELS = 100_000_000;
    private static final byte NO_FILTER = 0;

    private Png() {}

    static byte[] encode(Frame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        out.writeBytes(SIGNATURE);
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(frame.width())
                        .putInt(frame.height())
                        .put(EIGHT_BIT_COLOURS)
                        .array(),
                13);
        byte[] packed = new byte[frame.rgb().length + 1024 + frame.height()];
        chunk(out, "IDAT", packed, deflate(unfiltered(frame), packed));
        chunk(out, "IEND", new byte[0], 0);
        return out.toByteArray();
    }

    /**
     * Checks whether a file looks like a complete PNG of a given size: it has a PNG signature, the size in its header,
     * and an end chunk. The content between is not read, so that many files can be checked quickly.
     *
     * @param longerSide longer side, pixels
     * @return false also if the file does not exist or cannot be read
     */
    static boolean isWhole(Path file, int longerSide) {
        try (RandomAccessFile png = new RandomAccessFile(file.toFile(), "r")) {
            if (png.length() < SIZES_END + ENDS.length) {
                return false;
            }
            ByteBuffer begin = ByteBuffer.wrap(bytes(png, 0, SIZES_END));
            ByteBuffer wanted = ByteBuffer.allocate(SIZES_END - 8)
                    .put(SIGNATURE)
                    .put(HEADER_BEGINS)
                    .flip();
            return begin.slice(0, SIZES_END - 8).equals(wanted)
                    && Math.max(begin.getInt(SIZES_END - 8), begin.getInt(SIZES_END - 4)) == longerSide
                    && Arrays.equals(ENDS, bytes(png, png.length() - ENDS.length, ENDS.length));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Checks whether a frame can be kept: it is complete, has the right size, and is not older than the image that it
     * shows.
     *
     * @param longerSide longer side, pixels
     * @param image source image of the frame; if it is gone, the frame is kept
     */
    static boolean isCurrent(Path file, int longerSide, Path image) {
        try {
            return isWhole(file, longerSide)
                    && (Files.notExists(image)
                            || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(image)) >= 0);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Checks whether the size in the header exceeds what the following bytes can hold: Deflate packs at most
     * {@value #DENSEST} bytes into one (RFC 1951), and a scanline consists of one byte and at least one bit per pixel.
     */
    static boolean claimsMoreThanItHolds(byte[] png) {
        if (png.length < SIZES_END) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(png);
        long width = header.getInt(SIZES_END - 8);
        long height = header.getInt(SIZES_END - 4);
        return Arrays.equals(SIGNATURE, Arrays.copyOf(png, SIGNATURE.length))
                && (width < 1
                        || height < 1
                        || width * height > MOST_PIXELS
                        || height * (1 + width / Byte.SIZE) > DENSEST * png.length);
    }

    private static byte[] bytes(RandomAccessFile file, long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content, int length) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content, 0, length);
        out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        out.writeBytes(name);
        out.write(content, 0, length);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static int deflate(byte[] lines, byte[] packed) {
        Deflater deflater = new Deflater(LEVEL);
        try {
            deflater.setInput(lines);
            deflater.finish();
            return deflater.deflate(packed);
        } finally {
            deflater.end();
        }
    }

    private static byte[] unfiltered(Frame frame) {
        int stride = BYTES_PER_PIXEL * frame.width();
        byte[] lines = new byte[(stride + 1) * frame.height()];
        for (int y = 0; y < frame.height(); y++) {
            lines[y * (stride + 1)] = NO_FILTER;
            System.arraycopy(frame.rgb(), y * stride, lines, y * (stride + 1) + 1, stride);
        }
        return lines;
    }
}
