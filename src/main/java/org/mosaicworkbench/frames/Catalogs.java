package org.mosaicworkbench.frames;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.catalog.SourceList;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.visit.DatasetName;

/** The catalogs beside a drizzled image; what was looked for and is not there is noted. */
final class Catalogs {

    /** How the entry of a catalog ends that is there, but some of whose sources cannot be drawn. */
    static final String UNPLACED = " without a position)";

    private final Path folder;
    private final DatasetName name;
    private final List<String> missing = new ArrayList<>();

    Catalogs(Path image, DatasetName name) {
        this.folder = image.toAbsolutePath().getParent();
        this.name = name;
    }

    List<Source> points() {
        return read(name + "_point-cat.ecsv");
    }

    List<Source> segments() {
        return read(name + "_segment-cat.ecsv");
    }

    List<Source> references() {
        return read("*_" + name.detector() + "_*G*_ref_cat.ecsv");
    }

    /** @return the names of the catalogs that were looked for and are not there, or lack places of sources */
    List<String> missing() {
        return List.copyOf(missing);
    }

    /** The preferred one of the catalogs that match; no sources where there is none. */
    private List<Source> read(String pattern) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, pattern)) {
            matches.forEach(found::add);
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "check that it is there and may be read");
        }
        if (found.isEmpty()) {
            missing.add(pattern);
            return List.of();
        }
        Path file = Collections.min(found, ReferenceCatalogs.BY_PREFERENCE);
        SourceList list = SourceList.read(file);
        if (list.unplaced() > 0) {
            missing.add(file.getFileName() + " (" + Count.of(list.unplaced(), "source") + UNPLACED);
        }
        return list.sources();
    }
}
