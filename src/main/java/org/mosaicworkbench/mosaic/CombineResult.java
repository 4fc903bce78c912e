package org.mosaicworkbench.mosaic;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.task.TaskResult;

/**
 * What was made of a visit by combining its exposures.
 *
 * @param folder  the visit's folder
 * @param output  the folder that the products stand in
 * @param poller  the poller file that lists the exposures, given or made
 * @param mosaics one for each detector; none where another program made the products
 * @param totals  the total images, one for each detector
 */
public record CombineResult(Path folder, Path output, Path poller, List<Mosaic> mosaics, List<Path> totals)
        implements TaskResult {

    public CombineResult {
        mosaics = List.copyOf(mosaics);
        totals = List.copyOf(totals);
    }

    /** @return a readable account: files, and a line for each exposure */
    @Override
    public String toString() {
        String made = mosaics.isEmpty()
                ? totals.stream()
                        .map(total -> "  total image   " + total.getFileName())
                        .collect(Collectors.joining("\n"))
                : mosaics.stream().map(Mosaic::toString).collect(Collectors.joining("\n"));
        return "Visit " + folder + ", products in " + output + "\n" + made;
    }
}
