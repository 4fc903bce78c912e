package org.mosaicworkbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path place = WholeFile.writeText(folder.resolve("new/table.csv"), "old");
        assertThrows(
                IllegalStateException.class,
                () -> WholeFile.write(place, beside -> {
                    Files.writeString(beside, "half");
                    throw new IllegalStateException("the power failed");
                }));
        assertEquals("old", Files.readString(place));
        try (Stream<Path> left = Files.list(place.getParent())) {
            assertEquals(List.of(place), left.toList());
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String message = assertThrows(BadInput.class, () -> WholeFile.writeText(file.resolve("inside.csv"), "x"))
                .getMessage();
        assertTrue(message.startsWith(file.resolve("inside.csv") + ": cannot be written ("), message);
        assertTrue(
                message.endsWith("); choose an output folder that you can write to and that has enough space"),
                message);
    }

    @Test
    void aFullDiskIsNamed() {
        Path place = folder.resolve("table.csv");
        assertEquals(
                place + ": cannot be written (No space left on device); choose an output folder that you can write to "
                        + "and that has enough space",
                assertThrows(
                                BadInput.class,
                                () -> WholeFile.write(place, beside -> {
                                    throw new IOException("No space left on device");
                                }))
                        .getMessage());
    }

    @Test
    void aFolderIsTriedBeforeTheWork() throws IOException {
        Path below = folder.resolve("a/b");
        assertEquals(below, WholeFile.requireWritable(below));
        try (Stream<Path> left = Files.list(below)) {
            assertTrue(left.findAny().isEmpty());
        }
        Path file = Files.createFile(folder.resolve("file"));
        assertTrue(assertThrows(BadInput.class, () -> WholeFile.requireWritable(file.resolve("x")))
                .getMessage()
                .startsWith(file.resolve("x") + ": cannot be written ("));
    }

    @Test
    void whetherThereIsRoomIsTriedWithoutMakingAnything() throws IOException {
        Path below = folder.resolve("a/b");
        assertEquals(below, WholeFile.requireRoom(below));
        assertTrue(Files.notExists(folder.resolve("a")));
        Path file = Files.createFile(folder.resolve("file"));
        assertTrue(assertThrows(BadInput.class, () -> WholeFile.requireRoom(file.resolve("x/y")))
                .getMessage()
                .startsWith(file.resolve("x/y") + ": cannot be written ("));
        assertEquals(
                folder + ": is a folder; give the file to write",
                assertThrows(BadInput.class, () -> WholeFile.requireRoomFor(folder))
                        .getMessage());
    }

    @Test
    void aFailedFolderLeavesNothing() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> WholeFolder.write(folder.resolve("visit"), beside -> {
                    Files.writeString(beside.resolve("a"), "half");
                    throw new IllegalStateException("the power failed");
                }));
        try (Stream<Path> left = Files.list(folder)) {
            assertTrue(left.findAny().isEmpty());
        }
    }

    @Test
    void parallelResultsStandInTheOrderOfTheirItems() {
        List<Integer> items = IntStream.range(0, 200).boxed().toList();
        AtomicInteger calls = new AtomicInteger();
        for (int threads : new int[] {1, 2, 7}) {
            assertEquals(items.stream().map(i -> i * i).toList(), Parallel.map(items, threads, i -> {
                calls.incrementAndGet();
                return i * i;
            }));
        }
        assertEquals(600, calls.get());
    }

    @Test
    void theFirstFailureInOrderIsThrownAsItIs() {
        BadInput failure = assertThrows(
                BadInput.class,
                () -> Parallel.map(List.of(1, 2, 3, 4), 4, i -> {
                    if (i > 1) {
                        throw new BadInput("item " + i);
                    }
                    return i;
                }));
        assertEquals("item 2", failure.getMessage());
        assertEquals(
                "threads is 0; it must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> Parallel.map(List.of(1), 0, i -> i))
                        .getMessage());
    }
}
