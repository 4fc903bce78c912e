package org.mosaicworkbench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.ExternalCommand;
import org.mosaicworkbench.mosaic.Mosaic;
import org.mosaicworkbench.mosaic.VisitMosaic;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.visit.Visit;

/**
 * Combines the exposures of a visit into its single-visit mosaics (SVM): for each detector a total image, one for
 * every filter, and one for every exposure, drizzled north up on one grid.
 *
 * <pre>{@code
 * var result = Combine.visit(Path.of("visits/j8bt06")).output(out).run();
 * }</pre>
 */
public final class Combine {

    private final Path folder;
    private final Path output;
    private final AlignMode align;
    private final CosmicRayRejection reject;
    private final boolean single;
    private final Optional<ExternalCommand> external;
    private final int threads;

    private Combine(
            Path folder,
            Path output,
            AlignMode align,
            CosmicRayRejection reject,
            boolean single,
            Optional<ExternalCommand> external,
            int threads) {
        this.folder = folder;
        this.output = output;
        this.align = align;
        this.reject = reject;
        this.single = single;
        this.external = external;
        this.threads = threads;
    }

    /**
     * A visit to process.
     *
     * @param folder holds the exposures ({@code *_flt.fits}, {@code *_flc.fits}, also gzipped) and, where only some
     *               of them belong, a poller file {@code <visit>_input.out}
     */
    public static Combine visit(Path folder) {
        return new Combine(
                folder, folder, AlignMode.FULL, CosmicRayRejection.ALIGNED, true, Optional.empty(), Parallel.cores());
    }

    /** @return this with another folder for the products; without it they are written beside the exposures */
    public Combine output(Path folder) {
        return new Combine(this.folder, folder, align, reject, single, external, threads);
    }

    /**
     * How far the exposures are aligned: with each other and to the reference catalog
     * ({@code *_<detector>_*G*_ref_cat.ecsv} in the visit's folder) as single-visit processing does, with each other
     * only, or not at all, so that a wrong pointing stays visible.
     *
     * @return this with another alignment; without it everything is aligned
     */
    public Combine align(AlignMode mode) {
        return new Combine(folder, output, mode, reject, single, external, threads);
    }

    /** @return this with cosmic rays taken out or not; without it they are unless the alignment is switched off */
    public Combine reject(CosmicRayRejection wanted) {
        return new Combine(folder, output, align, wanted, single, external, threads);
    }

    /**
     * @return this with or without an image of every exposure; without it they are made, as single-visit processing
     *         does: they tell best which exposure is off ({@link Diagnose}, {@link Prep}), and take as much room each
     *         as the total
     */
    public Combine single(boolean wanted) {
        return new Combine(folder, output, align, reject, wanted, external, threads);
    }

    /**
     * Has another program make the products, such as {@code runsinglehap {poller}}: it runs in the output folder, and
     * what it says is kept in {@code <visit>_external.log} there.
     *
     * @param command the program and its arguments, separated by blanks; {@code {poller}} stands for the poller file
     * @param timeOut after which it is ended
     */
    public Combine external(String command, Duration timeOut) {
        return new Combine(
                folder, output, align, reject, single, Optional.of(new ExternalCommand(command, timeOut)), threads);
    }

    /** @return this with another number of threads; the products are the same with any */
    public Combine threads(int number) {
        return new Combine(folder, output, align, reject, single, external, number);
    }

    /**
     * Does the work. Products that are there already are replaced.
     *
     * @throws BadInput when the folder, an exposure or the output folder cannot be worked with, or the memory does not
     *                  suffice; nothing is written then but what was complete before
     */
    public CombineResult run() {
        Visit visit = Visit.read(folder);
        VisitMosaic work = new VisitMosaic(visit, Drizzle.standard().threads(threads), align, reject, single);
        requireWritable(output);
        WholeFile.removeLeftovers(output);
        Path poller = givenPoller()
                .orElseGet(() ->
                        visit.poller().write(output.resolve(visit.pollerFile().getFileName())));
        if (external.isPresent()) {
            List<Path> totals = external.get().run(visit, poller, output);
            return new CombineResult(folder, output, poller, List.of(), totals);
        }
        List<Mosaic> mosaics = withinMemory(() -> work.write(output));
        return new CombineResult(
                folder,
                output,
                poller,
                mosaics,
                mosaics.stream().map(Mosaic::total).toList());
    }

    private <R> R withinMemory(Supplier<R> work) {
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            throw BadInput.file(
                    folder,
                    "is too large for the memory: Java may have "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB",
                    "give it more, as with JAVA_TOOL_OPTIONS=-Xmx4g");
        }
    }

    private Optional<Path> givenPoller() {
        try (DirectoryStream<Path> pollers = Files.newDirectoryStream(folder, "*_input.out")) {
            Iterator<Path> each = pollers.iterator();
            return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "ask for the permission to read it");
        }
    }

    private static void requireWritable(Path output) {
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            throw cannotBeWritten(output);
        }
        if (!Files.isWritable(output)) {
            throw cannotBeWritten(output);
        }
    }

    private static BadInput cannotBeWritten(Path output) {
        return BadInput.file(
                output, "cannot be written as an output folder", "choose a folder that you may write to, not a file");
    }
}
