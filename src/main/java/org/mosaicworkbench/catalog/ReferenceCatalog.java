package org.mosaicworkbench.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.io.BadInput;
import uk.ac.starlink.ecsv.EcsvTableBuilder;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.util.FileDataSource;

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
        List<Star> stars = new ArrayList<>();
        try {
            StarTable table = new EcsvTableBuilder()
                    .makeStarTable(new FileDataSource(file.toFile()), false, StoragePolicy.PREFER_MEMORY);
            int column = -1;
            for (int i = 0; i < table.getColumnCount(); i++) {
                column = table.getColumnInfo(i).getName().equals("mag") ? i : column;
            }
            try (RowSequence rows = table.getRowSequence()) {
                for (Source place : places) {
                    boolean there = column >= 0 && rows.next();
                    stars.add(new Star(
                            place.ra(),
                            place.dec(),
                            there && rows.getCell(column) instanceof Number mag ? mag.doubleValue() : Double.NaN));
                }
            }
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read (" + e.getMessage() + ")", "make it again with the processing");
        }
        return new ReferenceCatalog(stars);
    }
}
