package org.mosaicworkbench.mosaic;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the images of a visit: for each detector one for every filter and a total one, all on one north-up grid.
 * One exposure is in memory at a time.
 */
public final class VisitMosaic {

    private final Visit visit;
    private final Drizzle drizzle;

    /**
     * @param visit   its exposures
     * @param drizzle how they are combined
     */
    public VisitMosaic(Visit visit, Drizzle drizzle) {
        this.visit = visit;
        this.drizzle = drizzle;
    }

    /**
     * Writes the images of all detectors.
     *
     * @param output the folder for them; it is made as needed
     * @throws BadInput when an exposure cannot be read, or none of a detector can be used
     */
    public List<Mosaic> write(Path output) {
        Map<String, List<OutputGrid.Placed>> placed = new HashMap<>();
        for (Exposure exposure : visit.exposures()) {
            List<OutputGrid.Placed> chips = placed.computeIfAbsent(exposure.detector(), d -> new ArrayList<>());
            ExposurePixels.systems(exposure).forEach(wcs -> chips.add(new OutputGrid.Placed(exposure.file(), wcs)));
        }
        Map<String, Wcs> grids = new HashMap<>();
        placed.forEach((detector, chips) ->
                grids.put(detector, OutputGrid.covering(chips, Instrument.of(detector).scale())));
        return visit.detectors().stream().map(d -> new OfDetector(d, grids.get(d), output).write()).toList();
    }

    /** The images of one detector. */
    private final class OfDetector {

        private final Instrument instrument;
        private final Wcs grid;
        private final Path output;
        private final DatasetName name;
        private final List<Exposure> exposures;
        private final Map<String, Mosaic.ExposureNote> notes = new HashMap<>();

        OfDetector(String detector, Wcs grid, Path output) {
            this.instrument = Instrument.of(detector);
            this.grid = grid;
            this.output = output;
            this.name = visit.total(detector);
            this.exposures = visit.exposures().stream().filter(e -> e.detector().equals(detector)).toList();
        }

        Mosaic write() {
            Canvas total = new Canvas(grid);
            List<DrizzledImage.Input> inputs = new ArrayList<>();
            List<Path> filters = new ArrayList<>();
            for (String filter : exposures.stream().map(e -> FilterName.of(e.filters())).distinct().toList()) {
                Canvas canvas = new Canvas(grid);
                List<DrizzledImage.Input> used = drizzle(filter, canvas);
                if (!used.isEmpty()) {
                    filters.add(new DrizzledImage(name.withFilter(filter), canvas, used, drizzle).write(output));
                    total.add(canvas);
                    inputs.addAll(used);
                }
            }
            if (inputs.isEmpty()) {
                throw BadInput.file(visit.folder(), "no exposure of the detector " + instrument + " can be used ("
                        + reasons() + ")", "give at least one good exposure");
            }
            Path file = new DrizzledImage(name, total, inputs, drizzle).write(output);
            return new Mosaic(name, file, filters, exposures.stream().map(e -> notes.get(e.rootname())).toList());
        }

        private List<DrizzledImage.Input> drizzle(String filter, Canvas canvas) {
            List<DrizzledImage.Input> used = new ArrayList<>();
            for (Exposure exposure : exposures) {
                if (!FilterName.of(exposure.filters()).equals(filter)) {
                    continue;
                }
                if (exposure.exptime() == 0) {
                    note(exposure, filter, Double.NaN, "left out: its exposure time is 0");
                    continue;
                }
                ExposurePixels pixels = ExposurePixels.read(exposure, instrument.goodBits());
                if (pixels.good() == 0) {
                    note(exposure, filter, Double.NaN, "left out: it has no good pixel");
                    continue;
                }
                pixels.chips().forEach(chip -> drizzle.addTo(canvas, chip));
                used.add(DrizzledImage.Input.of(pixels));
                note(exposure, filter, pixels.sky(), "");
            }
            return used;
        }

        private void note(Exposure exposure, String filter, double sky, String text) {
            notes.put(exposure.rootname(),
                    new Mosaic.ExposureNote(exposure.rootname(), filter, exposure.exptime(), sky, text));
        }

        private String reasons() {
            return String.join(", ", exposures.stream()
                    .map(e -> e.rootname() + " " + notes.get(e.rootname()).note()).toList());
        }
    }
}
