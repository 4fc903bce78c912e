package org.mosaicworkbench.diagnose;

import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the exposures of a mosaic stand to each other, as numbers for tables: NaN where there is nothing to measure.
 *
 * @param compared     how many exposures could be compared, those that agree and those that are off
 * @param unknown      how many could not
 * @param offset       the largest distance at which an exposure's header, or its image, places a corner of the field from
 *                     where the others do, pixels
 * @param significance the largest such distance by its one-sigma error
 */
public record ExposureNumbers(double compared, double unknown, double offset, double significance) {

    /** The names of the numbers in tables, in their order. */
    public static final List<String> NAMES =
            List.of("exposures_compared", "exposures_unknown", "exposure_offset", "exposure_significance");

    /** No centroid is better, pixels: what is smaller is no misalignment. */
    private static final double BEST = 0.02;

    /** Where single exposures are not to be had. */
    public static final ExposureNumbers NONE = new ExposureNumbers(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Where none of so many could be compared. */
    public static ExposureNumbers unknown(int exposures) {
        return new ExposureNumbers(0, exposures, Double.NaN, Double.NaN);
    }

    /**
     * From a diagnosis.
     *
     * @param reach pixels from the middle of the field to a corner
     */
    public static ExposureNumbers of(VisitDiagnosis diagnosis, double reach) {
        List<ExposureShift> measured = diagnosis.shifts().stream().filter(ExposureShift::measured).toList();
        return new ExposureNumbers(measured.size(), diagnosis.unknown().size(),
                measured.stream().mapToDouble(s -> offset(s, reach)).max().orElse(Double.NaN),
                measured.stream().mapToDouble(s -> offset(s, reach) / error(s, reach)).max().orElse(Double.NaN));
    }

    private static double offset(ExposureShift shift, double reach) {
        return shift.size() + Math.abs(Math.toRadians(shift.roll())) * reach;
    }

    private static double error(ExposureShift shift, double reach) {
        return Math.hypot(Math.max(BEST, shift.error()), Math.toRadians(shift.rollError()) * reach);
    }

    /** The numbers as a table of one row, whole or not at all. */
    public void write(Path place) {
        WholeFile.writeText(place, Csv.line(NAMES) + Csv.line(values()));
    }

    /** @return what {@link #write} wrote; empty where the file is missing, cut off, or of other numbers */
    public static Optional<ExposureNumbers> read(Path place) {
        try {
            List<String> lines = Files.exists(place) ? Files.readAllLines(place) : List.of();
            if (lines.size() != 2 || !Csv.fields(lines.get(0)).equals(NAMES) || Csv.fields(lines.get(1)).size() != NAMES.size()) {
                return Optional.empty();
            }
            double[] v = Csv.fields(lines.get(1)).stream()
                    .mapToDouble(field -> field.isEmpty() ? Double.NaN : Double.parseDouble(field)).toArray();
            return Optional.of(new ExposureNumbers(v[0], v[1], v[2], v[3]));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** @return in the order of {@link #NAMES} */
    public List<Double> values() {
        return List.of(compared, unknown, offset, significance);
    }
}
