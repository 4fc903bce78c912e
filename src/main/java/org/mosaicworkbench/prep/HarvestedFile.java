package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.visit.DatasetName;

/**
 * The contribution of one file to its dataset's row, or the reason why it could not be read. The file is a QA file, or
 * a total image with its catalogs.
 *
 * @param file the QA file or total image
 * @param index the dataset, from the QA file's content or else from the file name
 * @param values values by column
 * @param tooLong omitted columns
 * @param digests SHA-256 of the files that were read, hexadecimal
 * @param problem reason why nothing could be read; null if there is none
 */
record HarvestedFile(
        Path file,
        String index,
        Map<String, Object> values,
        List<String> tooLong,
        Map<Path, String> digests,
        BadInput problem) {

    static HarvestedFile qa(Path file) {
        try {
            QaFile content = QaFile.read(file);
            return new HarvestedFile(
                    file, content.index(), content.values(), content.tooLong(), Map.of(file, content.digest()), null);
        } catch (BadInput e) {
            return broken(file, e);
        }
    }

    static HarvestedFile products(Path total) {
        try {
            ProductFiles products = ProductFiles.of(total);
            return new HarvestedFile(total, indexByName(total), products.values(), List.of(), products.digests(), null);
        } catch (BadInput e) {
            return broken(total, e);
        }
    }

    /** A file without usable content. */
    static HarvestedFile broken(Path file, BadInput problem) {
        return new HarvestedFile(file, indexByName(file), Map.of(), List.of(), Map.of(), problem);
    }

    /** @return the dataset of a file, derived from the file name */
    static String indexByName(Path file) {
        return DatasetName.isTotalImage(file)
                ? file.getFileName().toString().replaceFirst("_dr[zc]\\.fits(\\.[gf]z)?$", "")
                : QaFile.indexByName(file);
    }

    /** @return the visit of a total image; empty if its name has a different form */
    static Optional<String> visit(Path total) {
        try {
            return Optional.of(DatasetName.of(total.getFileName().toString()).visit());
        } catch (BadInput e) {
            return Optional.empty();
        }
    }
}
