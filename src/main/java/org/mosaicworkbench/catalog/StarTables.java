package org.mosaicworkbench.catalog;

import java.io.IOException;
import java.nio.file.Path;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.util.FileDataSource;

/**
 * Reads tables with STIL; no other class passes files to STIL. STIL would interpret a file name as a URL or, with | at
 * its end, as a command to run. It therefore receives an open file, never a name.
 */
public final class StarTables {

    private StarTables() {}

    /**
     * Reads a table of comma-separated values.
     *
     * @return the table, held in memory with random access
     * @throws IOException if it cannot be read as CSV
     */
    public static StarTable csv(Path file) throws IOException {
        return read(file, "csv");
    }

    /**
     * Reads an Enhanced CSV table, with all its columns.
     *
     * @return the table, held in memory with random access
     * @throws IOException if it cannot be read as ECSV
     */
    public static StarTable ecsv(Path file) throws IOException {
        return read(file, "ecsv");
    }

    private static StarTable read(Path file, String format) throws IOException {
        StarTableFactory factory = new StarTableFactory(true);
        factory.setStoragePolicy(StoragePolicy.PREFER_MEMORY);
        return Tables.randomTable(factory.makeStarTable(new FileDataSource(file.toFile()), format));
    }
}
