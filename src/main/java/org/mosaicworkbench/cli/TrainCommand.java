package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.Train;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Precision;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.train.TrainResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a classifier on prepared datasets and evaluates it on a test set.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic train prepared/svm_data.csv prepared/img -o trained",
            "  environment/mosaic train svm_data.csv img --synth-data synth.csv -e 20 -y val_loss",
            "  environment/mosaic train svm_data.csv img --blueprint svm_mlp_average --seed 7",
            "  environment/mosaic train svm_data.csv img --blueprint svm_measured --measured measured.csv --lr 1e-3",
            "  environment/mosaic train svm_data.csv frames.npz --blueprint svm_native --lr 5e-4 --from MODEL1 MODEL2"
        })
public final class TrainCommand extends TaskCommand {

    @Parameters(index = "0", paramLabel = "CSV", description = "Feature table with labels.")
    private Path csv;

    @Parameters(index = "1", paramLabel = "IMG", description = "Folder of frames or .npz file.")
    private Path img;

    @Option(
            names = {"-s", "--img-size", "--image_size"},
            paramLabel = "PIXELS",
            description = "Side length of the frames (default: that of the blueprint, 128).")
    private Integer size;

    @Option(
            names = {"-m", "--model-name", "--model_name"},
            paramLabel = "NAME",
            description = "Name of the model (default: ${DEFAULT-VALUE}).")
    private String modelName;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            description = "Output folder (default: the working directory).")
    private Path outputPath;

    @Option(
            names = {"-n", "--normalize"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description =
                    "1 for a Yeo-Johnson transform of the features, whose scales differ by factors of thousands; 0 "
                            + "for none (default: ${DEFAULT-VALUE}).")
    private boolean normalize;

    @Option(
            names = {"-b", "--batchsize"},
            paramLabel = "N",
            description = "Batch size (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = {"-e", "--epochs"},
            paramLabel = "N",
            description = "Number of epochs (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = {"-y", "--early-stopping", "--early_stopping"},
            paramLabel = "none|val_loss|val_accuracy",
            description = "Stop if this metric, on a held-out part of the training set, does not improve within 10 "
                    + "epochs (default: ${DEFAULT-VALUE}).")
    private TrainingConfig.EarlyStopping earlyStopping;

    @Option(
            names = {"-v", "--validation", "--validate"},
            paramLabel = "FRACTION",
            description = "Fraction of the data outside the test set to train on; the rest is the validation set; 1 "
                    + "selects the default, ${DEFAULT-VALUE}.")
    private double validation;

    @Option(
            names = "--refit",
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "1 to train again on everything but the test set once the best number of epochs is known "
                    + "(default: 1 for networks that use no frames).")
    private boolean refit;

    @Option(
            names = {"-p", "--plots"},
            paramLabel = "0|1",
            arity = "1",
            defaultValue = "0",
            converter = ZeroOrOne.class,
            description = "1 to also draw all plots of a set on one sheet, panel.png (default: ${DEFAULT-VALUE}).")
    private boolean plots;

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
            description = "Tables of measurements, for networks that use them (default: NAME_measured.csv next to "
                    + "NAME.csv, or measured.csv).")
    private Path[] measured = {};

    @Option(
            names = "--blueprint",
            paramLabel = "NAME",
            description = "Network to train: svm_mlp, svm_mlp_average (the average of five), svm_mlp_spacekit, "
                    + "svm_cnn, svm_ensemble, svm_small, svm_native, svm_native_cnn, svm_native_small, svm_measured, "
                    + "svm_measured_average or svm_both (default: ${DEFAULT-VALUE}).")
    private String blueprint;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description =
                    "Initial learning rate (default: ${DEFAULT-VALUE}). For networks that use no frames, the default "
                            + "is 0.001.")
    private double learningRate;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            arity = "1..*",
            description = "Trained models to take initial weights from, wherever names and shapes match.")
    private List<Path> from = List.of();

    @Option(
            names = "--precision",
            paramLabel = "auto|float32|bfloat16",
            description =
                    "Precision of the convolutions; auto is bfloat16 if the processor or GPU supports it (default: "
                            + "${DEFAULT-VALUE}).")
    private Precision precision;

    @Option(
            names = "--tensorboard",
            paramLabel = "FOLDER",
            description = "Also write the loss and accuracy of each epoch for TensorBoard.")
    private Path tensorboard;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: one per core).")
    private Integer threads;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    Map<String, Object> defaults() {
        return Train.defaults();
    }

    @Override
    int run() {
        Blueprint network = Blueprint.named(blueprint);
        TrainingConfig usual = TrainingConfig.of(network);
        TrainingConfig recipe = usual.batch(batch)
                .epochs(epochs)
                .earlyStopping(earlyStopping, usual.stopping().patience())
                .normalize(normalize)
                .seed(seed)
                .precision(precision)
                .learningRate(given("--lr") ? learningRate : usual.schedule().learningRate());
        Train train = Train.on(csv, img)
                .blueprint(size == null ? network : network.imageSize(size))
                .params(recipe)
                .modelName(modelName)
                .measured(measured)
                .labels(labels)
                .outputPath(outputPath)
                .from(from.toArray(Path[]::new));
        train = validation == 1 ? train : train.validation(validation);
        train = given("--refit") ? train.refit(refit) : train;
        train = tensorboard == null ? train : train.tensorboard(tensorboard);
        train = threads == null ? train : train.threads(threads);
        TrainResult result = (synthData == null ? train : train.synthData(synthData)).run();
        if (plots) {
            for (ModelEvaluation set : List.of(result.com(), result.val())) {
                set.panel(Theme.LIGHT)
                        .writePng(
                                result.results().resolve(set.evaluation().set()).resolve("panel.png"));
            }
        }
        return ended(result);
    }
}
