package org.mosaicworkbench.review;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.baseline.FeatureMatrix;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.dataset.GivenLabels;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;

/** Chooses the datasets of a folder to label next, from all available information and the labels so far. */
final class NextDatasets {

    private NextDatasets() {}

    /**
     * Chooses datasets with {@link NextChoice}.
     *
     * @throws BadInput if the table of features no longer exists, or every dataset has an answer
     */
    static List<SuspectDataset> of(ReviewFolder folder, int count, long seed) {
        DatasetFiles files = folder.needed().found();
        Map<String, SuspectDataset> byName = new LinkedHashMap<>();
        folder.datasets().forEach(one -> byName.put(one.index(), one));
        Set<String> answered;
        try (LabelStore store = LabelStore.open(folder.database())) {
            answered = store.all().stream().map(ReviewedLabel::index).collect(Collectors.toSet());
            ReviewedFile.export(folder.exported(), store);
        }
        Map<String, Label> labels = GivenLabels.read(folder.exported()).labels();
        try (PreparedDatasets read = files.read(Blueprint.mlp());
                PreparedDatasets all = read.labelled(labels, Optional.of(Label.ALIGNED))) {
            FeatureMatrix cases = FeatureMatrix.of(
                    all, files.measured().stream().map(MeasurementTable::read).toList());
            List<Integer> rows = IntStream.range(0, cases.size())
                    .filter(row -> byName.containsKey(cases.names().get(row)))
                    .boxed()
                    .toList();
            List<Integer> open = rows.stream()
                    .filter(row -> !answered.contains(cases.names().get(row)))
                    .toList();
            if (open.isEmpty()) {
                throw BadInput.file(
                        folder.table(),
                        "every dataset has an answer, so there is none to label next",
                        "leave 'next' out");
            }
            double[] predicted = cases.names().stream()
                    .mapToDouble(
                            name -> byName.containsKey(name) ? byName.get(name).probability() : Double.NaN)
                    .toArray();
            List<Integer> labelled = rows.stream()
                    .filter(row -> labels.containsKey(cases.names().get(row)))
                    .toList();
            return NextChoice.of(cases, labelled, open, predicted, count, seed).stream()
                    .map(row -> byName.get(cases.names().get(row)))
                    .toList();
        }
    }
}
