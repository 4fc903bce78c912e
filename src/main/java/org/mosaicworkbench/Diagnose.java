package org.mosaicworkbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.ExposureNumbers;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;

/**
 * Says which exposure of a visit points elsewhere than the others, by how much, and since when.
 *
 * <pre>{@code
 * var diagnosis = Diagnose.visit(Path.of("visits/j8bt06")).run();
 * diagnosis.verdict();    // j8bt06d3q: off by (+3.02, -4.01) +- 0.01 px (0.126"), roll 0.000 deg; the other 3 agree
 * }</pre>
 *
 * <p>The exposures' own sources are compared, with the headers as they are; nothing is aligned and nothing is written.
 * Where there is no exposure but a total image and the images of single exposures that processing leaves beside it
 * ({@link Combine#single}), these are compared: as the mosaic has them, aligned or not, and where stars are trailed by
 * a drift of the guiding, beyond what their star image explains, the verdict says so. Of a total image alone the echo
 * tells how far a second image of the field is from the first, though not which of both is right; it is looked for too
 * where the exposures cannot be compared. An image in which nothing is there twice is an answer too; it says how faint
 * a second image would have been found.
 * Exposures of one detector are compared with each other, up to 100 pixels and 3 degrees apart; those of several
 * detectors apart. An option returns a new task.
 */
public final class Diagnose {

    private static final String IMAGE = "image";

    private final DiagnoseOptions options;

    /** All options with their defaults. */
    private static final class DiagnoseOptions extends Options<DiagnoseOptions> {

        private Path folder;
        private double limit = VisitComparison.LIMIT;
        private Theme theme = Theme.LIGHT;
        private int threads = Parallel.cores();

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("limit", limit);
            all.put("theme", theme);
            all.put("threads", threads);
            return all;
        }
    }

    private Diagnose(DiagnoseOptions options) {
        this.options = options;
    }

    /**
     * @param folder of one visit: exposures, with or without a poller file, or without exposures its total images, with
     *               or without images of single exposures; or a total image
     * @throws BadInput when it is null
     */
    public static Diagnose visit(Path folder) {
        Require.given("the folder of the visit", folder, "name the folder of its exposures, or a total image");
        return new Diagnose(new DiagnoseOptions().with(o -> o.folder = folder));
    }

    /** The task that made a result. */
    static Diagnose again(Provenance making) {
        Path folder = making.needed(VisitComparison.ROLE);
        return visit(making.given(IMAGE, String.class).map(folder::resolve).orElse(folder))
                .limit(making.option("limit", Double.class))
                .theme(making.option("theme", Theme.class));
    }

    /** @return every option by its name with its default */
    public static Map<String, Object> defaults() {
        return new DiagnoseOptions().byName();
    }

    /**
     * @param pixels up to which exposures count as agreeing, where they are measured well enough; by default 0.2,
     *               several times what exposures of good guiding differ by
     * @throws BadInput when it is not above 0
     */
    public Diagnose limit(double pixels) {
        Require.aboveZero("the limit of a diagnosis", pixels, "pixels");
        return with(o -> o.limit = pixels);
    }

    /** @param look of the figures; by default {@link Theme#LIGHT} */
    public Diagnose theme(Theme look) {
        return with(o -> o.theme = look);
    }

    /** @param number of exposures that are read at once, at least 1; by default one for each core */
    public Diagnose threads(int number) {
        Require.atLeast(1, "threads", number);
        return with(o -> o.threads = number);
    }

    private Diagnose with(Consumer<DiagnoseOptions> change) {
        return new Diagnose(options.with(change));
    }

    /**
     * Does the work.
     *
     * @return a diagnosis for each detector, or of each total image, and those about which nothing can be said
     * @throws BadInput when the folder is no visit's, an image cannot be read, or nothing can be said at all
     */
    public DiagnoseResult run() {
        VisitComparison comparison = comparison();
        DiagnoseResult result = comparison.run();
        Map<String, Object> all = options.byName();
        if (Files.isRegularFile(options.folder)) {
            all.put(IMAGE, options.folder.getFileName().toString());
        }
        return result.by(Provenance.of(DiagnoseResult.TASK, all, List.of(comparison.input()))
                .without("threads"));
    }

    /**
     * The relative alignment of the exposures of a mosaic as numbers, from the images of single exposures beside a total
     * image.
     *
     * @return {@link ExposureNumbers#NONE} where there are fewer than two, or this is not a total image; an exposure in
     *         the mosaic without an image counts as unknown
     * @throws BadInput when one of them cannot be read
     */
    public ExposureNumbers numbers() {
        return comparison().numbers();
    }

    private VisitComparison comparison() {
        return new VisitComparison(options.folder, options.limit, options.theme, options.threads);
    }
}
