package org.mosaicworkbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Training;

/** Event files, read back using the documented framing and field numbers. */
class TensorBoardEventsTest {

    @TempDir
    private Path folder;

    /** Each record of a file, after checking its two checksums. */
    private static List<ByteBuffer> records(Path file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<ByteBuffer> records = new ArrayList<>();
        while (all.hasRemaining()) {
            byte[] length = new byte[Long.BYTES];
            all.get(length);
            assertEquals(TensorBoardEvents.masked(length), all.getInt());
            byte[] event = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            all.get(event);
            assertEquals(TensorBoardEvents.masked(event), all.getInt());
            records.add(ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN));
        }
        return records;
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static ByteBuffer part(ByteBuffer from) {
        int length = (int) varint(from);
        ByteBuffer part = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + length);
        return part;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** An event as text. */
    private static String read(ByteBuffer event) {
        assertEquals((1 << 3) | 1, event.get());
        double time = event.getDouble();
        assertTrue(time > 1.7e9 && time < 1e11, "seconds since 1970: " + time);
        assertEquals(2 << 3, event.get());
        StringBuilder words = new StringBuilder("step " + varint(event));
        byte field = event.get();
        if (field == ((3 << 3) | 2)) {
            return words + " " + text(part(event));
        }
        assertEquals((5 << 3) | 2, field);
        ByteBuffer summary = part(event);
        while (summary.hasRemaining()) {
            assertEquals((1 << 3) | 2, summary.get());
            ByteBuffer value = part(summary);
            assertEquals((1 << 3) | 2, value.get());
            words.append(' ').append(text(part(value)));
            assertEquals((2 << 3) | 5, value.get());
            words.append(String.format(Locale.ROOT, " %.4f", value.getFloat()));
            assertEquals(0, value.remaining());
        }
        assertEquals(0, event.remaining());
        return words.toString();
    }

    /** CRC-32C of "123456789" is e3069283 (Castagnoli et al. 1993; RFC 3720, appendix B.4). */
    @Test
    void checksumsAreMaskedAsDocumented() {
        int sum = 0xe3069283;
        assertEquals(
                ((sum >>> 15) | (sum << 17)) + 0xa282ead8,
                TensorBoardEvents.masked("123456789".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void scalarsComeBackByStepAndTag() throws IOException {
        TensorBoardEvents events = TensorBoardEvents.in(folder.resolve("training"));
        events.add(1, Map.of("loss", 0.6931));
        events.add(300, Map.of("gr\u00f6\u00dfe", -2.5));
        assertTrue(events.file().getFileName().toString().startsWith("events.out.tfevents."));
        assertEquals(
                List.of("step 0 brain.Event:2", "step 1 loss 0.6931", "step 300 gr\u00f6\u00dfe -2.5000"),
                records(events.file()).stream().map(TensorBoardEventsTest::read).toList());
    }

    @Test
    void eachEpochIsWrittenOnce() throws IOException {
        Epoch first = new Epoch(1, 0.7, 0.5, 0.72, 0.48);
        Epoch second = new Epoch(2, 0.6, 0.7, 0.65, 0.66);
        var watch = new TrainingWatch(Optional.of(folder)).of("refit");
        // A training that resumes with an existing epoch.
        watch.accept(new Training.Moment(2, 1, 2, List.of(first)));
        watch.accept(new Training.Moment(2, 2, 2, List.of(first, second)));
        watch.accept(new Training.Moment(3, 1, 2, List.of(first, second)));
        Path file;
        try (var files = Files.list(folder.resolve("refit"))) {
            file = files.findFirst().orElseThrow();
        }
        assertEquals(
                List.of(
                        "step 0 brain.Event:2",
                        "step 1 loss/training 0.7000 loss/held_out 0.7200 accuracy/training 0.5000 accuracy/held_out"
                                + " 0.4800",
                        "step 2 loss/training 0.6000 loss/held_out 0.6500 accuracy/training 0.7000 accuracy/held_out"
                                + " 0.6600"),
                records(file).stream().map(TensorBoardEventsTest::read).toList());
    }

    @Test
    void aFolderThatCannotBeWrittenIsBadInput() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        BadInput told = assertThrows(BadInput.class, () -> TensorBoardEvents.in(file.resolve("run")));
        assertTrue(told.getMessage().endsWith("give another folder for TensorBoard"), told.getMessage());
    }
}
