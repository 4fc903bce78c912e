package org.mosaicworkbench;

import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Rows;
import org.mosaicworkbench.notebook.Shown;
import org.mosaicworkbench.prep.Failure;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training made.
 *
 * @param model     the classifier
 * @param com       how it does on the test set, which nothing was fitted or tuned on
 * @param val       how it does on the validation set, which nothing was fitted or tuned on
 * @param modelPath the folder of the model and its card
 * @param results   the folder of {@code test} and {@code val}
 * @param failures  datasets that were left out; also in {@code failures.csv}
 * @param madeBy    options, seed, digests of the inputs, versions
 */
public record TrainResult(Classifier model, Evaluated com, Evaluated val, Path modelPath, Path results,
                          List<Failure> failures, Map<String, String> madeBy) implements Shown {

    /** Takes copies of the list and the map. */
    public TrainResult {
        failures = List.copyOf(failures);
        madeBy = Collections.unmodifiableMap(new LinkedHashMap<>(madeBy));
    }

    /** @return 0 where every dataset was used, 1 where some are in the failures */
    public int exitCode() {
        return failures.isEmpty() ? 0 : 1;
    }

    private Rows rows() {
        Rows rows = Rows.of("metric", "test", "95 % interval", "val", "95 % interval of val");
        for (String name : com.evaluation().metrics().values().keySet()) {
            rows = rows.with(name.replace('_', ' '), com.evaluation().metrics().value(name),
                    com.evaluation().metrics().interval(name), val.evaluation().metrics().value(name),
                    val.evaluation().metrics().interval(name));
        }
        return rows;
    }

    @Override
    public Display display() {
        Display table = rows().display();
        return new Display.Html(((Display.Html) table).html(), toString());
    }

    @Override
    public String toString() {
        return model + "\n" + modelPath + "\n" + rows();
    }
}
