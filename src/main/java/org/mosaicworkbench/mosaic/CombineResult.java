package org.mosaicworkbench.mosaic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.TaskResult;

/**
 * The products of combining the exposures of a visit.
 *
 * @param folder the visit's folder
 * @param output the folder that holds the products
 * @param poller the poller file that lists the exposures, either the visit's own or generated
 * @param mosaics one per detector; empty if another program made the products
 * @param totals the total images, one per detector
 * @param making the provenance, with digests of the exposures; empty if the combination was a step of another task
 */
public record CombineResult(
        Path folder, Path output, Path poller, List<Mosaic> mosaics, List<Path> totals, Optional<Provenance> making)
        implements Reportable, TaskResult {

    /** The task's name on the command line. */
    public static final String TASK = "combine";

    public CombineResult {
        mosaics = List.copyOf(mosaics);
        totals = List.copyOf(totals);
    }

    /** Returns a copy with provenance. */
    public CombineResult by(Provenance how) {
        return new CombineResult(folder, output, poller, mosaics, totals, Optional.of(how));
    }

    /**
     * Lists the numbers of exposures and of sources for each total image, and the offset (pixels of the exposure) and
     * roll (degrees) of each aligned exposure.
     */
    @Override
    public List<ReportedNumber> measures() {
        List<ReportedNumber> measures =
                new ArrayList<>(List.of(new ReportedNumber("visit", "total images", totals.size())));
        for (Mosaic mosaic : mosaics) {
            String set = mosaic.dataset().toString();
            measures.add(new ReportedNumber(
                    set,
                    "exposures",
                    mosaic.exposures().stream()
                            .filter(Mosaic.ExposureNote::used)
                            .count()));
            measures.add(
                    new ReportedNumber(set, "point sources", mosaic.products().points()));
            measures.add(new ReportedNumber(set, "segments", mosaic.products().segments()));
            mosaic.alignment()
                    .ifPresent(alignment -> alignment.offsets().forEach(offset -> {
                        measures.add(new ReportedNumber(
                                offset.rootname(), "dx", offset.shift().dx()));
                        measures.add(new ReportedNumber(
                                offset.rootname(), "dy", offset.shift().dy()));
                        measures.add(new ReportedNumber(
                                offset.rootname(), "roll", offset.roll().degrees()));
                    }));
        }
        return measures;
    }

    @Override
    public TextTable records() {
        return exposures();
    }

    private TextTable exposures() {
        TextTable exposures = TextTable.of("total image", "exposure", "filter", "seconds", "note");
        for (Mosaic mosaic : mosaics) {
            for (Mosaic.ExposureNote e : mosaic.exposures()) {
                exposures = exposures.with(mosaic.dataset(), e.rootname(), e.filter(), e.exptime(), e.note());
            }
        }
        return exposures;
    }

    @Override
    public Chapter chapter() {
        return new Chapter(
                "Combined visit",
                "Which mosaics were made from the exposures of " + folder.getFileName() + "?",
                Count.of(totals.size(), "total image") + ".",
                Map.of(),
                List.of(Section.of("Exposures").rows(exposures())));
    }

    /** @return a readable summary: the files, and a line for each exposure */
    @Override
    public String toString() {
        String made = mosaics.isEmpty()
                ? totals.stream()
                        .map(total -> "  total image   " + total.getFileName())
                        .collect(Collectors.joining("\n"))
                : mosaics.stream().map(Mosaic::toString).collect(Collectors.joining("\n"));
        return "Visit " + folder + ", products in " + output + "\n" + made;
    }
}
