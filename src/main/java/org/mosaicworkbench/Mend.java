package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.mosaicworkbench.check.CheckResult;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.mend.MendOutput;
import org.mosaicworkbench.mend.MendPlan;
import org.mosaicworkbench.mend.MendResult;
import org.mosaicworkbench.mend.MendedVisit;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;

/**
 * Mends a misaligned visit: copies its exposures, corrects the world coordinate systems (WCS) of the copies, combines
 * them, and judges the mosaic again.
 *
 * <pre>{@code
 * Mend.visit(Path.of("visits/j8bt06")).output(out).run();
 * Mend.visit(Path.of("visits/j8bt06")).keep("j8bt06nyq").output(out).run();    // if two groups are equally large
 * }</pre>
 *
 * <p>The majority is assumed to be right: exposures that disagree with the largest group of agreeing exposures are
 * corrected to match it, using the offsets that {@link Diagnose} measures. If two groups are equally large, the
 * exposure given with {@link #keep} or a reference catalog next to the exposures
 * ({@code *_<detector>_*G*_ref_cat.ecsv}) decides. An exposure that agrees with that group to within 0.2 pixels keeps
 * its header. The visit itself is never changed. Setting an option returns a new task.
 */
public final class Mend {

    private static final String VISIT = "visit";
    private static final String KEEP = "keep";
    private static final String HEADERS_ONLY = "headersOnly";

    private final MendOptions options;

    /** All options with their defaults. */
    private static final class MendOptions extends Options<MendOptions> {

        private Path folder;
        private Path output = Path.of("mended");
        private Set<String> keep = Set.of();
        private boolean headersOnly;
        private int threads = Parallel.cores();

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("output", output);
            all.put(KEEP, List.copyOf(new TreeSet<>(keep)));
            all.put(HEADERS_ONLY, headersOnly);
            all.put("threads", threads);
            return all;
        }
    }

    private Mend(MendOptions options) {
        this.options = options;
    }

    /**
     * Selects a visit to mend.
     *
     * @param folder folder with its exposures ({@code *_flt.fits}, {@code *_flc.fits}, gzipped or not), with or without
     *     a poller file
     */
    public static Mend visit(Path folder) {
        Require.given("the folder of the visit", folder, "give the folder of its exposures");
        return new Mend(new MendOptions().with(o -> o.folder = folder));
    }

    /** Recreates the task that produced a result, except for its output folder. */
    static Mend again(Provenance making) {
        return visit(making.needed(VISIT))
                .keep(making.option(KEEP, String[].class))
                .headersOnly(making.option(HEADERS_ONLY, Boolean.class));
    }

    /** @return the default of each option, by option name */
    public static Map<String, Object> defaults() {
        return new MendOptions().byName();
    }

    /**
     * @param folder output folder; by default {@code mended}; it must be new or empty, or hold the results of an
     *     earlier run for the same visit, which are replaced
     */
    public Mend output(Path folder) {
        Require.given("the output folder", folder, "give a folder for the results");
        return with(o -> o.output = folder);
    }

    /**
     * @param rootnames nine-character names of correct exposures, at most one per detector; each is held fixed with the
     *     exposures that agree with it, however few they are; by default the majority is assumed to be right
     */
    public Mend keep(String... rootnames) {
        return with(o -> o.keep = new TreeSet<>(Arrays.asList(rootnames)));
    }

    /** @param only true to correct headers without combining and judging mosaics; by default false */
    public Mend headersOnly(boolean only) {
        return with(o -> o.headersOnly = only);
    }

    /** @param number number of worker threads, at least 1; it does not change the results */
    public Mend threads(int number) {
        return with(o -> o.threads = Require.atLeast(1, "threads", number));
    }

    private Mend with(Consumer<MendOptions> change) {
        return new Mend(options.with(change));
    }

    /**
     * Mends the visit and writes to the output folder: the copy of the visit, {@code mended.csv}, shift files,
     * headerlets, the mosaics before and after the correction, and {@code mend.html}.
     *
     * @throws org.mosaicworkbench.io.BadInput if the visit cannot be used, the output cannot be written, or nothing can
     *                                         be mended, for instance because two groups are equally large and nothing
     *                                         shows which one is right
     */
    public MendResult run() {
        WholeFile.requireRoom(options.output);
        MendOutput.require(options.folder, options.output);
        MendPlan plan = MendPlan.of(options.folder, options.keep, options.threads);
        MendedVisit mended = MendedVisit.write(plan, options.output, options.threads);
        MendResult result = new MendResult(
                options.output,
                plan.found(),
                mended,
                options.headersOnly ? Optional.empty() : Optional.of(verdicts(mended)),
                plan.failures(),
                Provenance.of(
                                MendResult.TASK,
                                options.byName(),
                                List.of(InputFile.chosen(
                                        VISIT, options.folder, plan.visit().inputs())))
                        .without("threads"));
        if (!options.headersOnly) {
            Report.of(result).write(result.page());
        }
        return result;
    }

    private MendResult.Verdicts verdicts(MendedVisit mended) {
        return new MendResult.Verdicts(
                judged(options.folder, "before", CosmicRayRejection.ALIGNED),
                judged(mended.folder(), "after", CosmicRayRejection.ALWAYS));
    }

    /** Combines and checks the exposures with their headers as they are, without alignment. */
    private CheckResult judged(Path folder, String when, CosmicRayRejection reject) {
        Path mosaics = options.output.resolve(when);
        Combine.visit(folder)
                .align(AlignMode.NONE)
                .reject(reject)
                .threads(options.threads)
                .output(mosaics)
                .run();
        return Check.of(mosaics)
                .output(options.output.resolve("judged-" + when))
                .threads(options.threads)
                .run();
    }
}
