package org.mosaicworkbench.mosaic.detect;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosaicworkbench.catalog.EcsvTable;
import org.mosaicworkbench.catalog.SourceList;

/**
 * A catalog of sources before it is written.
 *
 * @param table all that are listed
 * @param count how many they are
 */
public record SourceListing(EcsvTable table, SourceCatalog.Count count) {

    /**
     * Writes it atomically.
     *
     * @param counted how many of its sources the quality analysis counts, which its header says
     */
    public Path write(Path file, int counted) {
        Map<String, Object> meta = new LinkedHashMap<>(table.meta());
        meta.put(SourceList.COUNTED, counted);
        return new EcsvTable(table.columns(), table.rows(), meta).write(file);
    }
}
