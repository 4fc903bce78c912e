package org.mosaicworkbench.prep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.visit.DatasetName;

/**
 * One total image, described by its QA files or, without these, by its header and catalogs. Numbers are {@code Long} if
 * the files write them without a decimal point, otherwise {@code Double}. Values found in none of these files are NaN.
 *
 * @param name its name, with the copy's suffix if it is synthetic
 * @param folder folder of its products
 * @param target target of the visit
 * @param total the dataset's image
 * @param sources numbers of sources
 */
public record Dataset(DatasetName name, Path folder, Target target, TotalImage total, Sources sources) {

    /**
     * The target of a visit.
     *
     * @param name the target's name, {@code ANY} if it has none
     * @param ra right ascension of the target, degrees
     * @param dec declination of the target, degrees
     */
    public record Target(String name, Number ra, Number dec) {}

    /**
     * A dataset's image.
     *
     * @param name file name of the image
     * @param exposures number of exposures in the image
     */
    public record TotalImage(String name, Number exposures) {}

    /**
     * Numbers of sources.
     *
     * @param point sources in the point catalog
     * @param segment sources in the segment catalog
     * @param gaia stars of the reference catalog in the image
     */
    public record Sources(Number point, Number segment, Number gaia) {}

    static final String POINT = "number_of_sources.point";
    static final String SEGMENT = "number_of_sources.segment";
    static final String GAIA = "Number_of_GAIA_sources.Number_of_GAIA_sources";

    private static final List<String> NEEDED = List.of(
            QaFile.TARGNAME, "header.RA_TARG", "header.DEC_TARG", "header.NUMEXP", QaFile.IMGNAME, POINT, SEGMENT);

    /**
     * Converts one harvested row. If the QA files have no gaia value, the count is 0.
     *
     * @throws BadInput if a column of the QA files is missing, or is not a valid number
     */
    static Dataset of(Columns rows, int row, Path folder) {
        return isOfProducts(rows, row) ? ofProducts(rows, row, folder) : ofQaFiles(rows, row, folder);
    }

    /** @return whether a row was created from a total image and its catalogs, without QA files */
    static boolean isOfProducts(Columns rows, int row) {
        return rows.value(ProductFiles.SOURCE, row) != null;
    }

    private static Dataset ofProducts(Columns rows, int row, Path folder) {
        return new Dataset(
                DatasetName.of(rows.index(row)),
                folder,
                new Target(
                        rows.value(QaFile.TARGNAME, row).toString(),
                        known(rows, "header.RA_TARG", row),
                        known(rows, "header.DEC_TARG", row)),
                new TotalImage(
                        FileName.require(
                                rows.index(row) + ": its imgname", String.valueOf(rows.value(QaFile.IMGNAME, row))),
                        known(rows, "header.NUMEXP", row)),
                new Sources(known(rows, POINT, row), known(rows, SEGMENT, row), known(rows, GAIA, row)));
    }

    private static Number known(Columns rows, String column, int row) {
        return rows.value(column, row) instanceof Number number ? number : Double.valueOf(Double.NaN);
    }

    private static Dataset ofQaFiles(Columns rows, int row, Path folder) {
        String index = rows.index(row);
        List<String> missing = new ArrayList<>();
        for (String column : NEEDED) {
            if (rows.value(column, row) == null) {
                missing.add(column);
            }
        }
        if (!missing.isEmpty()) {
            throw new BadInput(index + ": its QA files have no " + String.join(", ", missing)
                    + "; run the quality analysis of its visit again");
        }
        FileName.require(
                index + ": its imgname", rows.value(QaFile.IMGNAME, row).toString());
        boolean noGaia = rows.value(GAIA, row) == null;
        return new Dataset(
                DatasetName.of(index),
                folder,
                new Target(
                        rows.value(QaFile.TARGNAME, row).toString(),
                        number(rows, "header.RA_TARG", row),
                        number(rows, "header.DEC_TARG", row)),
                new TotalImage(rows.value(QaFile.IMGNAME, row).toString(), count(rows, "header.NUMEXP", row)),
                new Sources(
                        count(rows, POINT, row),
                        count(rows, SEGMENT, row),
                        noGaia ? Long.valueOf(0) : count(rows, GAIA, row)));
    }

    /** @return the dataset's name, the index of every table */
    public String index() {
        return name.toString();
    }

    /**
     * The total image: in the folder or in the visit's subfolder, with the suffix {@code _drz} or {@code _drc},
     * optionally gzipped.
     *
     * @throws BadInput if it is missing
     */
    public Path image() {
        return existing(folder)
                .or(() -> existing(folder.resolve(name.folderName())))
                .orElseThrow(() -> BadInput.file(
                        folder.resolve(total.name()), "no such file", "put the total image into its visit's folder"));
    }

    /**
     * The filter images next to the total image, by name.
     *
     * @throws BadInput if the total image is missing
     */
    public List<Path> filterImages() {
        Path beside = image().toAbsolutePath().getParent();
        String start = String.join(
                        "_",
                        "hst",
                        name.program().proposal(),
                        name.program().obset(),
                        name.instrument(),
                        name.detector())
                + "_";
        try (Stream<Path> all = Files.list(beside)) {
            return all.filter(file -> file.getFileName().toString().startsWith(start))
                    .filter(file ->
                            file.getFileName().toString().matches(".+_" + name.visit() + "_dr[zc]\\.fits(\\.[gf]z)?"))
                    .filter(file -> !DatasetName.isTotalImage(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw BadInput.file(beside, "cannot be listed", "check its permissions");
        }
    }

    private Optional<Path> existing(Path place) {
        String lower = total.name().toLowerCase(Locale.ROOT);
        String other = lower.contains("_drc.fits")
                ? total.name().replace("_drc.fits", "_drz.fits")
                : total.name().replace("_drz.fits", "_drc.fits");
        return Stream.of(total.name(), other)
                .flatMap(name -> Stream.of(name, name + ".gz", name + ".fz"))
                .map(place::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    private static Number number(Columns rows, String column, int row) {
        Object value = rows.value(column, row);
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number;
        }
        throw new BadInput(rows.index(row) + ": " + column + " is '" + value
                + "', not a number; run the quality analysis of its visit again");
    }

    private static Number count(Columns rows, String column, int row) {
        Number number = number(rows, column, row);
        if (number.doubleValue() >= 0 && number.doubleValue() == Math.rint(number.doubleValue())) {
            return number;
        }
        throw new BadInput(rows.index(row) + ": " + column + " is '" + number
                + "', not a count; run the quality analysis of its visit again");
    }
}
