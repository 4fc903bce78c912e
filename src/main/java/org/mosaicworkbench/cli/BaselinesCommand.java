package org.mosaicworkbench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mosaicworkbench.Baselines;
import org.mosaicworkbench.baseline.BaselinesResult;
import org.mosaicworkbench.task.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
public final class BaselinesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "data_file", description = "Table of features with labels.")
    private Path csv;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where results go (default: the working directory).")
    private Path output;

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
            defaultValue = "0.875",
            description = "Part of what is not the test set that is trained on (default: ${DEFAULT-VALUE}).")
    private double validation;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "20",
            description = "Deals of each feature for its importance (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** Runs the task; failures go to standard error. */
    @Override
    public Integer call() {
        Baselines task = Baselines.on(csv)
                .outputPath(output)
                .validation(validation)
                .repeats(repeats)
                .seed(seed);
        task = measured.length == 0 ? task : task.measured(measured);
        task = synthData == null ? task : task.synthData(synthData);
        for (Path folder : trained) {
            task = task.against(folder);
        }
        BaselinesResult result = task.run();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        out.println(result);
        out.println(result.results());
        Failure.lines(result.failures()).forEach(err::println);
        out.flush();
        err.flush();
        return result.exitCode();
    }
}
