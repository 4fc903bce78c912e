package org.mosaicworkbench.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;

/**
 * A catalog of sources as Hubble's single-visit pipeline writes it: Enhanced CSV (astropy proposal APE 6), versions 0.9
 * and 1.0. Point, segment and reference catalogs are read in the same way.
 *
 * @param sources the sources in the file's order; empty for a catalog with only its header
 * @param declared N in the header line {@code Number of sources: N}, the number of sources detected, which may exceed
 *                 the number listed; empty if there is no such line
 * @param counted the number of sources that the quality analysis counts. It is N in the header line {@value #COUNTED},
 *     which only this software writes, because its catalogs list more sources than are counted. Without that line it is
 *     {@code declared}, or else the number of lines
 * @param unplaced number of lines skipped because they have no position, such as sources that could not be measured
 */
public record SourceList(List<Source> sources, OptionalInt declared, int counted, int unplaced) {

    /** The beginning of the header line with the number of sources that the quality analysis counts. */
    public static final String COUNTED = "Sources counted";

    private static final Pattern DECLARED_LINE = line("Number of sources");
    private static final Pattern COUNTED_LINE = line(COUNTED);
    private static final List<String> PLACE = List.of("RA", "DEC");
    private static final List<String> PIXEL = List.of("X-Center", "Y-Center");

    public SourceList {
        sources = List.copyOf(sources);
    }

    /**
     * Reads a catalog.
     *
     * @throws BadInput if the file is missing, is not ECSV, has no columns RA and DEC, or has a malformed line; the
     *                  message names the file and the line
     */
    public static SourceList read(Path file) {
        EcsvNumbers table =
                EcsvNumbers.read(file, PLACE, name -> PLACE.contains(name) || PIXEL.contains(name) || isFlag(name));
        int[] place = columns(table, PLACE);
        int[] pixel = columns(table, PIXEL);
        int[] flags = IntStream.range(0, table.names().size())
                .filter(i -> isFlag(table.names().get(i)))
                .toArray();
        List<Source> sources = new ArrayList<>(table.rows().size());
        int unplaced = 0;
        for (double[] row : table.rows()) {
            Source source = new Source(
                    row[place[0]],
                    row[place[1]],
                    number(row, pixel[0]),
                    number(row, pixel[1]),
                    flag(row, flags),
                    saturated(row, flags));
            if (Double.isNaN(source.ra()) || Double.isNaN(source.dec())) {
                unplaced++;
            } else {
                sources.add(source);
            }
            requirePlace(file, sources.size() + unplaced, source.ra(), source.dec());
        }
        OptionalInt declared = said(DECLARED_LINE, table.header());
        int counted = said(COUNTED_LINE, table.header())
                .orElse(declared.orElse(table.rows().size()));
        return new SourceList(sources, declared, counted, unplaced);
    }

    private static Pattern line(String name) {
        return Pattern.compile("(?m)^#.*\\b" + name + "['\"]?\\s*:\\s*(\\d{1,9})\\b");
    }

    private static OptionalInt said(Pattern line, String header) {
        Matcher number = line.matcher(header);
        return number.find() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    private static boolean isFlag(String name) {
        return name.equals("Flags") || name.startsWith("Flags_");
    }

    private static int[] columns(EcsvNumbers table, List<String> names) {
        return names.stream().mapToInt(table.names()::indexOf).toArray();
    }

    private static double number(double[] row, int column) {
        return column >= 0 ? row[column] : Double.NaN;
    }

    /** Accepts a missing position, but not an impossible one. */
    static void requirePlace(Path file, int line, double ra, double dec) {
        if (Double.isInfinite(ra) || Math.abs(dec) > 90) {
            throw BadInput.file(
                    file, "data line " + line + " has no position: RA " + ra + ", DEC " + dec, EcsvNumbers.REMEDY);
        }
    }

    private static int flag(double[] row, int[] columns) {
        int smallest = Source.NO_FLAG;
        for (int column : columns) {
            double flag = row[column];
            smallest = Double.isNaN(flag) ? smallest : Math.min(smallest, (int) flag);
        }
        return smallest;
    }

    private static boolean saturated(double[] row, int[] columns) {
        for (int column : columns) {
            double flag = row[column];
            // The cast turns NaN into 0, which has no bit set.
            if (flag != Source.NO_FLAG && ((int) flag & Source.SATURATED) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "SourceList of " + Count.of(sources.size(), "source");
    }
}
