package org.mosaicworkbench.frames;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.DrizzledPixels;

/**
 * A drizzled image and the catalogs next to it, from which a dataset's frames are drawn. Its pixels and each catalog
 * are read once, on first use. Thread-safe.
 */
public final class DatasetImage {

    private final Path file;
    private final DatasetName name;
    private final Catalogs catalogs;
    private final Map<String, List<Source>> read = new HashMap<>();
    private FitsImage science;

    private DatasetImage(Path file, DatasetName name) {
        this.file = file;
        this.name = name;
        this.catalogs = new Catalogs(file, name);
    }

    /**
     * Creates the object without reading any file.
     *
     * @param file a total or filter image, {@code hst_..._drz.fits} or {@code _drc.fits}, with its catalogs in the same
     *     folder
     * @throws BadInput if the file name is not that of a drizzled image
     */
    public static DatasetImage of(Path file) {
        return new DatasetImage(file, DatasetName.of(file.getFileName().toString()));
    }

    Path file() {
        return file;
    }

    DatasetName name() {
        return name;
    }

    /** @return the science image, NaN where there is no data; must not be modified */
    public synchronized FitsImage science() {
        if (science == null) {
            try (FitsFile fits = FitsFile.open(file)) {
                science = DrizzledPixels.read(fits);
            }
        }
        return science;
    }

    /** The weight map; empty if the file has none. It is not cached. */
    Optional<FitsImage> weights() {
        try (FitsFile fits = FitsFile.open(file)) {
            return fits.header("WHT", 1).map(header -> fits.image("WHT", 1));
        }
    }

    /** @return the sources of the point catalog; empty if there is no such catalog */
    public List<Source> points() {
        return once("points", catalogs::points);
    }

    /** @return the sources of the segment catalog; empty if there is no such catalog */
    public List<Source> segments() {
        return once("segments", catalogs::segments);
    }

    /** @return the stars of the reference catalog; empty if there is no such catalog */
    public List<Source> references() {
        return once("references", catalogs::references);
    }

    /** @return the catalog files, by content, such as "point sources" */
    public Map<String, Path> catalogFiles() {
        return catalogs.files();
    }

    private synchronized List<Source> once(String kind, Supplier<List<Source>> reading) {
        List<Source> known = read.get(kind);
        if (known == null) {
            known = reading.get();
            read.put(kind, known);
        }
        return known;
    }

    /** @return the names of requested catalogs that are missing */
    synchronized List<String> missing() {
        return catalogs.missing();
    }

    BadInput withoutWcs(NoWcs reason) {
        return new BadInput(
                file + ": has no usable world coordinate system: " + reason.getMessage()
                        + "; give an image from Hubble's pipeline",
                reason);
    }
}
