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
 * @param dataset   the name of the total image without its ending
 * @param images their files
 * @param exposures what became of each exposure, in the order of the visit
 * @param alignment how far each exposure's pointing was off, and the fit to the reference catalog; empty if none was
 *                  asked for
 * @param products  catalogs and quality files
 */
public record Mosaic(
        DatasetName dataset,
        Images images,
        List<ExposureNote> exposures,
        Optional<Alignment> alignment,
        Products products) {

    /**
     * The files of the images.
     *
     * @param total the total image's file
     * @param filters the filter images' files, in the order of the filters' first use
     * @param single the files of the exposures' own images, filter by filter; none if they were not wanted
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
     * @param filter   as in the name of its filter image
     * @param exptime  seconds
     * @param sky      the level subtracted, electrons per second per pixel; NaN if it was left out
     * @param used     true if its pixels are in the images
     * @param note     empty, or why it was left out, or what was done to it
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
        lines.add(alignment.map(Alignment::toString).orElse("  not aligned, as asked: the headers' pointings hold"));
        return String.join("\n", lines);
    }
}
