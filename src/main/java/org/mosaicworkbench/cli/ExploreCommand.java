package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Map;
import org.mosaicworkbench.Explore;
import org.mosaicworkbench.features.CodedColumn;
import org.mosaicworkbench.plot.Theme;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic explore}. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Summarises a feature table in numbers and figures.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic explore prepared/svm_data.csv -o explored",
            "  environment/mosaic explore svm_data.csv --group cat --theme dark -o explored",
            "  environment/mosaic explore svm_data.csv --img img --predictions predictions/predictions.csv",
            "  environment/mosaic explore train.csv --beside test.csv --model trained/models/svm_align/ensembleSVM"
        })
public final class ExploreCommand extends TaskCommand {

    @Parameters(index = "0", paramLabel = "CSV", description = "Feature table, with or without labels.")
    private Path csv;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            defaultValue = "explored",
            description = "Output folder (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "det|cat|wcs",
            description = "Group the figures by detector, category or WCS type (default: " + "${DEFAULT-VALUE}).")
    private CodedColumn group;

    @Option(
            names = "--theme",
            paramLabel = "light|dark",
            description = "Theme of the figures (default: ${DEFAULT-VALUE}).")
    private Theme theme;

    @Option(names = "--img", paramLabel = "FRAMES", description = "Folder of frames or .npz file, for a contact sheet.")
    private Path img;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "A predictions.csv by which to sort the contact sheet, highest probability first.")
    private Path predictions;

    @Option(
            names = "--beside",
            paramLabel = "FILE",
            description = "Another table, such as a test set; visits in both tables are reported.")
    private Path beside;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "Folder or name of a model; features whose values lie far from those of its training set are "
                    + "reported.")
    private Path model;

    @Override
    Map<String, Object> defaults() {
        return Explore.defaults();
    }

    @Override
    int run() {
        refuseWithout("--img", "--predictions");
        int code = ended(Explore.of(csv)
                .group(group)
                .theme(theme)
                .output(output)
                .img(img)
                .predictions(predictions)
                .beside(beside)
                .model(model)
                .run());
        print("written to " + output);
        return code;
    }
}
