package org.mosaicworkbench.prep;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFile;

/**
 * Harvested rows in an HDF5 file: group {@code /mydata}, one HDF5 dataset per column, including {@code index}. Integers
 * are stored with 64 bits. A column with decimals or missing values is 64-bit floating point, with NaN for a missing
 * value; strings are UTF-8, with an empty string for a missing value. {@code /origin/folder} gives the folder of each
 * row's products.
 */
final class Hdf5 {

    private static final String GROUP = "mydata";
    /** Maximum compression ratio of Deflate. */
    private static final long DENSEST = 1032;

    private static final String INDEX = "index";
    private static final String ORIGIN = "origin";
    private static final String FOLDER = "folder";

    private Hdf5() {}

    /** The content of a file: the rows, and each row's folder relative to the visits' folder, empty if not recorded. */
    record Stored(Columns rows, List<String> folders) {}

    /**
     * Writes the rows atomically.
     *
     * @param folders folder of each row's products, relative to the folder of the visits
     * @throws BadInput if there are no rows, or the file cannot be written
     */
    static Path write(Path place, Columns rows, List<String> folders) {
        if (rows.size() == 0) {
            throw BadInput.file(place, "there are no rows to write", "harvest valid QA files first");
        }
        return WholeFile.write(place, beside -> {
            try (WritableHdfFile file = HdfFile.write(beside)) {
                WritableGroup group = file.putGroup(GROUP);
                group.putDataset(INDEX, names(rows));
                for (String column : rows.columns()) {
                    group.putDataset(column.replace('/', '_'), cells(rows, column));
                }
                file.putGroup(ORIGIN).putDataset(FOLDER, folders.toArray(String[]::new));
            } catch (HdfException | UncheckedIOException e) {
                throw cause(e);
            }
        });
    }

    /** Extracts the I/O error from the library's exception. */
    private static IOException cause(RuntimeException wrapped) {
        for (Throwable t = wrapped; t != null; t = t.getCause()) {
            if (t instanceof IOException io) {
                return io;
            }
        }
        return new IOException(wrapped.getMessage(), wrapped);
    }

    /**
     * Reads rows.
     *
     * @throws BadInput if the file is missing, is not HDF5, or has a different layout
     */
    static Stored read(Path place) {
        if (!Files.isRegularFile(place)) {
            throw BadInput.file(place, "no such file", "check the path, or leave h5 out to harvest the QA files");
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        Object[] folders = new Object[1];
        try (HdfFile file = new HdfFile(place)) {
            if (file.getChild(GROUP) instanceof Group group) {
                for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
                    if (child.getValue() instanceof Dataset column) {
                        columns.put(child.getKey(), data(column, Files.size(place)));
                    }
                }
            }
            if (file.getChildren().get(ORIGIN) instanceof Group origin
                    && origin.getChild(FOLDER) instanceof Dataset texts) {
                folders[0] = data(texts, Files.size(place));
            }
        } catch (IOException | RuntimeException e) {
            // The library throws this if a file is inconsistent.
            throw BadInput.file(place, "is not a valid HDF5 file", "leave h5 out to harvest the QA files");
        }
        if (!(columns.remove(INDEX) instanceof String[] index)) {
            throw BadInput.file(
                    place,
                    "has no group /mydata with an index (it was written by another program)",
                    "leave h5 out to harvest the QA files");
        }
        Columns rows = new Columns();
        for (String name : index) {
            rows.row(FileName.require(place + ": a dataset in it", name));
        }
        columns.forEach((name, cells) -> fill(rows, name, requireColumn(place, name, cells, index.length)));
        return new Stored(
                rows,
                folders[0] instanceof String[] texts && texts.length == index.length
                        ? List.of(texts)
                        : Collections.nCopies(index.length, ""));
    }

    /** Checks the size against the available bytes before allocating memory. */
    private static Object data(Dataset dataset, long bytes) {
        if (dataset.getSizeInBytes() < 0 || dataset.getSizeInBytes() / DENSEST > bytes) {
            throw new HdfException("more than the file holds");
        }
        return dataset.getData();
    }

    private static Object requireColumn(Path place, String name, Object cells, int rows) {
        boolean known = cells instanceof long[] || cells instanceof double[] || cells instanceof String[];
        if (!known || Array.getLength(cells) != rows) {
            throw BadInput.file(
                    place,
                    "its column " + name + " does not hold " + rows + " numbers or texts",
                    "leave h5 out to harvest the QA files");
        }
        return cells;
    }

    private static void fill(Columns rows, String column, Object cells) {
        boolean wholeWithGaps = cells instanceof double[] numbers && wholeWithGaps(numbers);
        for (int row = 0; row < rows.size(); row++) {
            if (cells instanceof long[] whole) {
                rows.set(column, row, whole[row]);
            } else if (cells instanceof double[] numbers) {
                double number = numbers[row];
                rows.set(column, row, Double.isNaN(number) ? null : wholeWithGaps ? (Object) (long) number : number);
            } else {
                String text = ((String[]) cells)[row];
                rows.set(column, row, text.isEmpty() && !column.equals(QaFile.TARGNAME) ? null : text);
            }
        }
    }

    /** Whether the numbers are integers with missing values, which had to be stored as floating point. */
    private static boolean wholeWithGaps(double[] numbers) {
        boolean gaps = false;
        for (double number : numbers) {
            gaps |= Double.isNaN(number);
            if (!Double.isNaN(number) && (number != Math.rint(number) || Math.abs(number) > 1L << 53)) {
                return false;
            }
        }
        return gaps;
    }

    private static String[] names(Columns rows) {
        String[] names = new String[rows.size()];
        for (int row = 0; row < names.length; row++) {
            names[row] = rows.index(row);
        }
        return names;
    }

    private static Object cells(Columns rows, String column) {
        boolean whole = true;
        boolean numbers = true;
        for (int row = 0; row < rows.size(); row++) {
            Object value = rows.value(column, row);
            whole &= value instanceof Long;
            numbers &= value == null || value instanceof Number;
        }
        return whole ? longs(rows, column) : numbers ? doubles(rows, column) : texts(rows, column);
    }

    private static long[] longs(Columns rows, String column) {
        long[] cells = new long[rows.size()];
        for (int row = 0; row < cells.length; row++) {
            cells[row] = (Long) rows.value(column, row);
        }
        return cells;
    }

    private static double[] doubles(Columns rows, String column) {
        double[] cells = new double[rows.size()];
        for (int row = 0; row < cells.length; row++) {
            Object value = rows.value(column, row);
            cells[row] = value == null ? Double.NaN : ((Number) value).doubleValue();
        }
        return cells;
    }

    private static String[] texts(Columns rows, String column) {
        String[] cells = new String[rows.size()];
        for (int row = 0; row < cells.length; row++) {
            Object value = rows.value(column, row);
            cells[row] = value == null ? "" : value.toString();
        }
        return cells;
    }
}
