package org.mosaicworkbench.prep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosaicworkbench.catalog.SourceList;
import org.mosaicworkbench.fits.HeaderScan;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Keywords;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.mosaic.GivenCatalog;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Detector;

/**
 * Reads the features of a dataset without QA files, as in the archive, from its total image and catalogs. Unknown
 * values are omitted.
 *
 * @param values values by column, named as in {@link QaFile}, and {@link #SOURCE}
 * @param digests SHA-256 of each catalog that was read, hexadecimal
 */
record ProductFiles(Map<String, Object> values, SortedMap<Path, String> digests) {

    /** The column that marks rows created from a total image and its catalogs; other rows have no value in it. */
    static final String SOURCE = "gen_info.data_source";

    private static final String TOTAL_IMAGE = "total image";

    /**
     * Reads the primary header and the catalogs.
     *
     * @param total a total image
     * @throws BadInput if it or a catalog cannot be read
     */
    static ProductFiles of(Path total) {
        DatasetName name = DatasetName.of(total.getFileName().toString());
        HeaderScan header = HeaderScan.primary(total);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(QaFile.TARGNAME, header.text("TARGNAME"));
        for (String keyword : List.of("RA_TARG", "DEC_TARG", "NUMEXP")) {
            number(header, keyword).ifPresent(number -> values.put("header." + keyword, number));
        }
        values.put(QaFile.IMGNAME, total.getFileName().toString().replaceFirst("\\.[gf]z$", ""));
        values.put(SOURCE, TOTAL_IMAGE);
        SortedMap<Path, String> digests = new TreeMap<>();
        sources(total.resolveSibling(name + "_point-cat.ecsv"), Dataset.POINT, values, digests);
        sources(total.resolveSibling(name + "_segment-cat.ecsv"), Dataset.SEGMENT, values, digests);
        reference(total, name).ifPresent(catalog -> {
            values.put(Dataset.GAIA, ReferenceStars.in(total, catalog));
            digests.put(catalog, Sha256.of(catalog));
        });
        return new ProductFiles(values, digests);
    }

    private static Optional<Number> number(Keywords header, String keyword) {
        OptionalDouble number = header.number(keyword);
        return number.isPresent() && Double.isFinite(number.getAsDouble())
                ? Optional.of(CellNumbers.of(header.text(keyword)))
                : Optional.empty();
    }

    private static void sources(
            Path catalog, String column, Map<String, Object> values, SortedMap<Path, String> digests) {
        if (Files.exists(catalog)) {
            values.put(column, (long) SourceList.read(catalog).counted());
            digests.put(catalog, Sha256.of(catalog));
        }
    }

    /** In a folder with several visits, each has its own reference catalog. */
    private static Optional<Path> reference(Path total, DatasetName name) {
        String own = name.toString().replaceFirst("_total_.*", "_");
        return new GivenCatalog(total.toAbsolutePath().getParent(), Detector.of(name.detector()))
                .file(file -> !file.startsWith("hst_") || file.startsWith(own));
    }
}
