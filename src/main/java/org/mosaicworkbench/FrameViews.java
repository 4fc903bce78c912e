package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FramePlaces;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.frames.FrameSheet;
import org.mosaicworkbench.frames.FrameStore;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.AugmentedFrames;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.visit.DatasetName;

/**
 * Views the frames of datasets: enlarged, next to an augmented version or a misaligned copy, or many on a contact
 * sheet. Setting an option returns a new object.
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
    private static final int LARGEST = 2048;
    /** Minimum width of a frame, in pixels, to leave room for the legend. */
    private static final int WORDY = 320;

    private static final Map<FrameKind, List<String>> COLOURS = Map.of(
            FrameKind.FIELD, List.of("field", "sources: points red, segments blue, flagged yellow", "references: cyan"),
            FrameKind.NATIVE,
                    List.of(
                            "sources: the brightest first",
                            "stack: orange brighter than usual, blue fainter",
                            "echo: red companions, blue if rolled, violet both"));

    private final FrameViewsOptions options;

    /** All options with their defaults. */
    private static final class FrameViewsOptions extends Options<FrameViewsOptions> {

        private List<Path> places;
        private FrameKind kind = FrameKind.FIELD;
        /** Size in pixels; null for each view's default. */
        private Integer size;

        private int most = 40;

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("kind", kind);
            all.put("size", size);
            all.put("most", most);
            return all;
        }
    }

    private FrameViews(FrameViewsOptions options) {
        this.options = options;
    }

    /**
     * Views field frames.
     *
     * @param img folders of frames or {@code .npz} files, as read by {@link FrameStore}; a dataset is read from the
     *     first one that contains it
     * @throws BadInput if there is none
     */
    public static FrameViews of(Path... img) {
        if (img.length == 0) {
            throw new BadInput("no folder of frames is given; give the folder img that prep wrote");
        }
        return new FrameViews(new FrameViewsOptions().with(o -> o.places = List.of(img)));
    }

    /** @param which frames to view; by default {@link FrameKind#FIELD} */
    public FrameViews kind(FrameKind which) {
        return with(o -> o.kind = which);
    }

    /**
     * @param pixels length of the longer side of each frame; by default 384 for one dataset, 256 for two, 150 on a
     *     sheet
     * @throws BadInput if it is not between 16 and 2048
     */
    public FrameViews size(int pixels) {
        Require.within(FramePlaces.SMALLEST, LARGEST, "size", pixels, "pixels");
        return with(o -> o.size = pixels);
    }

    /**
     * @param datasets maximum number of datasets on a contact sheet; by default 40
     * @throws BadInput if it is below 1
     */
    public FrameViews most(int datasets) {
        if (datasets < 1) {
            throw new BadInput("the maximum number of datasets on a sheet is " + datasets + "; it must be at least 1");
        }
        return with(o -> o.most = datasets);
    }

    private FrameViews with(Consumer<FrameViewsOptions> change) {
        return new FrameViews(options.with(change));
    }

    /** The three frames of a dataset side by side, with a legend; their aspect ratio is preserved. */
    public Picture large(String dataset) {
        List<Frame> frames = places().frames(dataset, sized(LARGE));
        List<String> captions = sized(LARGE) < WORDY ? options.kind.captions() : COLOURS.get(options.kind);
        return Picture.row(IntStream.range(0, frames.size())
                        .mapToObj(i -> Picture.of(frames.get(i).image(), captions.get(i)))
                        .toArray(Picture[]::new))
                .caption(dataset + ": " + String.join("; ", COLOURS.get(options.kind)));
    }

    /**
     * Shows a dataset unchanged (top) and augmented as in training (bottom): rotated or mirrored, and a little brighter
     * or darker. Both are made square, as for the networks.
     *
     * @param seed random seed of the augmentation
     */
    public Picture augmented(String dataset, long seed) {
        int side = sized(PAIRED);
        FrameSet set = places().square(dataset, side);
        FrameSet other = AugmentedFrames.of(set, seed);
        return pair(
                dataset + ", augmented below",
                IntStream.range(0, 3).mapToObj(set::frame).toList(),
                IntStream.range(0, 3).mapToObj(other::frame).toList(),
                "augmented");
    }

    /**
     * A misaligned copy (bottom) and its original (top).
     *
     * @param copy name of the copy; that of the original is the same without the suffix
     * @throws BadInput if {@code copy} is not the name of a copy, or frames are missing
     */
    public Picture synthetic(String copy) {
        DatasetName name = DatasetName.of(copy);
        if (name.suffix().isEmpty()) {
            throw new BadInput(
                    copy + " is not a synthetic copy; the name of a copy ends in the filter and the kind of its "
                            + "corruption, such as _f606w_all_stat");
        }
        String original = copy.substring(0, copy.length() - name.suffix().length() - 1);
        return pair(
                original + " and its copy " + name.suffix(),
                places().frames(original, sized(PAIRED)),
                places().frames(copy, sized(PAIRED)),
                "copy");
    }

    private Picture pair(String caption, List<Frame> above, List<Frame> below, String word) {
        return Picture.grid(
                        above.size(),
                        Stream.concat(
                                        IntStream.range(0, above.size())
                                                .mapToObj(i -> Picture.of(
                                                        above.get(i).image(),
                                                        options.kind.captions().get(i))),
                                        IntStream.range(0, below.size())
                                                .mapToObj(i -> Picture.of(
                                                        below.get(i).image(),
                                                        options.kind.captions().get(i) + ", " + word)))
                                .toArray(Picture[]::new))
                .caption(caption);
    }

    /**
     * A contact sheet of the first frame of each dataset, in descending order of probability.
     *
     * @param predictions a table with {@code index} and {@code y_proba}, as {@link Predict} writes it; without
     *     {@code y_proba}, the order of the table is kept
     * @throws BadInput if the table cannot be read or none of its datasets has frames
     */
    public Picture sheet(Path predictions) {
        return sheet().of(predictions);
    }

    /**
     * A contact sheet of the first frame of each dataset, in order.
     *
     * @throws BadInput if none of the datasets has frames
     */
    public Picture sheet(List<String> datasets) {
        return sheet().of(datasets);
    }

    private FramePlaces places() {
        return new FramePlaces(options.places, options.kind);
    }

    private FrameSheet sheet() {
        return new FrameSheet(places(), sized(THUMBNAIL), options.most);
    }

    private int sized(int usual) {
        return options.size == null ? usual : options.size;
    }

    @Override
    public String toString() {
        return "views of " + options.kind + " frames in " + options.places;
    }
}
