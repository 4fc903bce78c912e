package org.mosaicworkbench.view;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * A region file in version 4.1 of the SAOImage DS9 format, which Aladin, CARTA, Ginga and Astropy's {@code regions}
 * package can also read. Positions are ICRS in degrees.
 */
public final class Regions {

    private static final String HEAD = """
        # Region file format: DS9 version 4.1
        global color=green width=1 font="helvetica 10 normal roman"
        icrs
        """;

    private final List<String> lines = new ArrayList<>();

    /**
     * Adds circles.
     *
     * @param radius arcseconds
     * @param color a colour name or code known to DS9: {@code orange}, {@code #56b4e9}
     */
    public Regions circles(List<SkyPoint> places, double radius, String color) {
        for (SkyPoint one : places) {
            lines.add("circle(" + at(one) + "," + number("%.3f", radius) + "\") # color=" + color);
        }
        return this;
    }

    /**
     * Adds an arrow from one position to another.
     *
     * @param words the label; braces, which would end it, and control characters are removed
     */
    public Regions vector(SkyPoint from, SkyPoint to, String words, String color) {
        double length = from.separation(to);
        lines.add("# vector(" + at(from) + "," + number("%.4f", length * 3600) + "\"," + number("%.3f", angle(from, to))
                + ") vector=1 color=" + color + " text={" + words.replaceAll("[{}\\p{Cntrl}]", "") + "}");
        return this;
    }

    /** Adds a labelled polygon. */
    public Regions outline(List<SkyPoint> corners, String words, String color) {
        List<String> places = corners.stream().map(Regions::at).toList();
        lines.add("polygon(" + String.join(",", places) + ") # color=" + color + " text={"
                + words.replaceAll("[{}\\p{Cntrl}]", "") + "}");
        return this;
    }

    /** @return the number of regions */
    public int size() {
        return lines.size();
    }

    /** @return the whole file */
    public String text() {
        return HEAD + String.join("\n", lines) + "\n";
    }

    /**
     * Checks before any work that a region file can be written.
     *
     * @param place the path of the file; an existing region file from this software is replaced
     * @return {@code place}
     * @throws BadInput if the name does not end in {@code .reg}, its folder cannot be written to, or another kind of
     *                  file exists there
     */
    public static Path requireRoomFor(Path place) {
        if (!place.toString().endsWith(".reg")) {
            throw BadInput.file(place, "is not a valid name for a region file", "give one that ends in .reg");
        }
        return WholeFile.requireRoomFor(place, HEAD, "region file that view wrote");
    }

    /**
     * Writes the file atomically.
     *
     * @throws BadInput as for {@link #requireRoomFor}
     */
    public Path write(Path place) {
        requireRoomFor(place);
        return WholeFile.writeText(place, text());
    }

    /** The direction in degrees from west towards north, the convention of DS9 for vectors in ICRS. */
    private static double angle(SkyPoint from, SkyPoint to) {
        double east = Math.IEEEremainder(to.ra() - from.ra(), 360) * Math.cos(Math.toRadians(from.dec()));
        double degrees = Math.toDegrees(Math.atan2(to.dec() - from.dec(), -east));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private static String at(SkyPoint place) {
        return number("%.7f", place.ra()) + "," + number("%.7f", place.dec());
    }

    private static String number(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
