package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;

@Slow
class LockTest {

    private static ClassPath path(Path file) {
        return new ClassPath(List.of(new ClassPath.Entry("g:a:1", file)));
    }

    @Test
    void theEngineOfTheClassPathAddsWithoutANetwork() {
        assertEquals("true", System.getProperty("ai.djl.offline"));
        try (NDManager manager = NDManager.newBaseManager()) {
            assertEquals(6.5f, manager.create(new float[] {1, 2, 3.5f}).sum().getFloat());
        }
    }

    @Test
    void aFileHasItsDigestAndTheLockNamesTheEngine(@TempDir Path folder) throws IOException {
        Path jar = Files.writeString(folder.resolve("abc.jar"), "abc");

        Lock lock = Lock.of(path(jar));

        String sha256OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertEquals(List.of(new Lock.Library("g:a:1", sha256OfAbc)), lock.libraries());
        assertEquals("PyTorch 2.7.1", lock.engine());
        assertTrue(lock.toString().endsWith("\nengine  PyTorch 2.7.1\n" + sha256OfAbc + "  g:a:1"), lock.toString());
        assertTrue(lock.java().startsWith(System.getProperty("java.version")), lock.java());
    }

    @Test
    void aFolderOfClassesChangesItsDigestWithABitOrAName(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("C.class"), "1");
        String first = Lock.of(path(folder)).libraries().get(0).sha256();
        assertEquals(first, Lock.of(path(folder)).libraries().get(0).sha256());

        Files.writeString(file, "2");
        String changed = Lock.of(path(folder)).libraries().get(0).sha256();
        Files.move(Files.writeString(file, "1"), file.resolveSibling("D.class"));

        assertNotEquals(first, changed);
        assertNotEquals(first, Lock.of(path(folder)).libraries().get(0).sha256());
    }

    @Test
    void aLinkToAFolderHasTheDigestOfTheFolder(@TempDir Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(Files.createDirectories(classes.resolve("a")).resolve("C.class"), "1");
        Path link = Files.createSymbolicLink(folder.resolve("link"), classes);
        assertEquals(Lock.of(path(classes)).libraries(), Lock.of(path(link)).libraries());
    }

    @Test
    void thisMachinesLockListsEveryLibrary() {
        Lock lock = Lock.ofThisMachine();

        assertEquals(
                ClassPath.of(ProjectFolder.find()).entries().stream()
                        .map(ClassPath.Entry::coordinates)
                        .toList(),
                lock.libraries().stream().map(Lock.Library::coordinates).toList());
        assertTrue(
                lock.libraries().stream().allMatch(library -> library.sha256().matches("[0-9a-f]{64}")));
    }
}
