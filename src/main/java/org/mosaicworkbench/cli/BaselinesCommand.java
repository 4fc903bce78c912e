package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Map;
import org.mosaicworkbench.Baselines;
import org.mosaicworkbench.baseline.BaselinesResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic baselines}. */
@Command(
        name = "baselines",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Evaluates simpler models on the datasets of a training run, and shows what the network adds.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic baselines svm_data.csv -o simple",
            "  environment/mosaic baselines svm_data.csv --against trained -o simple",
            "  environment/mosaic baselines svm_data.csv --measured measured.csv --seed 7"
        })
public final class BaselinesCommand extends TaskCommand {

    @Parameters(paramLabel = "CSV", description = "Feature table with labels.")
    private Path csv;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            description = "Output folder (default: the working directory).")
    private Path outputPath;

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
            description = "Tables of additional features, matched by index.")
    private Path[] measured = {};

    @Option(
            names = "--against",
            paramLabel = "FOLDER",
            split = ",",
            description =
                    "Output folders of training runs on the same table, with the same seed and validation " + "split.")
    private Path[] trained = {};

    @Option(
            names = {"-v", "--validation", "--validate"},
            paramLabel = "FRACTION",
            description = "Fraction of the data outside the test set to train on; the rest is the validation set "
                    + "(default: ${DEFAULT-VALUE}).")
    private double validation;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "Permutations per feature, for the permutation importance (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    Map<String, Object> defaults() {
        return Baselines.defaults();
    }

    @Override
    int run() {
        Baselines task = Baselines.on(csv)
                .outputPath(outputPath)
                .validation(validation)
                .repeats(repeats)
                .seed(seed)
                .measured(measured)
                .labels(labels);
        task = synthData == null ? task : task.synthData(synthData);
        for (Path folder : trained) {
            task = task.against(folder);
        }
        BaselinesResult result = task.run();
        int code = ended(result);
        print(result.results());
        return code;
    }
}
