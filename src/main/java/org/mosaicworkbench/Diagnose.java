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
 * Finds the mispointed exposures of a visit: which ones, by how much, and when the pointing changed.
 *
 * <pre>{@code
 * var diagnosis = Diagnose.visit(Path.of("visits/j8bt06")).run();
 * diagnosis.verdict();    // j8bt06d3q: off by (+3.02, -4.01) +- 0.01 px (0.126"), roll 0.000 deg; the other 3 agree
 * }</pre>
 *
 * <p>It compares the sources of the exposures at the positions that their headers give. No exposure is aligned, and no
 * file is written. Without exposures, it compares the single-exposure images next to a total image
 * ({@link Combine#single}), which have the same alignment as the mosaic. It then also reports stars that guiding drift
 * has trailed beyond the PSF. With a total image only, or if exposures cannot be compared, it looks for a ghost image
 * of the field by autocorrelation. That gives the offset between the two images, but not which of them is right. If
 * there is no ghost image, the result gives the faintest ghost image that would have been detected. Each detector is
 * treated separately. Offsets of up to 100 pixels and 3 degrees are found. Setting an option returns a new task.
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
     * @param folder folder of one visit, with exposures and optionally a poller file, or with total images and
     *     optionally single-exposure images; or a total image
     * @throws BadInput if it is null
     */
    public static Diagnose visit(Path folder) {
        Require.given("the folder of the visit", folder, "give the folder of its exposures, or a total image");
        return new Diagnose(new DiagnoseOptions().with(o -> o.folder = folder));
    }

    /** Recreates the task that produced a result. */
    static Diagnose again(Provenance making) {
        Path folder = making.needed(VisitComparison.ROLE);
        return visit(making.given(IMAGE, String.class).map(folder::resolve).orElse(folder))
                .limit(making.option("limit", Double.class))
                .theme(making.option("theme", Theme.class));
    }

    /** @return the default of each option, by option name */
    public static Map<String, Object> defaults() {
        return new DiagnoseOptions().byName();
    }

    /**
     * @param pixels largest offset, in pixels, at which exposures count as aligned, if it is measured accurately
     *     enough; by default 0.2, several times the offsets in visits with good guiding
     * @throws BadInput if it is not positive
     */
    public Diagnose limit(double pixels) {
        Require.aboveZero("the limit for the diagnosis", pixels, "pixels");
        return with(o -> o.limit = pixels);
    }

    /** @param look theme of the figures; by default {@link Theme#LIGHT} */
    public Diagnose theme(Theme look) {
        return with(o -> o.theme = look);
    }

    /** @param number number of worker threads, at least 1; by default one per core */
    public Diagnose threads(int number) {
        Require.atLeast(1, "threads", number);
        return with(o -> o.threads = number);
    }

    private Diagnose with(Consumer<DiagnoseOptions> change) {
        return new Diagnose(options.with(change));
    }

    /**
     * Compares the exposures.
     *
     * @return a diagnosis for each detector or total image, and the images without one
     * @throws BadInput if the folder holds no visit, an image cannot be read, or there is no diagnosis at all
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
     * Measures the relative alignment of the exposures of a mosaic, from the single-exposure images next to a total
     * image.
     *
     * @return {@link ExposureNumbers#NONE} for fewer than two exposures, or if the path given is not a total image; an
     *     exposure without an image counts as unknown
     * @throws BadInput if an image cannot be read
     */
    public ExposureNumbers numbers() {
        return comparison().numbers();
    }

    private VisitComparison comparison() {
        return new VisitComparison(options.folder, options.limit, options.theme, options.threads);
    }
}
