package org.mosaicworkbench.features;

import java.util.List;
import java.util.stream.Stream;
import org.mosaicworkbench.diagnose.ExposureNumbers;
import org.mosaicworkbench.frames.measure.FrameMeasurements;
import org.mosaicworkbench.prep.Interfilter;

/** Which numbers are measured of a dataset, beside its features. */
public final class Measurement {

    /** The columns of the measured table in their order; {@code index} stands behind them. */
    public static final List<String> NAMES = Stream.of(
                    FrameMeasurements.NAMES, List.of(Interfilter.NAME), ExposureNumbers.NAMES)
            .flatMap(List::stream)
            .toList();

    /** Those that networks read, in order. A direction on the detector does not say whether something is wrong. */
    public static final List<String> READ =
            NAMES.stream().filter(name -> !name.endsWith("_angle")).toList();

    /** Where among {@link #READ} those stand that only the images of single exposures tell. */
    public static final List<Integer> OF_EXPOSURES =
            ExposureNumbers.NAMES.stream().map(READ::indexOf).toList();

    private Measurement() {}
}
