package org.mosaicworkbench.frames;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Frames as PNG (ISO/IEC 15948) of 8-bit colours. Lines are not filtered: skies full of noise and thin circles come out
 * smaller without, and in half the time.
 */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] EIGHT_BIT_COLOURS = {8, 2, 0, 0, 0};
    private static final int BYTES_PER_PIXEL = 3;
    private static final int LEVEL = 3;
    private static final byte NO_FILTER = 0;

    private Png() {
    }

    static byte[] encode(Frame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(frame.width()).putInt(frame.height())
                .put(EIGHT_BIT_COLOURS).array(), 13);
        byte[] packed = new byte[frame.rgb().length + 1024 + frame.height()];
        chunk(out, "IDAT", packed, deflate(unfiltered(frame), packed));
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
