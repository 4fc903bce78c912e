package org.mosaicworkbench.corrupt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.visit.Visit;

/**
 * Copies a visit's folder with some headers changed. Products of earlier processing ({@code hst_*}, except for the
 * reference catalog) are not copied, because they show the original visit. Subfolders are not copied either.
 */
public final class VisitCopy {

    private static final String PRODUCT = "hst_.*(?<!_ref_cat\\.ecsv)";
    private static final List<String> RECORDS = List.of("success.txt", "error.txt");

    private VisitCopy() {}

    /**
     * Writes the copy atomically.
     *
     * @param visit the visit, which is only read
     * @param copy the copy's folder, which must not exist yet
     * @param changes cards to replace, by the file name of the exposure
     * @param extra action that writes additional files into the folder
     */
    public static Path write(
            Visit visit, Path copy, Map<String, List<HeaderPatch.Card>> changes, WholeFolder.Content extra) {
        List<Path> files = files(visit.folder());
        return WholeFolder.write(copy, beside -> {
            for (Path file : files) {
                Path place = beside.resolve(file.getFileName());
                List<HeaderPatch.Card> cards =
                        changes.getOrDefault(file.getFileName().toString(), List.of());
                if (cards.isEmpty()) {
                    Files.copy(file, place);
                } else {
                    HeaderPatch.replace(file, place, cards);
                }
            }
            if (files.stream().noneMatch(file -> file.toString().endsWith("_input.out"))) {
                visit.poller().write(beside.resolve(visit.pollerFile().getFileName()));
            }
            extra.writeTo(beside);
        });
    }

    /** Removes the products of processing from a copy, and the files that record success or failure. */
    static void removeProducts(Path copy) throws IOException {
        WholeFile.removeLeftovers(copy);
        List<Path> all;
        try (Stream<Path> files = Files.list(copy)) {
            all = files.filter(Files::isRegularFile).toList();
        }
        for (Path file : all) {
            String name = file.getFileName().toString();
            if (name.matches(PRODUCT) || RECORDS.contains(name)) {
                Files.delete(file);
            }
        }
    }

    /** @return the files that a copy of a visit contains, sorted by name */
    static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> travels(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "check its permissions");
        }
    }

    private static boolean travels(String name) {
        return !name.startsWith(".") && !name.matches(PRODUCT) && !RECORDS.contains(name);
    }
}
