package org.mosaicworkbench.mosaic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;

/**
 * The drizzled images of individual exposures that single-visit processing writes next to a total image, on the same
 * grid: {@code hst_<proposal>_<visit number>_<instrument>_<detector>_<filter>_<first eight of the rootname>_drz.fits}
 * (or {@code _drc.fits}, gzipped or not). They show each exposure at its position in the mosaic.
 */
public final class ExposureImages {

    private static final int NAMED_AFTER = 8;
    private static final List<String> GRID =
            List.of("NAXIS1", "NAXIS2", "CRPIX1", "CRPIX2", "CRVAL1", "CRVAL2", "CD1_1", "CD1_2", "CD2_1", "CD2_2");
    /**
     * Largest relative difference between header values that count as equal: programs write different numbers of
     * digits.
     */
    private static final double SAME = 1e-9;

    private ExposureImages() {}

    /** Returns the name of an exposure's image, without the file name suffix. */
    static DatasetName name(DatasetName total, String filter, Exposure exposure) {
        return new DatasetName(
                new DatasetName.Program(
                        total.program().proposal(), total.program().obset()),
                total.instrument(),
                total.detector(),
                filter.toLowerCase(Locale.ROOT),
                exposure.rootname().substring(0, NAMED_AFTER),
                "");
    }

    /**
     * Finds the single-exposure images next to a total image.
     *
     * @return the exposures in time order; the file of each exposure is its drizzled image, which has one chip
     * @throws BadInput if an image is not a drizzled image, is not on the total image's grid, or shows the same
     *     exposure as another image
     */
    public static List<Exposure> beside(Path total) {
        DatasetName name = DatasetName.of(total.getFileName().toString());
        List<Path> files = files(total);
        if (files.isEmpty()) {
            return List.of();
        }
        FitsHeader grid;
        try (FitsFile fits = FitsFile.open(total)) {
            grid = fits.requiredHeader("SCI", 1);
        }
        List<Exposure> exposures = new ArrayList<>();
        for (Path file : files) {
            Exposure exposure = read(file, name, grid);
            exposures.stream()
                    .filter(e -> e.rootname().equals(exposure.rootname()))
                    .findFirst()
                    .ifPresent(twin -> {
                        throw BadInput.file(
                                file,
                                "belongs to the same exposure as " + twin.file().getFileName(),
                                "remove one of them");
                    });
            exposures.add(exposure);
        }
        return exposures.stream()
                .sorted(Comparator.comparingDouble(
                        exposure -> exposure.observation().start()))
                .toList();
    }

    /** @return the number of exposures recorded in a total image's header; 0 if the keyword is missing */
    public static int inside(Path total) {
        try (FitsFile fits = FitsFile.open(total)) {
            return (int) fits.primary().number("NUMEXP", 0);
        }
    }

    private static void requireSameGrid(FitsHeader grid, FitsHeader own, Path file) {
        for (String keyword : GRID) {
            double difference = Math.abs(own.number(keyword, Double.NaN) - grid.number(keyword, Double.NaN));
            if (!(difference <= SAME * Math.max(1e-3, Math.abs(grid.number(keyword, 0))))) {
                throw BadInput.file(
                        file,
                        "is not on the grid of its total image: its " + keyword + " is " + own.text(keyword)
                                + " and not " + grid.text(keyword),
                        "remove it or process the visit again");
            }
        }
    }

    /** @return the files of the single-exposure images next to a total image, sorted by name */
    public static List<Path> files(Path total) {
        DatasetName name = DatasetName.of(total.getFileName().toString());
        Pattern pattern = Pattern.compile(Pattern.quote(String.join(
                                "_",
                                "hst",
                                name.program().proposal(),
                                name.program().obset(),
                                name.instrument(),
                                name.detector())
                        + "_")
                + "[^_]+_" + Pattern.quote(name.visit()) + "[a-z0-9]{2}_dr[zc]\\.fits(\\.[gf]z)?");
        Path folder = total.toAbsolutePath().getParent();
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file ->
                            pattern.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "check its permissions");
        }
    }

    private static Exposure read(Path file, DatasetName total, FitsHeader grid) {
        DatasetName name = DatasetName.of(file.getFileName().toString());
        try (FitsFile fits = FitsFile.open(file)) {
            FitsHeader primary = fits.primary();
            requireSameGrid(grid, fits.requiredHeader("SCI", 1), file);
            double exptime = primary.number("EXPTIME", Double.NaN);
            if (!(exptime > 0 && exptime < Double.POSITIVE_INFINITY)) {
                throw BadInput.file(
                        file,
                        "its EXPTIME is '" + primary.text("EXPTIME") + "', not a time in seconds",
                        "regenerate or remove it");
            }
            return new Exposure(
                    file,
                    rootname(primary, name),
                    new Exposure.Observation(
                            total.program().proposal(),
                            primary.text("TARGNAME"),
                            total.instrument(),
                            exptime,
                            primary.number("EXPSTART", 0)),
                    Detector.of(total.detector()),
                    name.filter().toUpperCase(Locale.ROOT),
                    1);
        }
    }

    /**
     * Reads the rootname from the header's list of inputs, because the file name lacks the rootname's last character.
     */
    private static String rootname(FitsHeader primary, DatasetName name) {
        String input = primary.text("D001DATA").toLowerCase(Locale.ROOT);
        return input.startsWith(name.visit()) && input.length() > NAMED_AFTER
                ? input.substring(0, NAMED_AFTER + 1)
                : name.visit() + "q";
    }
}
