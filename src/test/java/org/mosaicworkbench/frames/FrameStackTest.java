package org.mosaicworkbench.frames;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class FrameStackTest {

    private static final Path NPZ = Path.of("src/test/resources/npz");
    private static final int SIZE = 16;
    private static final String AGAIN =
            "; save it again with numpy.savez(file, index=names, images=images, labels=labels)";

    @TempDir
    private Path folder;

    @Test
    void valuesStandInTheOrderFrameRowColumnColour() throws IOException {
        write("", "a", 20, 16);
        FrameSet set = FrameStack.read(folder, List.of("a"), SIZE).sets().get(0);
        float[] values = set.floats();
        for (int f = 0; f < 3; f++) {
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    for (int c = 0; c < 3; c++) {
                        assertEquals(value(20, f, y, x, c), values[((f * SIZE + y) * SIZE + x) * 3 + c]);
                    }
                }
            }
        }
        assertEquals(
                value(20, 2, 0, 3, 0) << 16 | value(20, 2, 0, 3, 1) << 8 | value(20, 2, 0, 3, 2),
                set.frame(2).at(4, SIZE));
    }

    @Test
    void framesOfAnySizeAreAveragedToTheSizeAskedFor() throws IOException {
        write("", "big", 3, 48);
        write("", "small", 3, 8);
        FrameStack stack = FrameStack.read(folder, List.of("big", "small"), SIZE);
        Frame big = frame(3, 1, 48).resized(SIZE, SIZE);
        assertEquals(big, stack.sets().get(0).frame(1));
        assertEquals(frame(3, 0, 8).at(1, 8), stack.sets().get(1).frame(0).at(2, 15));
        assertEquals("FrameStack (2, 3, 16, 16, 3), 0 missing", stack.toString());
    }

    @Test
    void theTableKeepsStepWhenTwoNeighboursAreMissing() throws IOException {
        for (int i = 0; i < 6; i++) {
            write("", "d" + i, 10 * i, SIZE);
        }
        Files.delete(folder.resolve("d2/d2_gaia.png"));
        Files.delete(folder.resolve("d3/d3.png"));
        Files.writeString(folder.resolve("d4/d4_source.png"), "broken");
        List<String> table = List.of("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7");
        FrameStack stack = FrameStack.read(folder, table, SIZE);
        assertEquals(List.of("d0", "d1", "d5"), stack.index());
        List<Integer> firstValues =
                stack.sets().stream().map(s -> s.values()[0] & 255).toList();
        assertEquals(List.of(0, 10, 50), firstValues);
        assertEquals(
                List.of(
                        new FrameStack.Missing(
                                "d2", folder.resolve("d2/d2_gaia.png") + ": no such file; draw its frames"),
                        new FrameStack.Missing("d3", folder.resolve("d3/d3.png") + ": no such file; draw its frames"),
                        new FrameStack.Missing(
                                "d4", folder.resolve("d4/d4_source.png") + ": is not a PNG; draw it again"),
                        new FrameStack.Missing("d6", folder.resolve("d6") + ": no such folder; draw its frames"),
                        new FrameStack.Missing("d7", folder.resolve("d7") + ": no such folder; draw its frames")),
                stack.missing());
    }

    @Test
    void theLabelledLayoutGivesLabels() throws IOException {
        write("0", "good", 1, SIZE);
        write("1", "bad", 2, SIZE);
        FrameStack stack = FrameStack.read(folder, List.of("bad", "good"), SIZE);
        assertEquals(List.of("bad", "good"), stack.index());
        assertArrayEquals(new int[] {1, 0}, stack.labels());
        assertArrayEquals(
                new int[] {-1},
                FrameStack.read(folder.resolve("1"), List.of("bad"), SIZE).labels());
    }

    @Test
    void aDatasetInTwoFoldersIsLeftOutAndNamed() throws IOException {
        write("0", "both", 1, SIZE);
        write("1", "both", 1, SIZE);
        write("1", "one", 1, SIZE);
        FrameStack stack = FrameStack.read(folder, List.of("both", "one"), SIZE);
        assertEquals(List.of("one"), stack.index());
        assertEquals(
                "both: has frames in several folders [" + folder.resolve("0/both") + ", " + folder.resolve("1/both")
                        + "]; keep one of them",
                stack.missing().get(0).reason());
    }

    @Test
    void aStoreReadsOneDatasetAtATimeAndTellsWhatIsMissing() throws IOException {
        write("", "a", 7, SIZE);
        try (FrameStore store = FrameStore.open(folder, SIZE)) {
            assertEquals("", store.problem("a"));
            assertEquals(folder.resolve("b") + ": no such folder; draw its frames", store.problem("b"));
            assertEquals(7, store.read("a").values()[0]);
            assertEquals(store.problem("b"), message(() -> store.read("b")));
        }
    }

    @Test
    void readsWhatNumpySaved() {
        for (String file : List.of("bytes.npz", "no_labels.npz")) {
            FrameStack stack = FrameStack.read(NPZ.resolve(file), List.of("thïrd", "missing", "first"), SIZE);
            assertEquals(List.of("thïrd", "first"), stack.index());
            assertEquals(
                    expected("thïrd", 2, stack.sets().get(0).label()),
                    stack.sets().get(0));
            assertEquals(
                    expected("first", 0, stack.sets().get(1).label()),
                    stack.sets().get(1));
            assertArrayEquals(file.equals("bytes.npz") ? new int[] {1, 0} : new int[] {-1, -1}, stack.labels());
            assertEquals(
                    NPZ.resolve(file) + ": has no dataset missing; add it or draw its frames",
                    stack.missing().get(0).reason());
        }
    }

    @Test
    void readsCompressedFloatsOfNineChannels() {
        FrameStack stack = FrameStack.read(NPZ.resolve("floats.npz"), List.of("c", "a", "b"), SIZE);
        assertEquals(
                List.of(
                        expected("c", 2, OptionalInt.of(0)),
                        expected("a", 0, OptionalInt.of(0)),
                        expected("b", 1, OptionalInt.of(1))),
                stack.sets());
    }

    @Test
    void imagesInAFileAreBroughtToTheSizeAskedFor() {
        FrameStack stack = FrameStack.read(NPZ.resolve("bytes.npz"), List.of("second_dataset"), 32);
        Frame stored = expected("second_dataset", 1, OptionalInt.of(1)).frame(2);
        assertEquals(stored.resized(32, 32), stack.sets().get(0).frame(2));
    }

    @Test
    void aStackWrittenIsReadBackAndTheSameBytes() throws IOException {
        write("0", "a", 1, SIZE);
        write("1", "longer_näme", 2, SIZE);
        List<String> table = List.of("longer_näme", "a");
        FrameStack stack = FrameStack.read(folder, table, SIZE);
        Path file = stack.writeNpz(folder.resolve("frames.npz"));
        assertEquals(stack, FrameStack.read(file, table, SIZE));
        assertEquals(-1, Files.mismatch(file, stack.writeNpz(folder.resolve("again.npz"))));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertNpy("{'descr': '<U11', 'fortran_order': False, 'shape': (2,), }", 2 * 11 * 4, zip, "index.npy");
            assertNpy(
                    "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 16, 16, 3), }",
                    2 * 9 * 256,
                    zip,
                    "images.npy");
            assertNpy("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }", 16, zip, "labels.npy");
        }
    }

    @Test
    void withoutLabelsNoneAreWritten() throws IOException {
        write("", "a", 1, SIZE);
        FrameStack stack = FrameStack.read(folder, List.of("a"), SIZE);
        assertEquals(stack, FrameStack.read(stack.writeNpz(folder.resolve("frames.npz")), List.of("a"), SIZE));
        write("0", "b", 1, SIZE);
        Path mixed = folder.resolve("mixed.npz");
        assertEquals(
                mixed + ": 1 of 2 datasets have a label; put all of them, or none, into the folders 0 and 1",
                message(() -> FrameStack.read(folder, List.of("a", "b"), SIZE).writeNpz(mixed)));
        assertEquals(
                mixed + ": there is no dataset to write; read some first",
                message(() -> new FrameStack(List.of(), List.of()).writeNpz(mixed)));
    }

    @Test
    void aFileOfAnotherKindIsNamed() throws IOException {
        assertNpzError(
                "objects.npz",
                "has an array 'index' of an unsupported type: {'descr': '|O', "
                        + "'fortran_order': False, 'shape': (3,), }");
        assertNpzError(
                "turned.npz",
                "has an array 'images' of an unsupported type: {'descr': '|u1', "
                        + "'fortran_order': True, 'shape': (3, 3, 16, 16, 3), }");
        assertNpzError(
                "shape.npz",
                "has images of shape [3, 2, 16, 16, 3] and type |u1 for 3 datasets; the shape must "
                        + "be (n, 3, height, width, 3) or (n, height, width, 9)");
        assertNpzError("twice.npz", "lists the dataset a twice");
        assertNpzError("labels.npz", "has 2 labels for 3 datasets");
        assertNpzError("names.npz", "has no array 'index'");
        String allowed = "; it must be 0 (aligned), 1 (misaligned), or NaN for no label";
        assertNpzError("label_two.npz", "has the label 2.0 of b" + allowed);
        assertNpzError("label_minus.npz", "has the label -1.0 of a" + allowed);
        assertNpzError("label_half.npz", "has the label 0.9 of a" + allowed);
        FrameStack stack = FrameStack.read(NPZ.resolve("value.npz"), List.of("first", "second_dataset"), SIZE);
        assertEquals(List.of("second_dataset"), stack.index());
        assertEquals(
                NPZ.resolve("value.npz") + ": has the value -1.0 in the images of first, which is outside 0 to 255"
                        + AGAIN,
                stack.missing().get(0).reason());
    }

    @Test
    void aLabelThatIsNoNumberIsNone() {
        try (FrameStore store = FrameStore.open(NPZ.resolve("label_nan.npz"), SIZE)) {
            assertEquals(OptionalInt.of(1), store.label("a"));
            assertEquals(OptionalInt.empty(), store.label("b"));
        }
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(NPZ.resolve("bytes.npz"));
        Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, whole.length / 2));
        assertEquals(
                cut + ": is truncated or not an .npz file; save it again with numpy.savez",
                message(() -> FrameStore.open(cut, SIZE)));
        Path text = Files.writeString(folder.resolve("text.npz"), "text");
        assertEquals(
                text + ": is truncated or not an .npz file; save it again with numpy.savez",
                message(() -> FrameStore.open(text, SIZE)));
    }

    @Test
    void whatIsNoStoreIsNamed() throws IOException {
        Path none = folder.resolve("none");
        assertEquals(
                none + ": no such folder or file; draw the frames first or give another folder",
                message(() -> FrameStore.open(none, SIZE)));
        Path csv = Files.writeString(folder.resolve("table.csv"), "");
        assertEquals(
                csv + ": is neither a folder of frames nor an .npz file; give the folder img",
                message(() -> FrameStore.open(csv, SIZE)));
        assertEquals("frame size is 8 pixels; it must be 16 to 8192", message(() -> FrameStore.open(folder, 8)));
        assertEquals(
                "none of the 2 datasets has frames; the first: " + folder.resolve("x")
                        + ": no such folder; draw its frames",
                message(() -> FrameStack.read(folder, List.of("x", "y"), SIZE)));
        assertEquals(List.of(), FrameStack.read(folder, List.of(), SIZE).sets());
    }

    @Test
    void otherFilesInTheFoldersDoNotMatter() throws IOException {
        write("", "a", 20, SIZE);
        FrameStack alone = FrameStack.read(folder, List.of("a"), SIZE);
        Files.writeString(folder.resolve(".DS_Store"), "junk");
        Files.writeString(folder.resolve("0"), "junk");
        Files.writeString(folder.resolve("a/notes.txt"), "junk");
        Files.writeString(folder.resolve("a/a_stack.png"), "junk");
        assertEquals(alone, FrameStack.read(folder, List.of("a"), SIZE));
    }

    @Test
    void whatIsNoFolderOrNoPictureInAFolderOfFramesIsNamed() throws IOException {
        write("", "a", 20, SIZE);
        write("", "text", 20, SIZE);
        write("", "folder", 20, SIZE);
        Path text = Files.writeString(folder.resolve("text/text_gaia.png"), "junk");
        Path inPlace = folder.resolve("folder/folder_source.png");
        Files.delete(inPlace);
        Files.createDirectory(inPlace);
        Path file = Files.writeString(folder.resolve("file"), "junk");
        assertEquals(
                List.of(
                        new FrameStack.Missing("text", text + ": is not a PNG; draw it again"),
                        new FrameStack.Missing("folder", inPlace + ": no such file; draw its frames"),
                        new FrameStack.Missing("file", file + ": is not a folder; move it away and draw its frames")),
                FrameStack.read(folder, List.of("text", "a", "folder", "file"), SIZE)
                        .missing());
    }

    @Test
    void eachKindIsReadFromItsOwnFilesAndMissedByItself() throws IOException {
        write("0", "both", 1, SIZE);
        write("0", "both", FrameKind.NATIVE, 50, SIZE);
        write("1", "field", 2, SIZE);
        write("1", "bare", FrameKind.NATIVE, 60, SIZE);
        try (FrameStore store = FrameStore.open(folder, SIZE)) {
            assertEquals(value(1, 2, 3, 4, 1), store.read("both").floats()[((2 * SIZE + 3) * SIZE + 4) * 3 + 1]);
            FrameSet set = store.read("both", FrameKind.NATIVE);
            assertEquals(value(50, 2, 3, 4, 1), set.floats()[((2 * SIZE + 3) * SIZE + 4) * 3 + 1]);
            assertEquals("both native (3, 16, 16, 3) label 0", set.toString());
            assertEquals(
                    List.of("both", "field"),
                    store.load(List.of("both", "field", "bare")).index());
            FrameStack natives = store.load(List.of("both", "field", "bare"), FrameKind.NATIVE);
            assertEquals(List.of("both", "bare"), natives.index());
            assertEquals(
                    folder.resolve("1/field/field_sources.png") + ": no such file; draw its native frames",
                    natives.missing().get(0).reason());
            assertEquals(folder.resolve("1/bare/bare.png") + ": no such file; draw its frames", store.problem("bare"));
            assertEquals(
                    folder.resolve("none") + ": no such folder; draw its native frames",
                    store.problem("none", FrameKind.NATIVE));
            assertEquals(
                    "none of the 1 datasets has native frames; the first: " + store.problem("field", FrameKind.NATIVE),
                    message(() -> store.load(List.of("field"), FrameKind.NATIVE)));
        }
    }

    @Test
    void oneFileHoldsBothKindsOrEither() throws IOException {
        for (String dataset : List.of("a", "b")) {
            write("1", dataset, dataset.charAt(0), SIZE);
            write("1", dataset, FrameKind.NATIVE, 2 * dataset.charAt(0), SIZE);
        }
        List<String> table = List.of("b", "a");
        FrameStack field = stack(folder, table, FrameKind.FIELD);
        FrameStack natives = stack(folder, table, FrameKind.NATIVE);
        Path both = field.writeNpz(folder.resolve("both.npz"), natives);
        assertEquals(-1, Files.mismatch(both, natives.writeNpz(folder.resolve("turned.npz"), field)));
        assertEquals(field, stack(both, table, FrameKind.FIELD));
        assertEquals(natives, stack(both, table, FrameKind.NATIVE));
        try (FrameStore store = FrameStore.open(both, SIZE)) {
            for (String dataset : List.of("a", "b", "a")) {
                assertEquals(dataset.charAt(0), store.read(dataset).values()[0] & 255);
                assertEquals(
                        2 * dataset.charAt(0),
                        store.read(dataset, FrameKind.NATIVE).values()[0] & 255);
            }
        }
        try (ZipFile zip = new ZipFile(both.toFile())) {
            assertNpy(
                    "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 16, 16, 3), }",
                    2 * 9 * 256,
                    zip,
                    "images.npy");
            assertNpy(
                    "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 16, 16, 3), }",
                    2 * 9 * 256,
                    zip,
                    "native.npy");
        }
        Path alone = natives.writeNpz(folder.resolve("alone.npz"));
        assertEquals(natives, stack(alone, table, FrameKind.NATIVE));
        try (FrameStore store = FrameStore.open(alone, SIZE)) {
            assertEquals(
                    alone + ": has no array 'images', so no frames; save it with them, or give the folder img",
                    store.problem("a"));
        }
        try (FrameStore store = FrameStore.open(NPZ.resolve("bytes.npz"), SIZE)) {
            assertEquals("", store.problem("first"));
            assertEquals(
                    NPZ.resolve("bytes.npz") + ": has no array 'native', so no native frames; save it with them, "
                            + "or give the folder img",
                    message(() -> store.read("first", FrameKind.NATIVE)));
        }
    }

    @Test
    void kindsThatDoNotFitTogetherAreNotWritten() throws IOException {
        write("", "a", 1, SIZE);
        write("", "a", FrameKind.NATIVE, 2, SIZE);
        write("", "b", FrameKind.NATIVE, 3, SIZE);
        FrameStack field = stack(folder, List.of("a"), FrameKind.FIELD);
        FrameStack natives = stack(folder, List.of("a", "b"), FrameKind.NATIVE);
        Path place = folder.resolve("frames.npz");
        assertEquals(
                place + ": both stacks hold field frames; give one of each kind",
                message(() -> field.writeNpz(place, field)));
        assertEquals(
                place + ": the stacks of the two kinds differ: row 2 is missing and b; load the same datasets for both",
                message(() -> field.writeNpz(place, natives)));
        assertEquals(
                "the stack mixes frames of both kinds; make one stack per kind",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new FrameStack(
                                        List.of(
                                                field.sets().get(0),
                                                natives.sets().get(0)),
                                        List.of()))
                        .getMessage());
    }

    private static FrameStack stack(Path img, List<String> table, FrameKind kind) {
        try (FrameStore store = FrameStore.open(img, SIZE)) {
            return store.load(table, kind);
        }
    }

    @Test
    void aFileThatIsNoNpzIsNamedWhateverItHolds() throws IOException {
        write("", "a", 20, SIZE);
        Path png = folder.resolve("a/a.png");
        assertEquals(
                png + ": is neither a folder of frames nor an .npz file; give the folder img",
                message(() -> FrameStack.read(png, List.of("a"), SIZE)));
        Path renamed = Files.copy(png, folder.resolve("frames.npz"));
        assertEquals(
                renamed + ": is truncated or not an .npz file; save it again with numpy.savez",
                message(() -> FrameStack.read(renamed, List.of("a"), SIZE)));
    }

    private static void assertNpzError(String name, String wrong) {
        assertEquals(NPZ.resolve(name) + ": " + wrong + AGAIN, message(() -> FrameStore.open(NPZ.resolve(name), SIZE)));
    }

    /** The NPY format 1.0 as documented by numpy: magic, version, header length, and a header padded to 64 bytes. */
    private static void assertNpy(String header, int values, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        assertEquals(ZipEntry.STORED, entry.getMethod());
        byte[] content = zip.getInputStream(entry).readAllBytes();
        assertArrayEquals(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, Arrays.copyOf(content, 8));
        int length = (content[8] & 255) | ((content[9] & 255) << 8);
        assertEquals(0, (10 + length) % 64);
        String text = new String(content, 10, length, StandardCharsets.US_ASCII);
        assertEquals(header, text.stripTrailing());
        assertTrue(text.endsWith("\n"));
        assertEquals(10 + length + values, content.length);
    }

    private static FrameSet expected(String name, int number, OptionalInt label) {
        byte[] values = FrameSet.join(SIZE, f -> frame(41 * number, f, SIZE));
        return new FrameSet(name, SIZE, values, label);
    }

    private void write(String label, String dataset, int seed, int size) {
        write(label, dataset, FrameKind.FIELD, seed, size);
    }

    private void write(String label, String dataset, FrameKind kind, int seed, int size) {
        Path place = folder.resolve(label).resolve(dataset);
        for (int f = 0; f < 3; f++) {
            frame(seed, f, size).write(place.resolve(dataset + kind.endings().get(f)));
        }
    }

    private static Frame frame(int seed, int number, int size) {
        byte[] rgb = new byte[3 * size * size];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) value(seed, number, i / 3 / size, i / 3 % size, i % 3);
        }
        return new Frame(size, size, rgb);
    }

    private static int value(int seed, int f, int y, int x, int c) {
        return (seed + 17 * f + 5 * y + 3 * x + c) % 256;
    }

    private static String message(Executable work) {
        return assertThrows(BadInput.class, work).getMessage();
    }
}
