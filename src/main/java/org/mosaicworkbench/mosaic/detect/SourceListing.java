package org.mosaicworkbench.mosaic.detect;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosaicworkbench.catalog.EcsvTable;
import org.mosaicworkbench.catalog.SourceList;

/**
 * A catalog of sources before it is written.
 *
 * @param table the catalog, one row per listed source
 * @param count the numbers of sources
 */
public record SourceListing(EcsvTable table, SourceCatalog.Count count) {

    /**
     * Writes the catalog atomically.
     *
     * @param counted the number of sources that the quality analysis counts, recorded in the catalog's header
     */
    public Path write(Path file, int counted) {
        Map<String, Object> meta = new LinkedHashMap<>(table.meta());
        meta.put(SourceList.COUNTED, counted);
        return new EcsvTable(table.columns(), table.rows(), meta).write(file);
    }
}
