package org.mosaicworkbench.frames;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Frames as PNG (ISO/IEC 15948): 8-bit colours, lines unfiltered or as differences, whichever seems smaller. */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] EIGHT_BIT_COLOURS = {8, 2, 0, 0, 0};
    private static final int BYTES_PER_PIXEL = 3;
    private static final int LEVEL = 4;
    private static final byte NO_FILTER = 0;
    private static final byte SUB_FILTER = 1;
    private static final byte UP_FILTER = 2;

    private Png() {
    }

    static byte[] encode(Frame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(frame.width()).putInt(frame.height())
                .put(EIGHT_BIT_COLOURS).array(), 13);
        byte[] packed = new byte[frame.rgb().length + 1024 + frame.height()];
        chunk(out, "IDAT", packed, deflate(filtered(frame), packed));
        chunk(out, "IEND", new byte[0], 0);
        return out.toByteArray();
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

    private static byte[] filtered(Frame frame) {
        int stride = BYTES_PER_PIXEL * frame.width();
        byte[] lines = new byte[(stride + 1) * frame.height()];
        for (int y = 0; y < frame.height(); y++) {
            int from = y * stride;
            int to = y * (stride + 1);
            byte filter = best(frame.rgb(), from, stride, y > 0);
            lines[to] = filter;
            int back = back(filter, stride);
            for (int i = 0; i < stride; i++) {
                lines[to + 1 + i] = (byte) difference(frame.rgb(), from, i, filter, back);
            }
        }
        return lines;
    }

    /** The filter whose line has the smallest sum of magnitudes, as the standard advises (section 12.8). */
    private static byte best(byte[] rgb, int from, int stride, boolean hasLineAbove) {
        byte best = NO_FILTER;
        long least = Long.MAX_VALUE;
        for (byte filter = NO_FILTER; filter <= (hasLineAbove ? UP_FILTER : SUB_FILTER); filter++) {
            int back = back(filter, stride);
            long sum = 0;
            for (int i = 0; i < stride; i++) {
                sum += Math.abs((byte) difference(rgb, from, i, filter, back));
            }
            if (sum < least) {
                least = sum;
                best = filter;
            }
        }
        return best;
    }

    private static int back(byte filter, int stride) {
        return filter == UP_FILTER ? stride : BYTES_PER_PIXEL;
    }

    private static int difference(byte[] rgb, int from, int i, byte filter, int back) {
        int value = rgb[from + i];
        return filter == NO_FILTER || filter == SUB_FILTER && i < BYTES_PER_PIXEL ? value : value - rgb[from + i - back];
    }
}
