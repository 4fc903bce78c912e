package org.mosaicworkbench.corrupt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.VisitCombination;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * Combines the exposures of copies into mosaics, in the copies' folders. A copy that was already combined with the same
 * options is kept: {@code success.txt} in its folder records the options, {@code error.txt} the reason for a failure.
 *
 * @param align alignment mode of the exposures
 * @param reject cosmic-ray rejection
 * @param wanted whether to combine copies
 */
public record CopyProcessing(AlignMode align, CosmicRayRejection reject, boolean wanted) {

    private static final String SUCCESS = "success.txt";
    private static final String ERROR = "error.txt";
    /** Bytes of memory needed per byte of an exposure's file: for its pixels and two output images of the same size. */
    private static final long MEMORY_BY_SIZE = 6;

    private static final long MEMORY_AT_LEAST = 64L << 20;
    private static final int PACKED = 3;

    /**
     * Combines as many copies at once as memory allows.
     *
     * @return the copies that could be combined
     */
    List<SyntheticVisit> process(List<SyntheticVisit> copies, CopyStages stages) {
        int atOnce = stages.atOnce(
                copies.stream().mapToLong(CopyProcessing::memory).max().orElse(0));
        int threads = Math.max(1, stages.threads() / atOnce);
        EachDataset<SyntheticVisit> processing =
                EachDataset.of("processing", Failure.Stage.PROCESS, SyntheticVisit::name);
        return stages.each(processing.threads(atOnce), copies, copy -> copy.alone(() -> process(copy, threads)));
    }

    private SyntheticVisit process(SyntheticVisit copy, int threads) {
        Path success = copy.folder().resolve(SUCCESS);
        Path error = copy.folder().resolve(ERROR);
        try {
            if (Files.exists(success) && Files.readString(success).equals(account())) {
                return copy;
            }
            copy.removeProducts();
            new VisitCombination(copy.folder(), copy.folder(), align, reject, true, threads).run();
            Files.deleteIfExists(error);
            WholeFile.writeText(success, account());
            return copy;
        } catch (BadInput e) {
            WholeFile.writeText(error, e.getMessage());
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(copy.folder() + ": " + e.getMessage(), e);
        }
    }

    private String account() {
        return "success\nalign " + align.name().toLowerCase(Locale.ROOT) + "\n"
                + (reject == CosmicRayRejection.ALIGNED ? "" : "reject " + reject + "\n");
    }

    /** The memory needed to combine a copy, in bytes. */
    private static long memory(SyntheticVisit copy) {
        try {
            long largest = 0;
            for (Path file : VisitFolders.list(copy.folder())) {
                boolean exposure = file.toString().matches(".*_fl[tc]\\.fits(\\.[gf]z)?");
                long unpacked = file.toString().matches(".*\\.[gf]z") ? PACKED : 1;
                largest = Math.max(largest, exposure ? Files.size(file) * unpacked : 0);
            }
            return MEMORY_AT_LEAST + MEMORY_BY_SIZE * largest;
        } catch (IOException e) {
            throw new UncheckedIOException(copy.folder() + ": " + e.getMessage(), e);
        }
    }
}
