package org.mosaicworkbench.mosaic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosaicworkbench.catalog.ReferenceCatalog;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.visit.Detector;

/**
 * The reference catalog that stands beside a visit's exposures, {@code *_<detector>_*G*_ref_cat.ecsv}.
 *
 * @param folder   of the visit
 * @param detector that it is for
 */
record GivenCatalog(Path folder, Detector detector) {

    /**
     * Reads it, and puts a copy beside the products, where frames look for it.
     *
     * @param epoch  to which proper motions are followed, modified Julian date
     * @param output the products' folder
     * @return empty where there is none
     */
    Optional<Alignment.Reference> at(OptionalDouble epoch, Path output) {
        Pattern pattern = Pattern.compile(".*_" + detector.label() + "_(?:.*_)?([^_]*G[^_]*)_ref_cat\\.ecsv");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher matcher = pattern.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    Alignment.Reference reference = new Alignment.Reference(
                            matcher.group(1), ReferenceCatalog.read(file).at(epoch));
                    putBeside(file, output);
                    return Optional.of(reference);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "ask for the permission to read it");
        }
    }

    private static void putBeside(Path catalog, Path output) {
        Path place = output.resolve(catalog.getFileName());
        if (!Files.exists(place)) {
            WholeFile.write(place, beside -> Files.copy(catalog, beside));
        }
    }
}
