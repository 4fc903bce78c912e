package org.mosaicworkbench.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;

/**
 * Stars with known positions, {@code *_ref_cat.ecsv}: columns {@code RA}, {@code DEC} and optionally {@code mag},
 * {@code pmra} and {@code pmdec}. Single-visit processing requests positions at the epoch of the exposures from the
 * catalog service, so positions without an epoch are taken to be at that epoch. The epoch is given by {@code epoch_mjd}
 * in the header or, for each star, by the column {@code ref_epoch} in Julian years, as in the Gaia archive.
 *
 * @param stars the stars in the file's order
 */
public record ReferenceCatalog(List<Star> stars) {

    private static final Pattern EPOCH = Pattern.compile("(?m)^#.*\\bepoch_mjd['\"]?\\s*:\\s*([0-9.]{1,20})");
    private static final List<String> PLACE = List.of("RA", "DEC");
    private static final Set<String> NUMBERS = Set.of("mag", "pmra", "pmdec", "ref_epoch");
    private static final double DAYS_PER_YEAR = 365.25;
    /** The epoch J2000.0 as a modified Julian date. */
    private static final double J2000 = 51544.5;

    private static final double MAS_PER_DEGREE = 3600e3;

    /**
     * One star.
     *
     * @param ra right ascension in degrees, ICRS
     * @param dec declination in degrees, ICRS
     * @param mag magnitude in the catalog's band; NaN if unknown
     * @param motion proper motion; {@link Motion#UNKNOWN} if the catalog has none
     */
    public record Star(double ra, double dec, double mag, Motion motion) {

        private Star at(double mjd) {
            double years = (mjd - motion.epoch) / DAYS_PER_YEAR;
            double east = motion.ra * years / MAS_PER_DEGREE;
            double north = motion.dec * years / MAS_PER_DEGREE;
            return Double.isFinite(east + north)
                    ? new Star(
                            ra + east / Math.cos(Math.toRadians(dec)),
                            dec + north,
                            mag,
                            new Motion(motion.ra, motion.dec, mjd))
                    : this;
        }
    }

    /**
     * The proper motion of a star.
     *
     * @param ra proper motion in right ascension times the cosine of the declination, mas per year; NaN if unknown
     * @param dec proper motion in declination, mas per year; NaN if unknown
     * @param epoch epoch of the position, modified Julian date; NaN if unknown
     */
    public record Motion(double ra, double dec, double epoch) {

        /** Unknown motion: the star keeps its listed position. */
        public static final Motion UNKNOWN = new Motion(Double.NaN, Double.NaN, Double.NaN);
    }

    public ReferenceCatalog {
        stars = List.copyOf(stars);
    }

    /**
     * Reads a catalog; lines without a position are ignored.
     *
     * @throws BadInput as for {@link SourceList#read}
     */
    public static ReferenceCatalog read(Path file) {
        EcsvNumbers numbers = EcsvNumbers.read(file, PLACE, name -> PLACE.contains(name) || NUMBERS.contains(name));
        Matcher told = EPOCH.matcher(numbers.header());
        double common = told.find() ? Double.parseDouble(told.group(1)) : Double.NaN;
        for (int i = 0; i < numbers.rows().size(); i++) {
            SourceList.requirePlace(file, i + 1, number(numbers, i, "RA"), number(numbers, i, "DEC"));
        }
        return new ReferenceCatalog(IntStream.range(0, numbers.rows().size())
                .mapToObj(i -> new Star(
                        number(numbers, i, "RA"),
                        number(numbers, i, "DEC"),
                        number(numbers, i, "mag"),
                        motion(numbers, i, common)))
                .filter(star -> !Double.isNaN(star.ra + star.dec))
                .toList());
    }

    private static Motion motion(EcsvNumbers numbers, int row, double common) {
        double year = number(numbers, row, "ref_epoch");
        double epoch = Double.isNaN(year) ? common : J2000 + DAYS_PER_YEAR * (year - 2000);
        Motion motion = new Motion(number(numbers, row, "pmra"), number(numbers, row, "pmdec"), epoch);
        return Double.isFinite(motion.ra + motion.dec + motion.epoch) ? motion : Motion.UNKNOWN;
    }

    private static double number(EcsvNumbers numbers, int row, String column) {
        int i = numbers.names().indexOf(column);
        return i < 0 ? Double.NaN : numbers.rows().get(row)[i];
    }

    /**
     * Computes the positions of the stars at a date. A star without a known motion or epoch keeps its position.
     *
     * @param mjd modified Julian date; empty to keep the listed positions
     */
    public ReferenceCatalog at(OptionalDouble mjd) {
        return mjd.isEmpty()
                ? this
                : new ReferenceCatalog(
                        stars.stream().map(star -> star.at(mjd.getAsDouble())).toList());
    }
}
