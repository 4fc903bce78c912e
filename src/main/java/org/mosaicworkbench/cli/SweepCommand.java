package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.Sweep;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.SweepResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic sweep}. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Searches for the best hyperparameters of networks, their training and simpler models. Uses the "
                    + "training set only.",
            "An interrupted sweep resumes when it is run again. Several processes can share one sweep: start it "
                    + "several times."
        },
        footer = {
            "",
            "A search space is a JSON object that gives, for each hyperparameter, its choices or its range, and "
                    + "optionally when it applies:",
            "  {\"model\": [\"svm_mlp\", \"forest\"],",
            "   \"recipe.learningRate\": {\"from\": 1e-4, \"to\": 1e-2, \"scale\": \"log\", \"when\": {\"model\":"
                    + " [\"svm_mlp\"]}},",
            "   \"forest.trees\": {\"from\": 50, \"to\": 500, \"whole\": true, \"when\": {\"model\": [\"forest\"]}}}",
            "",
            "Examples:",
            "  environment/mosaic sweep svm_data.csv img --space space.json --trials 30 --method asha -e 27 -o sweep",
            "  environment/mosaic sweep svm_data.csv --space simple.json --method grid --metric roc_auc --folds 5",
            "  environment/mosaic sweep svm_data.csv frames.npz --space space.json --side-by-side 4 --memory 16000"
        })
public final class SweepCommand extends TaskCommand {

    @Parameters(index = "0", paramLabel = "CSV", description = "Feature table with labels.")
    private Path csv;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "IMG",
            description = "Folder of frames or .npz file; leave it out if no model uses frames.")
    private Path img;

    @Option(names = "--space", required = true, paramLabel = "FILE", description = "The search space (JSON).")
    private Path space;

    @Option(
            names = "--method",
            paramLabel = "asha|random|grid",
            description = "Search method; asha stops poor trials early (default: ${DEFAULT-VALUE}).")
    private String method;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Number of trials (default: 30; for grid, all points of the grid).")
    private Integer trials;

    @Option(
            names = {"-e", "--epochs"},
            paramLabel = "N",
            description = "Epochs of a full trial (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--metric",
            paramLabel = "log_loss|roc_auc|average_precision|accuracy",
            description = "Metric to optimise (default: ${DEFAULT-VALUE}).")
    private Metric metric;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "Number of cross-validation folds (default: one fixed split).")
    private Integer folds;

    @Option(
            names = {"-v", "--validation", "--validate"},
            paramLabel = "FRACTION",
            description = "Fraction of the data outside the test set to train on; the rest is the validation set "
                    + "(default: ${DEFAULT-VALUE}).")
    private double validation;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Labels that override those in the tables: reviewed.csv from review, or labels.csv from "
                    + "label or corrupt.")
    private Path labels;

    @Option(names = "--synth-data", paramLabel = "FILE", description = "Feature table of misaligned copies.")
    private Path synthData;

    @Option(
            names = "--measured",
            paramLabel = "FILE",
            split = ",",
            description = "Tables of additional features for simpler models, and of measurements for networks that "
                    + "use them.")
    private Path[] measured = {};

    @Option(
            names = "--blueprint",
            paramLabel = "NAME",
            description = "The network, if the search space names no model (default: ${DEFAULT-VALUE}).")
    private String blueprint;

    @Option(
            names = {"-n", "--normalize"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description =
                    "1 to transform features, if the search space does not specify it (default: ${DEFAULT-VALUE}).")
    private boolean normalize;

    @Option(
            names = "--side-by-side",
            paramLabel = "N",
            description = "Trials that run in parallel, each in its own process (default: ${DEFAULT-VALUE}).")
    private int sideBySide;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Total number of threads for all trials (default: one per core).")
    private int threads;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "Total memory for all trials (default: three quarters of the machine's memory).")
    private int memory;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            description = "Output folder (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ClusterOptions cluster;

    @Override
    Optional<ClusterOptions> cluster() {
        return Optional.of(cluster);
    }

    @Override
    Map<String, Object> defaults() {
        return Sweep.defaults();
    }

    @Override
    int run() {
        Sweep sweep = Sweep.of(space)
                .on(csv, img)
                .method(Method.named(method))
                .metric(metric)
                .validation(validation)
                .measured(measured)
                .labels(labels)
                .blueprint(Blueprint.named(blueprint))
                .params(TrainingConfig.STANDARD.normalize(normalize).epochs(epochs))
                .sideBySide(sideBySide)
                .threads(threads)
                .memory(memory)
                .output(output)
                .seed(seed);
        sweep = trials == null ? sweep : sweep.trials(trials);
        sweep = folds == null ? sweep : sweep.folds(folds);
        DatasetFiles.of(csv)
                .synthData(synthData)
                .labels(labels)
                .labelRemarks()
                .forEach(remark -> warn("warning: " + remark));
        SweepResult result = (synthData == null ? sweep : sweep.synthData(synthData)).run();
        print(result);
        print(result.folder());
        result.trials().stream()
                .filter(trial -> trial.failed())
                .forEach(trial -> warn(
                        "failed: trial " + trial.number() + ": " + trial.last().failure()));
        return result.exitCode();
    }
}
