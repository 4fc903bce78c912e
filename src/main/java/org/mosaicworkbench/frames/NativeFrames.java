package org.mosaicworkbench.frames;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.frames.measure.Companions;
import org.mosaicworkbench.frames.measure.DoubleField;
import org.mosaicworkbench.frames.measure.Echo;
import org.mosaicworkbench.frames.measure.Examination;
import org.mosaicworkbench.frames.measure.FarField;
import org.mosaicworkbench.frames.measure.FrameMeasurements;
import org.mosaicworkbench.frames.measure.NativeSources;
import org.mosaicworkbench.frames.measure.Patch;
import org.mosaicworkbench.frames.measure.PixelGrid;
import org.mosaicworkbench.frames.measure.SecondImage;
import org.mosaicworkbench.frames.measure.SourceStack;
import org.mosaicworkbench.frames.measure.StarShape;
import org.mosaicworkbench.frames.measure.WeightHoles;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.visit.Detector;

/**
 * The three native frames of a dataset, drawn from its total image (or a filter image) and the catalogs next to it.
 * They show misalignments of a single pixel:
 * <ul>
 * <li><em>sources</em>: cut-outs of the 36 brightest unsaturated, isolated sources at the image's own resolution, 21 x
 * 21 pixels each, brightest first;</li>
 * <li><em>stack</em>: the median of up to 100 such sources, registered to a fraction of a pixel and enlarged six times,
 * which shows a doubled or smeared core above the noise of any individual source: orange where there is more light than
 * typical at that distance from the centre, blue where there is less;</li>
 * <li><em>echo</em>: the fraction of the light that is repeated at each offset up to 64 pixels. Red marks the offsets
 * at which most sources have a companion, blue those at which they have one after the best common rotation. A shifted
 * exposure shows as a pair of spots, whatever the scene, and a rolled one as a blue spot.</li>
 * </ul>
 * They are always 128 pixels wide and high, so that a network of that size reads the image's own pixels. Up is the
 * direction of increasing image rows. Mid grey means empty: no source, no data, no echo.
 */
public final class NativeFrames {

    private final DatasetImage image;
    private final String dataset;
    private final boolean redraw;

    private NativeFrames(DatasetImage image, String dataset, boolean redraw) {
        this.image = image;
        this.dataset = dataset;
        this.redraw = redraw;
    }

    /**
     * Creates the native frames of a drizzled image, named after it. Complete frames are kept.
     *
     * @param image a total or filter image, {@code hst_..._drz.fits} or {@code _drc.fits}, with its catalogs in the
     *     same folder
     * @throws BadInput if the file name is not that of a drizzled image
     */
    public static NativeFrames of(Path image) {
        return of(DatasetImage.of(image));
    }

    /** Creates the frames of an image that is also used for other frames; see {@link #of(Path)}. */
    public static NativeFrames of(DatasetImage image) {
        return new NativeFrames(image, image.name().toString(), false);
    }

    /**
     * Sets a different name for the frames.
     *
     * @param dataset name of the dataset; for a synthetic copy, the image's name plus the folder's suffix
     */
    public NativeFrames dataset(String dataset) {
        return new NativeFrames(image, dataset, redraw);
    }

    /**
     * @param redraw true to redraw existing frames; false to keep frames that are complete and not older than the image
     */
    public NativeFrames redraw(boolean redraw) {
        return new NativeFrames(image, dataset, redraw);
    }

    /**
     * The native frames of a dataset and their measurements.
     *
     * @param dataset the dataset's name
     * @param frames the three frames
     * @param drawn number of frames drawn in this call, 0 to 3; the remaining frames already existed and were complete
     * @param notes what could not be shown, one line each; empty if nothing was drawn
     * @param measures measurements of the frames, stored next to them in {@code _measured.csv}
     */
    public record Drawn(String dataset, Frames frames, int drawn, List<String> notes, FrameMeasurements measures)
            implements Displayable {

        /**
         * The three frames of a dataset.
         *
         * @param sources {@code <folder>/<dataset>/<dataset>_sources.png}
         * @param stack {@code _stack.png}
         * @param echo {@code _echo.png}
         */
        public record Frames(Path sources, Path stack, Path echo) {}

        public Drawn {
            notes = List.copyOf(notes);
        }

        /** @return the three files: sources, stack, echo */
        public List<Path> files() {
            return List.of(frames.sources(), frames.stack(), frames.echo());
        }

        /** Shows the three frames side by side. */
        @Override
        public Display display() {
            return FrameSet.row(FrameKind.NATIVE, number -> Frame.read(files().get(number)));
        }
    }

    /**
     * Draws the frames into {@code <folder>/<dataset>/}. Files are written atomically, and the same image and catalogs
     * give the same bytes. An existing file is kept if it is a complete PNG of 128 pixels and not older than the image.
     *
     * @param folder the folder of all datasets' frames, {@code img}; created if missing
     * @throws BadInput if the image or a catalog cannot be read, the image has no coordinate system, or the folder
     *     cannot be written
     */
    public Drawn draw(Path folder) {
        List<Path> files = FrameKind.NATIVE.files(folder, dataset);
        Path numbers = FileName.in(FileName.in(folder, dataset), dataset + MeasuredNumbers.ENDING);
        List<Path> wanted = files.stream()
                .filter(file -> redraw || !Png.isCurrent(file, NativePictures.SIZE, image.file()))
                .toList();
        Optional<FrameMeasurements> known = redraw ? Optional.empty() : FrameMeasurements.read(numbers);
        if (wanted.isEmpty() && known.isPresent()) {
            return new Drawn(
                    dataset, new Drawn.Frames(files.get(0), files.get(1), files.get(2)), 0, List.of(), known.get());
        }
        Look look = look();
        List<Frame> frames = look.frames();
        for (int i = 0; i < files.size(); i++) {
            if (wanted.contains(files.get(i))) {
                frames.get(i).write(files.get(i));
            }
        }
        FrameMeasurements measures = look.measures();
        measures.write(numbers);
        return new Drawn(
                dataset,
                new Drawn.Frames(files.get(0), files.get(1), files.get(2)),
                wanted.size(),
                look.notes(),
                measures);
    }

    /**
     * Renders the three frames in memory: sources, stack, echo.
     *
     * @throws BadInput as for {@link #draw}
     */
    public List<Frame> render() {
        return look().frames();
    }

    /**
     * Measures the frames.
     *
     * @throws BadInput as for {@link #draw}
     */
    public FrameMeasurements measure() {
        return look().measures();
    }

    /**
     * Searches for a duplicate image of the field, the signature of a misaligned exposure.
     *
     * @throws BadInput as for {@link #draw}
     */
    public SecondImage secondImage() {
        return look().second();
    }

    /** The image, its brightest sources and the measurements made in it. */
    private record Look(FitsImage image, List<Patch> patches, Examination seen, boolean weighted, double starWidth) {

        List<String> notes() {
            List<String> notes = new ArrayList<>();
            if (patches.isEmpty()) {
                notes.add("no bright, complete and unsaturated source");
            }
            if (seen.echo().scatter() == 0) {
                notes.add("no content that could have an echo");
            }
            if (!weighted) {
                notes.add("no weights (WHT): stars rejected as cosmic rays would go unnoticed");
            }
            return notes;
        }

        List<Frame> frames() {
            return List.of(
                    NativePictures.sources(patches),
                    NativePictures.stack(seen.stack()),
                    NativePictures.echo(seen.echo(), seen.companions(), seen.field()));
        }

        SecondImage second() {
            return SecondImage.of(seen, image.pixels(), image.width(), measures());
        }

        FrameMeasurements measures() {
            return FrameMeasurements.of(seen, starWidth);
        }
    }

    private Look look() {
        FitsImage pixels = image.science();
        // Computing the echo is half of the work and does not depend on the rest.
        CompletableFuture<Echo> echo =
                CompletableFuture.supplyAsync(() -> Echo.of(pixels.pixels(), pixels.width(), pixels.height()));
        StarShape star = StarShape.of(Detector.of(image.name().detector()));
        List<Patch> patches = patches(pixels, star);
        SourceStack stack = SourceStack.of(patches);
        Echo companions = Companions.of(stack, pixels.pixels(), pixels.width(), pixels.height());
        DoubleField field = DoubleField.of(stack, star, pixels.pixels(), pixels.width(), pixels.height());
        FarField far = FarField.of(stack, star, pixels.pixels(), pixels.width(), pixels.height());
        Optional<PixelGrid> weights = weights(pixels);
        WeightHoles holes = weights.map(grid -> WeightHoles.of(stack, grid)).orElse(WeightHoles.NONE);
        Examination seen = new Examination(stack, echo.join(), companions, field, far, holes);
        return new Look(pixels, patches, seen, weights.isPresent(), star.width());
    }

    /** The weight map; empty if the file has none of the same size as the science image. */
    private Optional<PixelGrid> weights(FitsImage pixels) {
        return image.weights()
                .filter(weights -> weights.width() == pixels.width() && weights.height() == pixels.height())
                .map(weights -> new PixelGrid(weights.pixels(), weights.width(), weights.height()));
    }

    private List<Patch> patches(FitsImage pixels, StarShape star) {
        try {
            return NativeSources.of(pixels, star, image.points(), image.segments());
        } catch (NoWcs e) {
            throw image.withoutWcs(e);
        }
    }

    @Override
    public String toString() {
        return "NativeFrames of " + dataset;
    }
}
