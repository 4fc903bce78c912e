package org.mosaicworkbench.prep;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.io.Count;

/** Warns about missing features, once for all datasets. */
final class MissingFeatures {

    private MissingFeatures() {}

    /** @return one line for each feature that is missing for some datasets */
    static List<String> warnings(List<Dataset> datasets) {
        return Stream.of(
                        line(
                                datasets,
                                Feature.NUMEXP,
                                dataset -> dataset.total().exposures(),
                                "the total image's header has no NUMEXP"),
                        line(
                                datasets,
                                Feature.POINT,
                                dataset -> dataset.sources().point(),
                                "no <dataset>_point-cat.ecsv next to the total image"),
                        line(
                                datasets,
                                Feature.SEGMENT,
                                dataset -> dataset.sources().segment(),
                                "no <dataset>_segment-cat.ecsv next to the total image"),
                        line(
                                datasets,
                                Feature.GAIA,
                                dataset -> dataset.sources().gaia(),
                                "no reference catalog *_<detector>_*G*_ref_cat.ecsv next to the total image"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> line(
            List<Dataset> datasets, Feature feature, Function<Dataset, Number> value, String why) {
        List<String> without = datasets.stream()
                .filter(dataset -> Double.isNaN(value.apply(dataset).doubleValue()))
                .map(Dataset::index)
                .toList();
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of(feature.column() + " is missing for " + Count.of(without.size(), "dataset") + " (" + why
                        + "): " + MessageLists.some(without));
    }
}
