package org.mosaicworkbench.frames;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.notebook.Picture;

/**
 * The first frame of each of many datasets on one sheet.
 *
 * @param places folders and files with the frames
 * @param side longer side of each frame, pixels
 * @param most maximum number of datasets
 */
public record FrameSheet(FramePlaces places, int side, int most) {

    private static final int ACROSS = 5;
    private static final String REMEDY = "give the predictions.csv written by predict";

    /**
     * Draws the datasets of a table, the highest probability first.
     *
     * @param predictions a table with {@code index} and {@code y_proba}; without {@code y_proba}, its own order is kept
     * @throws BadInput if the table cannot be read or none of its datasets has frames
     */
    public Picture of(Path predictions) {
        return of(ranked(predictions), predictions.toString());
    }

    /**
     * Draws datasets in the given order.
     *
     * @throws BadInput if none of them has frames
     */
    public Picture of(List<String> datasets) {
        return of(
                datasets.stream()
                        .map(dataset -> new Ranked(dataset, Double.NaN))
                        .toList(),
                "the list");
    }

    private record Ranked(String dataset, double probability) {

        String caption() {
            String[] words = dataset.split("_", 7);
            String brief = words.length == 7 ? words[4] + " " + words[6] : dataset;
            return Double.isNaN(probability) ? brief : String.format(Locale.ROOT, "%.2f %s", probability, brief);
        }
    }

    private Picture of(List<Ranked> datasets, String from) {
        List<Picture> thumbnails = new ArrayList<>();
        String problem = "it has no rows";
        for (Ranked ranked : datasets) {
            if (thumbnails.size() == most) {
                break;
            }
            try {
                thumbnails.add(
                        Picture.of(places.frames(ranked.dataset, side).get(0).image(), ranked.caption()));
            } catch (BadInput e) {
                problem = "the first problem: " + e.getMessage();
            }
        }
        if (thumbnails.isEmpty()) {
            throw new BadInput(from + ": none of its datasets has frames; " + problem);
        }
        return Picture.grid(Math.min(ACROSS, thumbnails.size()), thumbnails.toArray(Picture[]::new))
                .caption(thumbnails.size() + " of " + Count.of(datasets.size(), "dataset")
                        + (Double.isNaN(datasets.get(0).probability) ? "" : ", the highest probability first"));
    }

    /** Sorts by decreasing probability, missing values last and ties in the table's order. */
    private static List<Ranked> ranked(Path table) {
        CsvTable predictions = CsvTable.read(table, REMEDY, "predict again").require(List.of("index"), REMEDY);
        boolean judged = predictions.has("y_proba");
        List<Ranked> ranked = predictions.rows().stream()
                .map(row -> new Ranked(row.name("index"), judged ? row.numberOrNaN("y_proba") : Double.NaN))
                .toList();
        return ranked.stream()
                .sorted(Comparator.comparingDouble(r -> Double.isNaN(r.probability) ? 1 : -r.probability))
                .toList();
    }
}
