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
 * Fetches visits from the Hubble archive (MAST): their single-visit mosaics, their exposures, or all their files, each
 * visit into a folder of its own. Files that are there already are not fetched again, and an interrupted download resumes.
 * Public data need no account; for other data set the environment variable {@code MAST_API_TOKEN}.
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
        /** Null for the archive itself, which is looked up when the task runs. */
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
     * Visits by their names.
     *
     * @param names each a visit ({@code j8bt06}, {@code hst_9019_06}), an exposure or product, which stands for its
     *              visit, a proposal's number ({@code 9019}), or a list file with one of these a line
     */
    public static Fetch visit(String... names) {
        return new Fetch(new FetchOptions().with(o -> o.names = List.of(names)));
    }

    /** @return every option by its name with its default */
    public static Map<String, Object> defaults() {
        return new FetchOptions().byName();
    }

    /**
     * @param name as proposers gave it, or a name whose place the archive knows
     * @return this with all visits of a target too
     */
    public Fetch target(String name) {
        return with(o -> o.targets = more(o.targets, name));
    }

    /**
     * @param ra  degrees, 0 to 360
     * @param dec degrees, -90 to 90
     * @return this with all visits around a place too
     */
    public Fetch position(double ra, double dec) {
        return with(o -> o.positions = more(o.positions, new SkyPoint(ra, dec)));
    }

    /** @param degrees around a position or target, above 0 and at most 0.5; by default 0.05 */
    public Fetch radius(double degrees) {
        return with(o -> o.radius = degrees);
    }

    /** @param folder that holds the visits' folders; by default {@code visits} */
    public Fetch output(Path folder) {
        Require.given("the output folder", folder, "name the folder of the visits' folders");
        return with(o -> o.output = folder);
    }

    /** @param wanted which files of each visit; by default its mosaics with what is needed to judge them */
    public Fetch level(FetchLevel wanted) {
        return with(o -> o.level = wanted);
    }

    /**
     * @param size {@code 500 MB}, {@code 100 GB} and the like; where there is more, nothing is fetched; by default 20 GB
     * @throws org.mosaicworkbench.io.BadInput for another text
     */
    public Fetch maxSize(String size) {
        DataSize most = DataSize.of("the most that may be fetched", size);
        return with(o -> o.maxSize = most);
    }

    /** @param other its addresses, and how long it is waited for */
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
     * Does the work.
     *
     * @return the visits that are there whole, and those of which something is missing
     * @throws org.mosaicworkbench.io.BadInput when a name is none, nothing can be fetched, it is more than allowed, or the disk is full
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
