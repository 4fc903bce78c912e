package org.mosaicworkbench.frames;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.sky.NoWcs;

/**
 * The three field frames of a dataset, drawn from its total image (or a filter image) and the catalogs next to it: the
 * plain field, the field with its point and segment sources, and the field with the reference catalog's sources. If the
 * folder holds several reference catalogs of the detector, one is drawn: GAIA takes precedence over GSC, then the
 * newest GAIA data release (eDR3 and DR3 count as the same) or the highest GSC number, then the first by file name.
 */
public final class FieldFrames {

    private final DatasetImage image;
    private final String dataset;
    private final int size;
    private final boolean redraw;

    private FieldFrames(DatasetImage image, String dataset, int size, boolean redraw) {
        this.image = image;
        this.dataset = dataset;
        this.size = size;
        this.redraw = redraw;
    }

    /**
     * Creates the frames of a drizzled image, named after it, with 512 pixels along the longer side. Complete frames of
     * that size are kept.
     *
     * @param image a total or filter image, {@code hst_..._drz.fits} or {@code _drc.fits}, with its catalogs in the
     *     same folder
     * @throws BadInput if the file name is not that of a drizzled image
     */
    public static FieldFrames of(Path image) {
        return of(DatasetImage.of(image));
    }

    /** Creates the frames of an image that is also used for other frames; see {@link #of(Path)}. */
    public static FieldFrames of(DatasetImage image) {
        return new FieldFrames(image, image.name().toString(), FieldPicture.DEFAULT_SIZE, false);
    }

    /**
     * Sets a different name for the frames.
     *
     * @param dataset name of the dataset; for a synthetic copy, the image's name plus the folder's suffix
     */
    public FieldFrames dataset(String dataset) {
        return new FieldFrames(image, dataset, size, redraw);
    }

    /**
     * Sets a different size.
     *
     * @param size pixels along the longer side, 16 to 8192
     * @throws BadInput if the size is out of range
     */
    public FieldFrames size(int size) {
        FieldPicture.requireSize(size);
        return new FieldFrames(image, dataset, size, redraw);
    }

    /**
     * @param redraw true to redraw existing frames; false to keep frames that are complete, have the requested size and
     *     are not older than the image
     */
    public FieldFrames redraw(boolean redraw) {
        return new FieldFrames(image, dataset, size, redraw);
    }

    /**
     * The frames drawn for a dataset.
     *
     * @param dataset the dataset's name
     * @param plain {@code <folder>/<dataset>/<dataset>.png}
     * @param source {@code _source.png}
     * @param gaia {@code _gaia.png}
     * @param drawn number of frames drawn in this call, 0 to 3; the remaining frames already existed, complete and of
     *     the right size
     * @param missingCatalogs names of the catalogs that are missing, or that have sources without a position
     *     ({@link #isUnplaced}) and thus without a circle; empty if nothing was drawn
     */
    public record Drawn(String dataset, Path plain, Path source, Path gaia, int drawn, List<String> missingCatalogs)
            implements Displayable {

        public Drawn {
            missingCatalogs = List.copyOf(missingCatalogs);
        }

        /**
         * @return whether an entry of {@code missingCatalogs} is for an existing catalog with sources that have no
         *     position
         */
        public static boolean isUnplaced(String catalog) {
            return catalog.endsWith(Catalogs.UNPLACED);
        }

        /** @return the three files: plain, source, gaia */
        public List<Path> files() {
            return List.of(plain, source, gaia);
        }

        /** Shows the three frames side by side. */
        @Override
        public Display display() {
            return FrameSet.row(FrameKind.FIELD, number -> Frame.read(files().get(number)));
        }
    }

    /**
     * Draws the frames into {@code <folder>/<dataset>/}. Files are written atomically, and the same image and catalogs
     * give the same bytes. An existing file is kept if it is a complete PNG of the requested size and not older than
     * the image. Anything else is redrawn: an empty or truncated file, a file that is not a PNG or has a different
     * size, and one whose image has changed since.
     *
     * @param folder the folder of all datasets' frames, {@code img}; created if missing
     * @throws BadInput if the image or a catalog cannot be read, the image has no coordinate system, or the folder
     *     cannot be written
     */
    public Drawn draw(Path folder) {
        List<Path> files = FrameKind.FIELD.files(folder, dataset);
        List<Path> wanted = files.stream()
                .filter(file -> redraw || !Png.isCurrent(file, size, image.file()))
                .toList();
        List<String> missing = new ArrayList<>();
        if (!wanted.isEmpty()) {
            List<Frame> frames = render(missing);
            for (int i = 0; i < files.size(); i++) {
                if (wanted.contains(files.get(i))) {
                    frames.get(i).write(files.get(i));
                }
            }
        }
        return new Drawn(dataset, files.get(0), files.get(1), files.get(2), wanted.size(), missing);
    }

    /**
     * Renders the three frames in memory: plain, source, gaia.
     *
     * @throws BadInput as for {@link #draw}
     */
    public List<Frame> render() {
        return render(new ArrayList<>());
    }

    private List<Frame> render(List<String> missing) {
        List<Source> points = image.points();
        List<Source> segments = image.segments();
        List<Source> references = image.references();
        missing.addAll(image.missing());
        FieldPicture picture = picture();
        return List.of(picture.plain(), picture.sources(points, segments), picture.references(references));
    }

    private FieldPicture picture() {
        try {
            return FieldPicture.of(image.science(), size);
        } catch (NoWcs e) {
            throw image.withoutWcs(e);
        }
    }

    @Override
    public String toString() {
        return "FieldFrames of " + dataset + " at " + size + " pixels";
    }
}
