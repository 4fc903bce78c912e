package org.mosaicworkbench.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonSyntaxException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.task.Work;

class WireTest {

    private record Leaf(String name, double number, List<Path> places, Optional<Path> one) {}

    private record Tree(Leaf leaf, Map<String, OptionalDouble> numbers, OptionalDouble none) {}

    @TempDir
    private Path folder;

    @Test
    void recordsPathsAndOptionalValuesComeBack() {
        Tree tree = new Tree(
                new Leaf("a", Double.NaN, List.of(Path.of("x/y"), Path.of("/z")), Optional.of(Path.of("o"))),
                Map.of("b", OptionalDouble.of(2.5)),
                OptionalDouble.empty());
        assertEquals(tree, Wire.value(Wire.bytes(tree)));
        assertEquals(Optional.empty(), Wire.value(Wire.bytes(Optional.empty())));
    }

    @Test
    void workCarriesWhatItHolds() {
        Leaf leaf = new Leaf("sum ", 3, List.of(), Optional.empty());
        Work<Integer, String> work = number -> leaf.name + (number + leaf.number);
        @SuppressWarnings("unchecked")
        Work<Integer, String> back = (Work<Integer, String>) Wire.value(Wire.bytes(work));
        assertEquals("sum 7.0", back.apply(4));
    }

    @Test
    void anItemWhoseFileChangedHasOtherBytes() throws Exception {
        Path file = Files.writeString(folder.resolve("exposure"), "1");
        byte[] before = Wire.stamped(new Leaf("a", 1, List.of(file), Optional.empty()));
        assertArrayEquals(before, Wire.stamped(new Leaf("a", 1, List.of(file), Optional.empty())));
        Files.writeString(file, "12");
        assertFalse(Arrays.equals(before, Wire.stamped(new Leaf("a", 1, List.of(file), Optional.empty()))));
    }

    @Test
    void anItemWhoseFolderChangedHasOtherBytes() throws Exception {
        Path file = Files.createDirectories(folder.resolve("visit/f606w")).resolve("exposure");
        Files.writeString(file, "1");
        byte[] before = Wire.stamped(folder.resolve("visit"));
        assertArrayEquals(before, Wire.stamped(folder.resolve("visit")));
        assertEquals(folder.resolve("visit"), Wire.value(before));
        Files.writeString(file, "12");
        byte[] longer = Wire.stamped(folder.resolve("visit"));
        assertFalse(Arrays.equals(before, longer));
        Files.writeString(file.resolveSibling("another"), "1");
        assertFalse(Arrays.equals(longer, Wire.stamped(folder.resolve("visit"))));
    }

    @Test
    void classesOfOtherLibrariesAreNotRead() {
        byte[] bytes = Wire.bytes(new JsonSyntaxException("of another library"));
        assertThrows(UncheckedIOException.class, () -> Wire.value(bytes));
    }

    @Test
    void whatCannotBeSentIsNamed() {
        Object lock = new Object();
        Work<Integer, Integer> work = number -> number + lock.hashCode();
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> Wire.bytes(work));
        assertEquals("a value cannot be sent to another process: java.lang.Object", e.getMessage());
    }
}
