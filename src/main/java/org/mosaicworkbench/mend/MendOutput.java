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
 * The output folder of a mended visit. It must be new, empty, or from an earlier run for the same visit, as recorded in
 * a file in the folder. In the last case the earlier results are deleted first, so that two runs are never mixed.
 * Nothing else is ever deleted.
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
     * Checks, before any work, that the folder may be used for output. Nothing is changed.
     *
     * @param visit the folder of the exposures
     * @param output the folder for all results
     * @throws BadInput if one folder contains the other, or the output folder holds anything but results of an earlier
     *     run for the visit
     */
    public static void require(Path visit, Path output) {
        try {
            if (!Files.isDirectory(visit)) {
                return;
            }
            Path source = visit.toRealPath();
            Path real = real(output);
            if (source.startsWith(real) || real.startsWith(source)) {
                throw BadInput.file(output, "contains the visit, or is inside its folder", REMEDY);
            }
            Path mark = output.resolve(MARK);
            boolean ours = Files.isRegularFile(mark) && Files.readString(mark).equals(source.toString());
            if (Files.exists(output) && !isEmpty(output) && !ours) {
                throw BadInput.file(
                        output,
                        "is not empty, and contains something other than an earlier result for this visit",
                        REMEDY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(output + ": " + e.getMessage(), e);
        }
    }

    /** Deletes the results of an earlier run, and records the visit in the folder. */
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

    /** The folder's path without symbolic links, even if the folder does not exist yet. */
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
