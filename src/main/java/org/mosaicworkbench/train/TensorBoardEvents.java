package org.mosaicworkbench.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.mosaicworkbench.io.BadInput;

/**
 * A file of scalars that TensorBoard reads while it grows. A record consists of the length of an event (8 bytes,
 * little-endian), the masked CRC-32C of these bytes, the event, and the masked CRC-32C of the event
 * ({@code tensorflow/core/lib/io/record_writer.h}). An event is a protocol buffer
 * ({@code tensorflow/core/util/event.proto}, {@code framework/summary.proto}): {@code wall_time} is field 1,
 * {@code step} is field 2, {@code file_version} is field 3, and {@code summary} is field 5. A summary contains, for
 * each scalar, a {@code value} (field 1) with a {@code tag} (field 1) and a {@code simple_value} (field 2).
 */
final class TensorBoardEvents {

    /** Added to a checksum after rotating it right by 15 bits. */
    static final int MASK = 0xa282ead8;

    private static final int TURN = 15;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final double MILLIS = 1000;

    private final Path file;

    private TensorBoardEvents(Path file) {
        this.file = file;
    }

    /**
     * Starts a new file next to existing ones.
     *
     * @param folder folder of one training run, which TensorBoard shows as a run
     * @throws BadInput if it cannot be written
     */
    static TensorBoardEvents in(Path folder) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("events.out.tfevents." + Instant.now().toEpochMilli() + ".mosaic-workbench");
            TensorBoardEvents events = new TensorBoardEvents(file);
            events.append(message(0, part(3, "brain.Event:2".getBytes(StandardCharsets.US_ASCII))));
            return events;
        } catch (IOException e) {
            throw unwritable(folder);
        }
    }

    /** @return the file */
    Path file() {
        return file;
    }

    /**
     * Adds the values of one step.
     *
     * @param scalars values by tag, such as {@code loss/training}
     */
    void add(long step, Map<String, Double> scalars) {
        ByteArrayOutputStream summary = new ByteArrayOutputStream();
        scalars.forEach((tag, value) -> {
            ByteArrayOutputStream one = new ByteArrayOutputStream();
            one.writeBytes(part(1, tag.getBytes(StandardCharsets.UTF_8)));
            one.write((2 << 3) | FIXED32);
            one.writeBytes(bytes(Float.BYTES, to -> to.putFloat(value.floatValue())));
            summary.writeBytes(part(1, one.toByteArray()));
        });
        try {
            append(message(step, part(5, summary.toByteArray())));
        } catch (IOException e) {
            throw unwritable(file);
        }
    }

    private static BadInput unwritable(Path place) {
        return BadInput.file(place, "cannot be written", "give another folder for TensorBoard");
    }

    private void append(byte[] event) throws IOException {
        byte[] length = bytes(Long.BYTES, to -> to.putLong(event.length));
        byte[] record = bytes(
                event.length + Long.BYTES + 2 * Integer.BYTES,
                to -> to.put(length).putInt(masked(length)).put(event).putInt(masked(event)));
        Files.write(file, record, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** @return the CRC-32C of the data, masked as in the records */
    static int masked(byte[] data) {
        CRC32C sum = new CRC32C();
        sum.update(data);
        return Integer.rotateRight((int) sum.getValue(), TURN) + MASK;
    }

    private static byte[] message(long step, byte[] content) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.write((1 << 3) | FIXED64);
        event.writeBytes(bytes(Double.BYTES, to -> to.putDouble(Instant.now().toEpochMilli() / MILLIS)));
        event.write((2 << 3) | VARINT);
        varint(event, step);
        event.writeBytes(content);
        return event.toByteArray();
    }

    private static byte[] part(int field, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((field << 3) | LENGTH);
        varint(out, content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Allocates an array and fills it in little-endian order. */
    private static byte[] bytes(int size, Consumer<ByteBuffer> content) {
        byte[] bytes = new byte[size];
        content.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }
}
