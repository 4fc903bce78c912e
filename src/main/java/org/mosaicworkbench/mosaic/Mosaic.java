package org.mosaicworkbench.mosaic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.visit.DatasetName;

/**
 * The products of one detector's exposures.
 *
 * @param dataset the dataset's name: the total image's file name without {@code _drz.fits} or {@code _drc.fits}
 * @param images the image files
 * @param exposures the outcome for each exposure, in the visit's order
 * @param alignment the pointing error of each exposure, and the fit to the reference catalog; empty if no alignment was
 *                  requested
 * @param products catalogs and quality files
 */
public record Mosaic(
        DatasetName dataset,
        Images images,
        List<ExposureNote> exposures,
        Optional<Alignment> alignment,
        Products products) {

    /**
     * The image files.
     *
     * @param total the total image's file
     * @param filters the filter images' files, in the order in which the filters were first used
     * @param single the files of the single-exposure images, filter by filter; empty if they were not requested
     */
    public record Images(Path total, List<Path> filters, List<Path> single) {

        public Images {
            filters = List.copyOf(filters);
            single = List.copyOf(single);
        }
    }

    /**
     * The outcome for an exposure.
     *
     * @param rootname nine characters
     * @param filter filter name as in the file name of its filter image
     * @param exptime seconds
     * @param sky the subtracted sky level, electrons per second per pixel; NaN if the exposure was left out
     * @param used true if its pixels are in the images
     * @param note why the exposure was left out or how it was modified; may be empty
     */
    public record ExposureNote(String rootname, String filter, double exptime, double sky, boolean used, String note) {}

    public Mosaic {
        exposures = List.copyOf(exposures);
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(dataset.toString());
        lines.add("  total image   " + images.total().getFileName());
        images.filters().forEach(file -> lines.add("  filter image  " + file.getFileName()));
        images.single().forEach(file -> lines.add("  exposure      " + file.getFileName()));
        lines.add(String.format(
                Locale.ROOT,
                "  %s, %s, %s",
                Count.of(products.points(), "point source"),
                Count.of(products.segments(), "segment"),
                Count.of(products.qualityFiles().size(), "quality file")));
        lines.add("  exposure   filter           seconds      sky e/s");
        for (ExposureNote e : exposures) {
            lines.add(String.format(
                            Locale.ROOT,
                            "  %-10s %-14s %9.1f %12s  %s",
                            e.rootname,
                            e.filter,
                            e.exptime,
                            Double.isNaN(e.sky) ? "" : String.format(Locale.ROOT, "%.5f", e.sky),
                            e.note)
                    .stripTrailing());
        }
        lines.add(alignment
                .map(Alignment::toString)
                .orElse("  not aligned, as requested: the headers' pointings are used"));
        return String.join("\n", lines);
    }
}
