package org.mosaicworkbench.visit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of a visit that is not used in its mosaic.
 *
 * @param exposure the exposure in the file
 * @param why the reason, such as "its exposure time is 0"
 */
public record LeftOut(Exposure exposure, String why) {

    /**
     * @return an addition to a sentence: "; left out: x_flt.fits (its exposure time is 0)"; empty if there are no files
     */
    public static String remark(List<LeftOut> files) {
        return files.isEmpty()
                ? ""
                : "; left out: " + files.stream().map(LeftOut::toString).collect(Collectors.joining(", "));
    }

    /**
     * States in one line why the file is left out: "left out: its exposure time is 0".
     *
     * @param used the exposures that are used; if the file is another version of one of these, the line includes its
     *     name
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
