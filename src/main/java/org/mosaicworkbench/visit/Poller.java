package org.mosaicworkbench.visit;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFile;

/**
 * The poller file of a visit, {@code <visit>_input.out}: one exposure per line, eight columns separated by commas, no
 * header. Two shorter forms are also accepted: lines with only the file name, and lines with the file name and a second
 * column for WFPC2's apertures (drizzlepac, haputils/poller_utils.py). The missing information is then taken from the
 * headers. A line that begins with {@code #} is a comment. Columns are separated by commas, or by blanks if the line
 * has no comma.
 *
 * @param lines one for each exposure, in the file's order
 */
public record Poller(List<Line> lines) {

    /**
     * One exposure.
     *
     * @param filename {@code j8bt06nyq_flt.fits}
     * @param ids identifiers of the observation
     * @param exptime exposure time in seconds
     * @param filters the filters in the wheels, joined by {@code ;}
     * @param detector {@code HRC}, {@code SBC}, {@code WFC}, {@code UVIS} or {@code IR}
     * @param pathname where the exposure was located when the file was written; only {@code filename} is used
     */
    public record Line(String filename, Ids ids, double exptime, String filters, String detector, String pathname) {

        /**
         * Identifiers of an observation.
         *
         * @param proposal the proposal's number
         * @param program characters 2 to 4 of the exposure's name, upper case
         * @param obset characters 5 and 6 of the exposure's name, upper case
         */
        public record Ids(String proposal, String program, String obset) {}

        String text() {
            String seconds = exptime == Math.rint(exptime)
                    ? String.format(Locale.ROOT, "%.1f", exptime)
                    : String.valueOf(exptime);
            return String.join(
                    ",", filename, ids.proposal(), ids.program(), ids.obset(), seconds, filters, detector, pathname);
        }
    }

    private static final int COLUMNS = 8;
    /** Maximum number of columns in the short forms, of which only the first is used. */
    private static final int MOST_NAMED = 2;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String REMEDY =
            "write one exposure per line, as a file name or the eight columns, or remove the file to use all exposures";

    public Poller {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a poller file.
     *
     * @throws BadInput if it is empty, is not text, or a line has the wrong number of columns or no exposure time
     */
    public static Poller read(Path file) {
        List<String> text;
        try {
            text = Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw BadInput.file(file, "is not a text file in UTF-8", REMEDY);
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read", "check that it exists and can be read");
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).replace(BYTE_ORDER_MARK, "").strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(line(file, i + 1, line));
            }
        }
        if (lines.isEmpty()) {
            throw BadInput.file(file, "lists no exposure", REMEDY);
        }
        return new Poller(lines);
    }

    /** Writes the file atomically. */
    public Path write(Path file) {
        return WholeFile.writeText(
                file, lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining()));
    }

    private static Line line(Path file, int number, String text) {
        String[] c = text.split(text.contains(",") ? "\\s*,\\s*" : "\\s+", -1);
        FileName.require(file + ": the exposure in line " + number, c[0]);
        if (c.length <= MOST_NAMED) {
            return new Line(c[0], new Line.Ids("", "", ""), Double.NaN, "", "", c[0]);
        }
        if (c.length != COLUMNS) {
            throw BadInput.file(
                    file, "line " + number + " has " + c.length + " columns, not 1, 2 or " + COLUMNS, REMEDY);
        }
        try {
            return new Line(c[0], new Line.Ids(c[1], c[2], c[3]), Double.parseDouble(c[4]), c[5], c[6], c[7]);
        } catch (NumberFormatException e) {
            throw BadInput.file(
                    file, "line " + number + " has the exposure time '" + c[4] + "', not a number", "correct the line");
        }
    }
}
