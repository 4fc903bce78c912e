package org.mosaicworkbench.environment;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.io.Sha256;

/**
 * The environment of a result: every library with its digest, the Java virtual machine, the operating system and the
 * engine.
 *
 * @param libraries libraries in the order of the class path
 * @param java version and vendor
 * @param system operating system, its version and the processor
 * @param engine neural-network engine and its version
 */
public record Lock(List<Library> libraries, String java, String system, String engine) {

    /**
     * One library.
     *
     * @param coordinates {@code group:artifact:version}, or {@code group:artifact:version:classifier}
     * @param sha256 digest of the jar, in hexadecimal; for a folder, digest of the names and contents of its files in
     *     order of names, following links
     */
    public record Library(String coordinates, String sha256) {}

    /** Copies the list. */
    public Lock {
        libraries = List.copyOf(libraries);
    }

    /** The lock of the library as installed on this machine; loads the engine. */
    public static Lock ofThisMachine() {
        return of(ClassPath.of(ProjectFolder.find()));
    }

    static Lock of(ClassPath path) {
        Engine engine = Engine.getInstance();
        return new Lock(
                path.entries().stream()
                        .map(entry -> new Library(entry.coordinates(), sha256(entry.file())))
                        .toList(),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                engine.getEngineName() + " " + engine.getVersion());
    }

    /** A table with one line per item; a library's line begins with its digest. */
    @Override
    public String toString() {
        String head = "java    " + java + "\nsystem  " + system + "\nengine  " + engine + "\n";
        return head
                + libraries.stream()
                        .map(library -> library.sha256() + "  " + library.coordinates())
                        .collect(Collectors.joining("\n"));
    }

    private static String sha256(Path file) {
        try (Stream<Path> files = Files.walk(file, FileVisitOption.FOLLOW_LINKS)) {
            MessageDigest digest = Sha256.running();
            for (Path part : files.filter(Files::isRegularFile).sorted().toList()) {
                if (!part.equals(file)) {
                    digest.update(file.relativize(part).toString().getBytes(StandardCharsets.UTF_8));
                }
                digest.update(Files.readAllBytes(part));
            }
            return Sha256.hex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
