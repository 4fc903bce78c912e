package org.mosaicworkbench.mosaic;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.visit.Visit;

/**
 * The combination of one visit's exposures into its mosaics, from the visit's folder to the products' folder. Existing
 * products are replaced.
 *
 * @param folder the visit's folder with its exposures and, if only some of them belong to the visit, a poller file
 * @param output the folder for the products; it is created if necessary
 * @param align the alignment to apply first
 * @param reject when exposures are compared to reject cosmic rays
 * @param single whether each exposure's own image is written
 * @param threads number of worker threads; it does not affect the products
 */
public record VisitCombination(
        Path folder, Path output, AlignMode align, CosmicRayRejection reject, boolean single, int threads) {

    /**
     * Combines the exposures.
     *
     * @throws BadInput if the folder, an exposure or the output folder cannot be used, or there is not enough memory;
     *     in that case only files that were already complete remain
     */
    public CombineResult run() {
        Visit visit = Visit.read(folder);
        VisitMosaic work = new VisitMosaic(visit, Drizzle.standard().threads(threads), align, reject, single);
        Path poller = prepared(visit);
        List<Mosaic> mosaics = withinMemory(() -> work.write(output));
        List<Path> totals =
                mosaics.stream().map(mosaic -> mosaic.images().total()).toList();
        return new CombineResult(folder, output, poller, mosaics, totals, Optional.empty());
    }

    /**
     * Lets another program make the products, with its own alignment and cosmic-ray rejection.
     *
     * @throws BadInput if the folder or the output folder cannot be used, or the program fails
     */
    public CombineResult run(ExternalCommand program) {
        Visit visit = Visit.read(folder);
        Path poller = prepared(visit);
        return new CombineResult(
                folder, output, poller, List.of(), program.run(visit, poller, output), Optional.empty());
    }

    /** @return the poller file: the visit's own, or one that is written next to the products */
    private Path prepared(Visit visit) {
        requireWritable();
        WholeFile.removeLeftovers(output);
        return givenPoller()
                .orElseGet(() ->
                        visit.poller().write(output.resolve(visit.pollerFile().getFileName())));
    }

    private <R> R withinMemory(Supplier<R> work) {
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            throw BadInput.file(
                    folder,
                    "does not fit in memory: Java may use "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB",
                    "give it more, for example with JAVA_TOOL_OPTIONS=-Xmx4g");
        }
    }

    private Optional<Path> givenPoller() {
        try (DirectoryStream<Path> pollers = Files.newDirectoryStream(folder, "*_input.out")) {
            Iterator<Path> each = pollers.iterator();
            return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "check its permissions");
        }
    }

    private void requireWritable() {
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            throw cannotBeWritten();
        }
        if (!Files.isWritable(output)) {
            throw cannotBeWritten();
        }
    }

    private BadInput cannotBeWritten() {
        return BadInput.file(
                output, "cannot be written as an output folder", "choose a folder that you can write to, not a file");
    }
}
