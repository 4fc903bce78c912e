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
 * A drizzled image and the catalogs beside it, from which a dataset's frames are drawn. Its pixels and each catalog are
 * read once, on first use. Thread-safe.
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
     * Creates the object without reading.
     *
     * @param file a total or filter image, {@code hst_..._drz.fits} or {@code _drc.fits}; its catalogs are looked for
     *             in its folder
     * @throws BadInput if the file's name is not one of a drizzled image
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

    /** @return the science image, NaN where there is no data; not to be changed */
    public synchronized FitsImage science() {
        if (science == null) {
            try (FitsFile fits = FitsFile.open(file)) {
                science = DrizzledPixels.read(fits);
            }
        }
        return science;
    }

    /** Empty where the file has none; they are not kept. */
    Optional<FitsImage> weights() {
        try (FitsFile fits = FitsFile.open(file)) {
            return fits.header("WHT", 1).map(header -> fits.image("WHT", 1));
        }
    }

    /** @return the point sources of the catalog beside it; none if there is no such catalog */
    public List<Source> points() {
        return once("points", catalogs::points);
    }

    /** @return the segment sources of the catalog beside it; none if there is no such catalog */
    public List<Source> segments() {
        return once("segments", catalogs::segments);
    }

    /** @return the reference stars of the catalog beside it; none if there is no such catalog */
    public List<Source> references() {
        return once("references", catalogs::references);
    }

    /** @return the files of the catalogs beside it, by what they hold, such as "point sources" */
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
