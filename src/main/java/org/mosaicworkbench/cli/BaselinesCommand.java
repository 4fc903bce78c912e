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
        description = "Judges simpler models on the datasets of a training, and says what the network adds.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic baselines svm_data.csv -o simple",
            "  environment/mosaic baselines svm_data.csv --against trained -o simple",
            "  environment/mosaic baselines svm_data.csv --measured measured.csv --seed 7"
        })
public final class BaselinesCommand extends TaskCommand {

    @Parameters(paramLabel = "data_file", description = "Table of features with labels.")
    private Path csv;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            description = "Where results go (default: the working directory).")
    private Path outputPath;

    @Option(names = "--synth-data", paramLabel = "FILE", description = "Table of synthetic, misaligned datasets.")
    private Path synthData;

    @Option(names = "--measured", paramLabel = "FILE", split = ",", description = "Tables of more features, by index.")
    private Path[] measured = {};

    @Option(
            names = "--against",
            paramLabel = "FOLDER",
            split = ",",
            description = "Outputs of trainings on the same table with the same seed and validation.")
    private Path[] trained = {};

    @Option(
            names = {"-v", "--validation", "--validate"},
            paramLabel = "PART",
            description = "Part of what is not the test set that is trained on (default: ${DEFAULT-VALUE}).")
    private double validation;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "Deals of each feature for its importance (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random (default: ${DEFAULT-VALUE}).")
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
                .measured(measured);
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
