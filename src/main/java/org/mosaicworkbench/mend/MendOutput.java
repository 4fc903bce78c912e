package org.mosaicworkbench.mend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;

/**
 * The output folder of a mended visit. It is new, or empty, or was written for the same visit before: a file in it
 * names
 * the visit. Then what was written is deleted first, so that nothing of two runs is mixed. Nothing else is ever
 * deleted.
 */
public final class MendOutput {

    private static final String MARK = ".mended-visit";
    private static final String REMEDY = "choose another output folder";
    private static final List<String> FOLDERS =
            List.of("before", "after", "judged-before", "judged-after", MendedVisit.HEADERLETS);
    private static final List<String> FILES = List.of(MendedVisit.TABLE, MendResult.PAGE);
    private static final String SHIFTS = ".*_shifts(_wcs)?\\.(txt|fits)";

    private MendOutput() {}

    /**
     * Checks before any work whether the folder can be written to. Nothing is changed.
     *
     * @param visit  the folder of the exposures
     * @param output the folder for all that is written
     * @throws BadInput if one holds the other, or something else stands in the output folder
     */
    public static void require(Path visit, Path output) {
        try {
            if (!Files.isDirectory(visit)) {
                return;
            }
            Path source = visit.toRealPath();
            Path real = real(output);
            if (source.startsWith(real) || real.startsWith(source)) {
                throw BadInput.file(output, "holds the visit, or lies in its folder", REMEDY);
            }
            Path mark = output.resolve(MARK);
            boolean ours = Files.isRegularFile(mark) && Files.readString(mark).equals(source.toString());
            if (Files.exists(output) && !isEmpty(output) && !ours) {
                throw BadInput.file(
                        output, "is not empty, and holds something else than this visit as it was mended", REMEDY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(output + ": " + e.getMessage(), e);
        }
    }

    /** Deletes what an earlier run wrote, and says in the folder whose it is. */
    static void begin(Path visit, Path output) {
        require(visit, output);
        try {
            if (Files.exists(output.resolve(MARK))) {
                empty(output, visit.toAbsolutePath().normalize().getFileName().toString());
            }
            WholeFile.writeText(output.resolve(MARK), visit.toRealPath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(output + ": " + e.getMessage(), e);
        }
    }

    /** Links resolved, also of a folder that is missing yet. */
    private static Path real(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath().normalize();
        Path there = whole;
        while (Files.notExists(there)) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(whole)).normalize();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.findAny().isEmpty();
        }
    }

    private static void empty(Path output, String copy) throws IOException {
        WholeFolder.removeLeftovers(output);
        for (Path own : Stream.concat(FOLDERS.stream(), Stream.of(copy))
                .map(output::resolve)
                .toList()) {
            WholeFolder.delete(own);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(output)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> FILES.contains(file.getFileName().toString())
                            || file.getFileName().toString().matches(SHIFTS))
                    .toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
