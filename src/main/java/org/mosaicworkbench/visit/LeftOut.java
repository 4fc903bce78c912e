package org.mosaicworkbench.visit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of a visit that is not used in its mosaic.
 *
 * @param exposure that is left out
 * @param why      such as "its exposure time is 0"
 */
public record LeftOut(Exposure exposure, String why) {

    /** @return what to add behind a sentence: "; left out: x_flt.fits (its exposure time is 0)"; nothing for none */
    public static String remark(List<LeftOut> files) {
        return files.isEmpty()
                ? ""
                : "; left out: " + files.stream().map(LeftOut::toString).collect(Collectors.joining(", "));
    }

    /**
     * What became of the file, in one line: "left out: its exposure time is 0".
     *
     * @param used those that are used; a further file of one of them is named
     */
    public String note(List<Exposure> used) {
        boolean further = used.stream().anyMatch(one -> one.rootname().equals(exposure.rootname()));
        return "left out: " + (further ? exposure.file().getFileName() + ", " : "") + why;
    }

    @Override
    public String toString() {
        return exposure.file().getFileName() + " (" + why + ")";
    }
}
