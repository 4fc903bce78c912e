package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mosaicworkbench.archive.Archive;
import org.mosaicworkbench.fetch.ArchiveFetch;
import org.mosaicworkbench.fetch.FetchLevel;
import org.mosaicworkbench.fetch.FetchResult;
import org.mosaicworkbench.fetch.VisitNames;
import org.mosaicworkbench.fetch.Wanted;
import org.mosaicworkbench.io.DataSize;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Require;

/**
 * Fetches visits from the Hubble archive (MAST), each into a separate folder: single-visit mosaics, exposures, or all
 * files. Existing files are not fetched again, and an interrupted download resumes. Public data need no account; for
 * proprietary data, set the environment variable {@code MAST_API_TOKEN}.
 *
 * <pre>{@code
 * var fetched = Fetch.visit("j8bt06").output(Path.of("visits")).run();
 * var prep = Prep.of(fetched.output()).output(out).run();
 * }</pre>
 */
public final class Fetch {

    private final FetchOptions options;

    /** All options with their defaults. */
    private static final class FetchOptions extends Options<FetchOptions> {

        private List<String> names = List.of();
        private List<String> targets = List.of();
        private List<SkyPoint> positions = List.of();
        private Path output = Path.of("visits");
        private FetchLevel level = FetchLevel.PRODUCTS;
        private DataSize maxSize = new DataSize(20_000_000_000L);
        private double radius = 0.05;
        /** Null to use {@link Archive#standard}, which is then created when the task runs. */
        private Archive archive;

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("output", output);
            all.put("level", level);
            all.put("maxSize", maxSize.toString());
            all.put("radius", radius);
            return all;
        }

        List<Wanted> wanted() {
            List<Wanted> wanted = new ArrayList<>(VisitNames.named(names));
            targets.forEach(target -> wanted.add(new Wanted.Target(target, radius)));
            positions.forEach(place -> wanted.add(new Wanted.Around(place.ra(), place.dec(), radius)));
            return wanted;
        }
    }

    private Fetch(FetchOptions options) {
        this.options = options;
    }

    /**
     * Selects visits by name.
     *
     * @param names each a visit ({@code j8bt06}, {@code hst_9019_06}); an exposure or product, to fetch its whole
     *     visit; a proposal number ({@code 9019}); or a file with one of these per line
     */
    public static Fetch visit(String... names) {
        return new Fetch(new FetchOptions().with(o -> o.names = List.of(names)));
    }

    /** @return the default of each option, by option name */
    public static Map<String, Object> defaults() {
        return new FetchOptions().byName();
    }

    /**
     * @param name name of the target in the proposal, or a name that the archive can resolve
     * @return a task that also fetches all visits of a target
     */
    public Fetch target(String name) {
        return with(o -> o.targets = more(o.targets, name));
    }

    /**
     * @param ra right ascension, degrees, 0 to 360
     * @param dec declination, degrees, -90 to 90
     * @return a task that also fetches all visits around a position
     */
    public Fetch position(double ra, double dec) {
        return with(o -> o.positions = more(o.positions, new SkyPoint(ra, dec)));
    }

    /** @param degrees search radius around a position or target, above 0 and at most 0.5; by default 0.05 */
    public Fetch radius(double degrees) {
        return with(o -> o.radius = Wanted.Around.requireRadius(degrees));
    }

    /** @param folder output folder for the visits' folders; by default {@code visits} */
    public Fetch output(Path folder) {
        Require.given("the output folder", folder, "give the folder that contains the visits");
        return with(o -> o.output = folder);
    }

    /** @param wanted which files to fetch; by default the mosaics and what is needed to judge them */
    public Fetch level(FetchLevel wanted) {
        return with(o -> o.level = wanted);
    }

    /**
     * @param size maximum download size, such as {@code 500 MB} or {@code 100 GB}; anything larger is refused; by
     *     default 20 GB
     * @throws org.mosaicworkbench.io.BadInput if it is not a size
     */
    public Fetch maxSize(String size) {
        DataSize most = DataSize.of("the maximum download size", size);
        return with(o -> o.maxSize = most);
    }

    /** @param other archive to use instead of the default, with its addresses and time limits */
    public Fetch archive(Archive other) {
        return with(o -> o.archive = other);
    }

    private Fetch with(Consumer<FetchOptions> change) {
        return new Fetch(options.with(change));
    }

    private static <T> List<T> more(List<T> some, T one) {
        List<T> all = new ArrayList<>(some);
        all.add(one);
        return List.copyOf(all);
    }

    /**
     * Fetches the files.
     *
     * @return the complete visits, and those with missing files
     * @throws org.mosaicworkbench.io.BadInput if a name is invalid, nothing can be fetched, the download is too large,
     *                                         or the disk is full
     */
    public FetchResult run() {
        List<Wanted> wanted = options.wanted();
        if (wanted.isEmpty()) {
            throw VisitNames.none();
        }
        return new ArchiveFetch(
                        wanted,
                        options.output,
                        options.level,
                        options.maxSize,
                        options.archive == null ? Archive.standard() : options.archive)
                .run();
    }
}
