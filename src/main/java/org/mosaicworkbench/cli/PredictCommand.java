package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Map;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.predict.PredictResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic predict}. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says which prepared datasets are misaligned, by how much, and of which nothing can be said.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic predict prepared/svm_data.csv prepared/img -o out",
            "  environment/mosaic predict svm_data.csv img --larger-than 0.2",
            "  environment/mosaic predict svm_data.csv img -m svm_ensemble",
            "  environment/mosaic predict svm_data.csv img -m trained/models/svm_align/ensembleSVM --threshold 0.9",
            "  environment/mosaic predict svm_data.csv img -m trained/models/svm_align/ensembleSVM --measured measured.csv",
            "  environment/mosaic predict svm_data.csv img --explain 3"
        })
public final class PredictCommand extends TaskCommand {

    @Parameters(index = "0", paramLabel = "data_file", description = "Table of features.")
    private Path csv;

    @Parameters(
            index = "1",
            paramLabel = "img_path",
            description = "Folder of frames, or an .npz file; any " + "folder where the model reads no frames.")
    private Path img;

    @Option(
            names = {"-m", "--model", "--model_path"},
            paramLabel = "FOLDER|NAME",
            description = "Folder of a model, or the name of a shipped one (default: svm_measured; svm_native_cnn "
                    + "where there are no measured numbers, svm_ensemble where there are no native frames either).")
    private Path model;

    @Option(
            names = "--measured",
            paramLabel = "FILE",
            split = ",",
            description = "Tables of measured numbers (default: NAME_measured.csv beside NAME.csv, or measured.csv). "
                    + "NAME_exposures.csv or exposures.csv beside these or beside NAME.csv says how single exposures "
                    + "compare.")
    private Path[] measured = {};

    @Option(
            names = "--larger-than",
            paramLabel = "PIXELS",
            description =
                    "Misalignment from which on a mosaic counts as misaligned, pixels of the mosaic (default: ${DEFAULT-VALUE}).")
    private double largerThan;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            description = "Where predictions/ goes (default: the working directory).")
    private Path outputPath;

    @Option(
            names = {"-s", "--size"},
            paramLabel = "PIXELS",
            description = "Side of the frames that the model is expected to read (default: not asked).")
    private Integer size;

    @Option(
            names = {"-n", "--normalize"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "Whether the model is expected to transform features (default: not asked).")
    private Boolean normalize;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "NAME",
            description = "Name of the datasets in the report (default: ${DEFAULT-VALUE}).")
    private String group;

    @Option(
            names = "--threshold",
            paramLabel = "PROBABILITY",
            description = "Probability of a larger misalignment at and above which a dataset is misaligned (default: "
                    + "the model's).")
    private Double threshold;

    @Option(
            names = "--explain",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Draws what pushed the model for the N datasets with the highest probabilities, those without a verdict "
                            + "last, into predictions/explained/.")
    private int explain;

    @Override
    Map<String, Object> defaults() {
        return Predict.defaults();
    }

    @Override
    int run() {
        if (explain < 0) {
            throw new BadInput("explain is " + explain + "; it must be 0 or more, the number of datasets to explain");
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
            print("nothing is misaligned; what is explained has the highest probabilities\n");
        }
        result.explain(explain)
                .forEach(explanation -> print(
                        explanation + "\n" + explanation.write(result.folder().resolve("explained"))));
        if (!none) {
            print("How the exposures of one of them compare: mosaic diagnose FOLDER, of its visit or of its mosaic.");
        }
        return code;
    }
}
