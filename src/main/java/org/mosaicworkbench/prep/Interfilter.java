package org.mosaicworkbench.prep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

/** Offsets between the images of a visit's filters, from the QA file. */
public final class Interfilter {

    private static final String ENDING = "_svm_interfilter.json";
    private static final String TITLE = "interfilter offsets";

    private Interfilter() {}

    /**
     * The largest offset of a filter image from the first one.
     *
     * @param dataset a dataset from its QA files
     * @return the offset in pixels; NaN if no file records it or there were too few sources
     * @throws BadInput if the file exists and cannot be read
     */
    public static MeasuredNumbers of(Dataset dataset) {
        return new MeasuredNumbers(Map.of(Measurement.INTERFILTER_OFFSET, largest(dataset)));
    }

    private static double largest(Dataset dataset) {
        Path beside =
                dataset.image().resolveSibling(dataset.total().name().replaceFirst("_dr[zc]\\.fits.*$", "") + ENDING);
        if (!Files.exists(beside)) {
            return Double.NaN;
        }
        JsonValue table = JsonValue.read(beside, "run the quality analysis of its visit again")
                .at("data")
                .at(TITLE)
                .at("data");
        List<JsonValue> dx = table.at("dx").at("data").items();
        return largest(dx, table.at("dy").at("data").items(dx.size()));
    }

    private static double largest(List<JsonValue> dx, List<JsonValue> dy) {
        double largest = Double.NaN;
        for (int i = 0; i < dx.size(); i++) {
            double offset = Math.hypot(dx.get(i).numberOrNaN(), dy.get(i).numberOrNaN());
            largest = offset <= largest || Double.isNaN(offset) ? largest : offset;
        }
        return largest;
    }
}
