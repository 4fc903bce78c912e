package org.mosaicworkbench.prep;

import org.mosaicworkbench.frames.Measures;

import java.util.List;
import java.util.stream.Stream;

/** Which numbers are measured of a dataset, beside its features. */
public final class MeasuredNumbers {

    /** The columns of the measured table in their order; {@code index} stands behind them. */
    public static final List<String> NAMES =
            Stream.concat(Measures.NAMES.stream(), Stream.of(Interfilter.NAME)).toList();

    /** Those that networks read, in order. A direction on the detector does not say whether something is wrong. */
    public static final List<String> READ = NAMES.stream().filter(name -> !name.endsWith("_angle")).toList();

    private MeasuredNumbers() {
    }
}
