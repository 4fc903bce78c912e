package org.mosaicworkbench;

import org.mosaicworkbench.mosaic.Mosaic;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link Process} made of a visit.
 *
 * @param folder  the visit's folder
 * @param output  the folder that the products stand in
 * @param poller  the poller file that lists the exposures, given or made
 * @param mosaics one for each detector
 */
public record ProcessResult(Path folder, Path output, Path poller, List<Mosaic> mosaics) {

    public ProcessResult {
        mosaics = List.copyOf(mosaics);
    }

    /** @return the total images, one for each detector */
    public List<Path> totals() {
        return mosaics.stream().map(Mosaic::total).toList();
    }

    /** @return a readable account: files, and a line for each exposure */
    @Override
    public String toString() {
        return "Visit " + folder + ", poller file " + poller + "\n"
                + mosaics.stream().map(Mosaic::toString).collect(Collectors.joining("\n"));
    }
}
