package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.predict.PredictResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic predict}. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Predicts which prepared datasets are misaligned and by how much; some get no verdict.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic predict prepared/svm_data.csv prepared/img -o out",
            "  environment/mosaic predict svm_data.csv img --larger-than 0.2",
            "  environment/mosaic predict svm_data.csv img -m svm_ensemble",
            "  environment/mosaic predict svm_data.csv img -m trained/models/svm_align/ensembleSVM --threshold 0.9",
            "  environment/mosaic predict svm_data.csv img -m trained/models/svm_align/ensembleSVM --measured"
                    + " measured.csv",
            "  environment/mosaic predict svm_data.csv img --explain 3"
        })
public final class PredictCommand extends TaskCommand {

    @Parameters(index = "0", paramLabel = "CSV", description = "Feature table.")
    private Path csv;

    @Parameters(
            index = "1",
            paramLabel = "IMG",
            description = "Folder of frames or .npz file; any folder if the model uses no frames.")
    private Path img;

    @Option(
            names = {"-m", "--model", "--model_path"},
            paramLabel = "FOLDER|NAME",
            description = "Folder of a model, or the name of a built-in one (default: svm_measured; svm_native_cnn if "
                    + "there are no measurements; svm_ensemble if there are no native frames either).")
    private Path model;

    @Option(
            names = "--measured",
            paramLabel = "FILE",
            split = ",",
            description = "Tables of measurements (default: NAME_measured.csv next to NAME.csv, or "
                    + "measured.csv). The relative alignment of the exposures is read from NAME_exposures.csv or "
                    + "exposures.csv in the same folders.")
    private Path[] measured = {};

    @Option(
            names = "--larger-than",
            paramLabel = "PIXELS",
            description = "Misalignment, in mosaic pixels, above which a mosaic counts as misaligned (default: "
                    + "${DEFAULT-VALUE}).")
    private double largerThan;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            description = "Folder in which to write predictions/ (default: the working directory).")
    private Path outputPath;

    @Option(
            names = {"-s", "--size"},
            paramLabel = "PIXELS",
            description = "Check that the model takes frames of this size (default: no check).")
    private Integer size;

    @Option(
            names = {"-n", "--normalize"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "Check that the model does (1) or does not (0) transform features (default: no check).")
    private Boolean normalize;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "NAME",
            description = "Name of the datasets in the report (default: ${DEFAULT-VALUE}).")
    private String group;

    @Option(
            names = "--threshold",
            paramLabel = "PROBABILITY",
            description = "Minimum probability at which a dataset counts as misaligned (default: that of the model).")
    private Double threshold;

    @Option(
            names = "--explain",
            paramLabel = "N",
            defaultValue = "0",
            description = "Explain the predictions for the N datasets with the highest probabilities, those without a "
                    + "verdict last; figures are written to predictions/explained/.")
    private int explain;

    @Mixin
    private ClusterOptions cluster;

    @Override
    Optional<ClusterOptions> cluster() {
        return Optional.of(cluster);
    }

    @Override
    Map<String, Object> defaults() {
        return Predict.defaults();
    }

    @Override
    int run() {
        if (explain < 0) {
            throw new BadInput("--explain is " + explain + "; it must be 0 or more, the number of datasets to explain");
        }
        Predict predict = Predict.alignment(csv, img)
                .outputPath(outputPath)
                .group(group)
                .measured(measured)
                .largerThan(largerThan);
        predict = model == null ? predict : predict.modelPath(model);
        predict = size == null ? predict : predict.size(size);
        predict = normalize == null ? predict : predict.normalize(normalize);
        PredictResult result = (threshold == null ? predict : predict.threshold(threshold)).run();
        int code = ended(result);
        boolean none = result.compromised().isEmpty();
        if (explain > 0 && none) {
            print("nothing is misaligned; the explained datasets have the highest probabilities\n");
        }
        result.explain(explain)
                .forEach(explanation -> print(
                        explanation + "\n" + explanation.write(result.folder().resolve("explained"))));
        if (!none) {
            print("To compare the exposures of one of them: mosaic diagnose FOLDER, with the folder of its visit or"
                    + " its mosaic.");
        }
        return code;
    }
}
