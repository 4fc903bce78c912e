package org.mosaicworkbench.frames;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.catalog.SourceList;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.visit.DatasetName;

/** The catalogs next to a drizzled image; missing ones are recorded. */
final class Catalogs {

    /** Suffix of an entry of {@link #missing()} for an existing catalog with sources that have no position. */
    static final String UNPLACED = " without a position)";

    private static final String POINTS = "_point-cat.ecsv";
    private static final String SEGMENTS = "_segment-cat.ecsv";

    private final Path folder;
    private final DatasetName name;
    /** Name pattern of reference catalogs. */
    private final String references;

    private final List<String> missing = new ArrayList<>();

    Catalogs(Path image, DatasetName name) {
        this.folder = image.toAbsolutePath().getParent();
        this.name = name;
        this.references = "*_" + name.detector() + "_*G*_ref_cat.ecsv";
    }

    List<Source> points() {
        return read(name + POINTS);
    }

    List<Source> segments() {
        return read(name + SEGMENTS);
    }

    List<Source> references() {
        return read(references);
    }

    /** @return the names of the catalogs that are missing, or that lack source positions */
    List<String> missing() {
        return List.copyOf(missing);
    }

    /** @return the files of the existing catalogs, by content */
    Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        file(name + POINTS).ifPresent(file -> files.put("point sources", file));
        file(name + SEGMENTS).ifPresent(file -> files.put("segment sources", file));
        file(references).ifPresent(file -> files.put("reference stars", file));
        return files;
    }

    /** Reads the sources of the preferred catalog among those whose names match; empty if none matches. */
    private List<Source> read(String pattern) {
        Optional<Path> file = file(pattern);
        if (file.isEmpty()) {
            missing.add(pattern);
            return List.of();
        }
        SourceList list = SourceList.read(file.get());
        if (list.unplaced() > 0) {
            missing.add(file.get().getFileName() + " (" + Count.of(list.unplaced(), "source") + UNPLACED);
        }
        return list.sources();
    }

    private Optional<Path> file(String pattern) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, pattern)) {
            matches.forEach(found::add);
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "check that it exists and can be read");
        }
        return found.stream().min(ReferenceCatalogs.BY_PREFERENCE);
    }
}
