package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.Labels;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.mosaic.AlignMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic label}. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Labels mosaics by how far their exposures are still misaligned after processing.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic label visits synthetic -o labels.csv",
            "  environment/mosaic label visits --larger-than 0.2",
            "  environment/mosaic label synthetic --csv prepared/synth.csv --into prepared/labelled.csv"
        })
public final class LabelCommand extends TaskCommand {

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Folders of visit folders, of copies, or of both.")
    private List<Path> folders;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "labels.csv",
            description = "File for the labels (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = "--align",
            paramLabel = "full|relative|none",
            description = "How the exposures were aligned in processing (default: ${DEFAULT-VALUE}).")
    private AlignMode align;

    @Option(
            names = {"--larger-than", "--limit"},
            paramLabel = "PIXELS",
            description = "Residual misalignment, in mosaic pixels, above which a mosaic counts as misaligned "
                    + "(default: ${DEFAULT-VALUE}).")
    private double largerThan;

    @Option(
            names = "--measured",
            description = "Measure the misalignment even if the truth of a simulated visit is known.")
    private boolean measured;

    @Option(names = "--csv", paramLabel = "FILE", description = "A table written by prep, to which labels are added.")
    private Path csv;

    @Option(
            names = "--into",
            paramLabel = "FILE",
            defaultValue = "labelled.csv",
            description = "File for the labelled table (default: ${DEFAULT-VALUE}).")
    private Path into;

    @Mixin
    private ClusterOptions cluster;

    @Override
    Optional<ClusterOptions> cluster() {
        return Optional.of(cluster);
    }

    @Override
    Map<String, Object> defaults() {
        return Labels.defaults();
    }

    @Override
    int run() {
        refuseWithout("--csv", "--into");
        LabelsResult result = Labels.of(folders.toArray(new Path[0]))
                .align(align)
                .largerThan(largerThan)
                .measured(measured)
                .run();
        result.write(output);
        int code = ended(result);
        if (csv != null) {
            print(into + ": " + Count.of(result.into(csv, into), "row") + " without a known label left out");
        }
        return code;
    }
}
