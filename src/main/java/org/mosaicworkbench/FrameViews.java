package org.mosaicworkbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.nn.Augmented;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.visit.DatasetName;

/**
 * Looks at the frames of datasets: one large, a dataset beside its augmented form or its synthetic copy, many on one
 * sheet. Options return a changed copy.
 *
 * <pre>{@code
 * var views = FrameViews.of(prep.img());
 * views.large("hst_12286_38_wfc3_ir_total_ibl738");
 * views.kind(FrameKind.NATIVE).large("hst_12286_38_wfc3_ir_total_ibl738");
 * views.sheet(Path.of("predictions/predictions.csv"));
 * }</pre>
 */
public final class FrameViews {

    private static final int LARGE = 384;
    private static final int PAIRED = 256;
    private static final int THUMBNAIL = 150;
    private static final int MOST = 40;
    private static final int ACROSS = 5;
    private static final int LARGEST = 2048;
    private static final int SMALLEST = 16;
    /** On narrower frames there is no room for what the colours mean. */
    private static final int WORDY = 320;

    private static final String REMEDY = "name the predictions.csv that predict wrote";
    private static final Map<FrameKind, List<String>> COLOURS = Map.of(
            FrameKind.FIELD, List.of("field", "sources: points red, segments blue, flagged green", "references: cyan"),
            FrameKind.NATIVE,
                    List.of(
                            "sources: the brightest first",
                            "stack: orange more light than usual, blue less",
                            "echo: red companions of most, blue if turned, pink both"));

    private final List<Path> places;
    private final FrameKind kind;
    private final int size;
    private final int most;

    private FrameViews(List<Path> places, FrameKind kind, int size, int most) {
        this.places = List.copyOf(places);
        this.kind = kind;
        this.size = size;
        this.most = most;
    }

    /**
     * Views of frames of the field.
     *
     * @param img folders of frames or {@code .npz} files, as {@link FrameStore} knows them; a dataset is taken from the
     *            first that has it
     * @throws BadInput when none is named
     */
    public static FrameViews of(Path... img) {
        if (img.length == 0) {
            throw new BadInput("no folder of frames is named; name the folder img that prep wrote");
        }
        return new FrameViews(List.of(img), FrameKind.FIELD, 0, MOST);
    }

    /** @param which triplet of frames is looked at; by default {@link FrameKind#FIELD} */
    public FrameViews kind(FrameKind which) {
        return new FrameViews(places, which, size, most);
    }

    /**
     * @param pixels along the longer side of each frame; by default 384 for one dataset, 256 for two, 150 on a sheet
     * @throws BadInput when it is not 16 to 2048
     */
    public FrameViews size(int pixels) {
        if (pixels < SMALLEST || pixels > LARGEST) {
            throw new BadInput("size is " + pixels + "; it must be " + SMALLEST + " to " + LARGEST + " pixels");
        }
        return new FrameViews(places, kind, pixels, most);
    }

    /**
     * @param datasets on a sheet at most; by default 40
     * @throws BadInput when it is below 1
     */
    public FrameViews most(int datasets) {
        if (datasets < 1) {
            throw new BadInput("a sheet of at most " + datasets + " datasets; it must be at least 1");
        }
        return new FrameViews(places, kind, size, datasets);
    }

    /** A dataset's three frames side by side, in their own proportions, with what their colours mean. */
    public Picture large(String dataset) {
        List<Frame> frames = frames(dataset, sized(LARGE));
        List<String> captions = sized(LARGE) < WORDY ? kind.captions() : COLOURS.get(kind);
        return Picture.row(IntStream.range(0, frames.size())
                        .mapToObj(i -> Picture.of(frames.get(i).image(), captions.get(i)))
                        .toArray(Picture[]::new))
                .caption(dataset + ": " + String.join("; ", COLOURS.get(kind)));
    }

    /**
     * A dataset as it is, above, and as a training may see it, below: turned or mirrored, and a little brighter or
     * darker. Both are square, as networks read them.
     *
     * @param seed another seed, another form
     */
    public Picture augmented(String dataset, long seed) {
        int side = sized(PAIRED);
        FrameSet set = square(dataset, side);
        FrameSet other = Augmented.of(set, seed);
        return pair(
                dataset + ", augmented below",
                IntStream.range(0, 3).mapToObj(set::frame).toList(),
                IntStream.range(0, 3).mapToObj(other::frame).toList(),
                "augmented");
    }

    /**
     * A synthetic copy, below, and the dataset that it was made of, above.
     *
     * @param copy the copy's name; that of the original is the same without what the copy appends
     * @throws BadInput when it is no copy's name, or the frames of one of both are missing
     */
    public Picture synthetic(String copy) {
        DatasetName name = DatasetName.of(copy);
        if (name.suffix().isEmpty()) {
            throw new BadInput(
                    copy + " is no synthetic copy; a copy's name has the filter and the kind of its corruption "
                            + "behind the visit, as _f606w_all_stat");
        }
        String original = copy.substring(0, copy.length() - name.suffix().length() - 1);
        return pair(
                original + " and its copy " + name.suffix(),
                frames(original, sized(PAIRED)),
                frames(copy, sized(PAIRED)),
                "copy");
    }

    private Picture pair(String caption, List<Frame> above, List<Frame> below, String word) {
        return Picture.grid(
                        above.size(),
                        Stream.concat(
                                        IntStream.range(0, above.size())
                                                .mapToObj(i -> Picture.of(
                                                        above.get(i).image(),
                                                        kind.captions().get(i))),
                                        IntStream.range(0, below.size())
                                                .mapToObj(i -> Picture.of(
                                                        below.get(i).image(),
                                                        kind.captions().get(i) + ", " + word)))
                                .toArray(Picture[]::new))
                .caption(caption);
    }

    /**
     * The first frame of each of many datasets on one sheet, the most suspicious first.
     *
     * @param predictions a table with {@code index} and {@code y_proba}, as {@link Predict} writes it; where it has no
     *                    {@code y_proba} its own order is kept
     * @throws BadInput when it cannot be read or none of its datasets has frames
     */
    public Picture sheet(Path predictions) {
        return sheet(ranked(predictions), predictions.toString());
    }

    /**
     * The first frame of each of many datasets on one sheet, in their order.
     *
     * @throws BadInput when none of them has frames
     */
    public Picture sheet(List<String> datasets) {
        return sheet(
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

    private Picture sheet(List<Ranked> datasets, String from) {
        List<Picture> thumbnails = new ArrayList<>();
        String problem = "it has no rows";
        for (Ranked ranked : datasets) {
            if (thumbnails.size() == most) {
                break;
            }
            try {
                thumbnails.add(Picture.of(
                        frames(ranked.dataset, sized(THUMBNAIL)).get(0).image(), ranked.caption()));
            } catch (BadInput e) {
                problem = "the first problem: " + e.getMessage();
            }
        }
        if (thumbnails.isEmpty()) {
            throw new BadInput(from + ": none of its datasets has frames; " + problem);
        }
        return Picture.grid(Math.min(ACROSS, thumbnails.size()), thumbnails.toArray(Picture[]::new))
                .caption(thumbnails.size() + " of " + Count.of(datasets.size(), "dataset")
                        + (Double.isNaN(datasets.get(0).probability) ? "" : ", the most suspicious first"));
    }

    /** By falling probability, those without one last; equals in the table's order. */
    private static List<Ranked> ranked(Path table) {
        CsvTable predictions = CsvTable.read(table, REMEDY, "predict again").require(List.of("index"), REMEDY);
        boolean judged = predictions.has("y_proba");
        List<Ranked> ranked = predictions.rows().stream()
                .map(row -> new Ranked(row.text("index"), judged ? row.numberOrNaN("y_proba") : Double.NaN))
                .toList();
        return ranked.stream()
                .sorted(Comparator.comparingDouble(r -> Double.isNaN(r.probability) ? 1 : -r.probability))
                .toList();
    }

    private int sized(int usual) {
        return size == 0 ? usual : size;
    }

    /** In their own proportions where they stand as files, otherwise square. */
    private List<Frame> frames(String dataset, int side) {
        Path place = place(dataset);
        if (Files.isDirectory(place)) {
            for (Path folder : List.of(place, place.resolve("0"), place.resolve("1"))) {
                if (Files.isDirectory(folder.resolve(dataset))) {
                    return kind.files(folder, dataset).stream()
                            .map(file -> fitted(Frame.read(file), side))
                            .toList();
                }
            }
        }
        FrameSet set = square(dataset, side);
        return IntStream.range(0, 3).mapToObj(set::frame).toList();
    }

    private static Frame fitted(Frame frame, int side) {
        double scale = (double) side / Math.max(frame.width(), frame.height());
        return frame.resized((int) Math.max(1, Math.round(scale * frame.width())), (int)
                Math.max(1, Math.round(scale * frame.height())));
    }

    private FrameSet square(String dataset, int side) {
        try (FrameStore store = FrameStore.open(place(dataset), side)) {
            return store.read(dataset, kind);
        }
    }

    /** The first place that has the dataset; what is wrong with the first where none has it. */
    private Path place(String dataset) {
        String problem = "";
        for (Path place : places) {
            try (FrameStore store = FrameStore.open(place, SMALLEST)) {
                String own = store.problem(dataset, kind);
                if (own.isEmpty()) {
                    return place;
                }
                problem = problem.isEmpty() ? own : problem;
            }
        }
        throw new BadInput(problem);
    }

    @Override
    public String toString() {
        return "views of " + kind + " frames in " + places;
    }
}
