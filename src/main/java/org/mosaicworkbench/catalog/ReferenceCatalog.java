package org.mosaicworkbench.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;

/**
 * Stars with known positions, {@code *_ref_cat.ecsv}: columns {@code RA}, {@code DEC} and, where known, {@code mag}.
 *
 * @param stars in the order of the file
 */
public record ReferenceCatalog(List<Star> stars) {

    /**
     * One star.
     *
     * @param ra  right ascension in degrees, ICRS
     * @param dec declination in degrees, ICRS
     * @param mag magnitude in the catalog's band; NaN where there is none
     */
    public record Star(double ra, double dec, double mag) {}

    public ReferenceCatalog {
        stars = List.copyOf(stars);
    }

    /**
     * Reads a catalog.
     *
     * @throws BadInput as {@link SourceList#read}
     */
    public static ReferenceCatalog read(Path file) {
        List<Source> places = SourceList.read(file).sources();
        EcsvNumbers magnitudes = EcsvNumbers.read(file, List.of(), "mag"::equals);
        boolean known = magnitudes.names().contains("mag");
        return new ReferenceCatalog(IntStream.range(0, places.size())
                .mapToObj(i -> new Star(
                        places.get(i).ra(),
                        places.get(i).dec(),
                        known ? magnitudes.rows().get(i)[0] : Double.NaN))
                .toList());
    }
}
