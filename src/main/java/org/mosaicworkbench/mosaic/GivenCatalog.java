package org.mosaicworkbench.mosaic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosaicworkbench.catalog.ReferenceCatalog;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.visit.Detector;

/**
 * The reference catalog next to a visit's exposures, {@code *_<detector>_*G*_ref_cat.ecsv}.
 *
 * @param folder the visit's folder
 * @param detector the detector that the catalog is for
 */
public record GivenCatalog(Path folder, Detector detector) {

    /**
     * Finds the catalog.
     *
     * @param wanted selects files by name
     * @return the first match in alphabetical order; empty if none matches
     */
    public Optional<Path> file(Predicate<String> wanted) {
        Pattern pattern = pattern();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            pattern.matcher(file.getFileName().toString()).matches())
                    .filter(file -> wanted.test(file.getFileName().toString()))
                    .min(Comparator.naturalOrder());
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "check its permissions");
        }
    }

    private Pattern pattern() {
        return Pattern.compile(".*_" + detector.label() + "_(?:.*_)?([^_]*G[^_]*)_ref_cat\\.ecsv");
    }

    /**
     * Reads the catalog and puts a copy next to the products, where the drawing of frames looks for it.
     *
     * @param epoch the epoch to which proper motions are applied, modified Julian date
     * @param output the products' folder
     * @return the catalog; empty if none exists
     */
    Optional<Alignment.Reference> at(OptionalDouble epoch, Path output) {
        Optional<Alignment.Reference> reference = at(epoch);
        file(any -> true).ifPresent(file -> putBeside(file, output));
        return reference;
    }

    /**
     * Reads the catalog.
     *
     * @param epoch the epoch to which proper motions are applied, modified Julian date
     * @return the catalog; empty if none exists
     */
    public Optional<Alignment.Reference> at(OptionalDouble epoch) {
        return file(any -> true).map(file -> {
            Matcher matcher = pattern().matcher(file.getFileName().toString());
            return new Alignment.Reference(
                    matcher.matches() ? matcher.group(1) : "",
                    ReferenceCatalog.read(file).at(epoch));
        });
    }

    private static void putBeside(Path catalog, Path output) {
        Path place = output.resolve(catalog.getFileName());
        if (!Files.exists(place)) {
            WholeFile.write(place, beside -> Files.copy(catalog, beside));
        }
    }
}
