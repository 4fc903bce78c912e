package org.mosaicworkbench.evaluate;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.WholeFile;

/**
 * Predicted and true misalignment of a dataset, in pixels of the mosaic.
 *
 * @param index the dataset's name
 * @param compared whether its exposures were compared; otherwise only the mosaic was used
 * @param decided whether there is a verdict
 * @param pixels the true size
 * @param size the predicted size
 */
public record PredictedSize(String index, boolean compared, boolean decided, double pixels, Size size) {

    private static final List<String> COLUMNS = List.of(
            "index", "compared", "decided", "pixels", "size", "size_lo68", "size_hi68", "size_lo95", "size_hi95");
    private static final String REMEDY = "train again";

    /**
     * A size with its uncertainty.
     *
     * @param median the median
     * @param part68 interval that contains the true size with a probability of 68 %
     * @param part95 interval that contains the true size with a probability of 95 %
     */
    public record Size(double median, Interval part68, Interval part95) {}

    /** Writes a table, one line per dataset. */
    public static Path write(Path file, List<PredictedSize> sizes) {
        StringBuilder table = new StringBuilder(Csv.line(COLUMNS));
        sizes.forEach(one -> table.append(Csv.line(List.of(
                one.index,
                one.compared ? 1 : 0,
                one.decided ? 1 : 0,
                one.pixels,
                one.size.median,
                one.size.part68.low(),
                one.size.part68.high(),
                one.size.part95.low(),
                one.size.part95.high()))));
        return WholeFile.writeText(file, table.toString());
    }

    /**
     * Reads the table written by {@link #write}.
     *
     * @throws org.mosaicworkbench.io.BadInput if it is not such a table
     */
    public static List<PredictedSize> read(Path file) {
        return CsvTable.read(file, REMEDY).requireHeader(COLUMNS, REMEDY).rows().stream()
                .map(row -> new PredictedSize(
                        row.name("index"),
                        row.number("compared") == 1,
                        row.number("decided") == 1,
                        row.number("pixels"),
                        new Size(
                                row.number("size"),
                                new Interval(row.number("size_lo68"), row.number("size_hi68")),
                                new Interval(row.number("size_lo95"), row.number("size_hi95")))))
                .toList();
    }

    /** @return whether the 95 % interval contains the true size */
    public boolean holds() {
        return pixels >= size.part95.low() && pixels <= size.part95.high();
    }
}
