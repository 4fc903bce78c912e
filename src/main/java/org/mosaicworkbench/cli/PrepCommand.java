package org.mosaicworkbench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.Harvest;
import org.mosaicworkbench.prep.PrepResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mosaic prep}. */
@Command(
        name = "prep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prepares single-visit products for the classifier: the table of features and the frames.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic prep visits -o prepared",
            "  environment/mosaic prep synthetic -o prepared -f synth -c 1",
            "  environment/mosaic prep visits --visit ibl738 --category none",
            "  environment/mosaic prep visits --h5 prepared/svm_data.h5 -o again"
        })
public final class PrepCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "input_path", description = "Folder of visit folders.")
    private Path visits;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where results go (default: the working directory).")
    private Path output;

    @Option(
            names = {"-f", "--fname"},
            paramLabel = "NAME",
            defaultValue = "svm_data",
            description = "Name of the results without ending (default: ${DEFAULT-VALUE}).")
    private String fname;

    @Option(
            names = {"-j", "--json-pattern", "--json_pattern"},
            paramLabel = "PATTERN",
            defaultValue = Harvest.PATTERN,
            description = "File names of the QA files, several with ',' (default: ${DEFAULT-VALUE}).")
    private String jsonPattern;

    @Option(
            names = {"-c", "--crpt"},
            paramLabel = "0|1",
            arity = "1",
            defaultValue = "0",
            converter = Switch.class,
            description = "1 for synthetic, misaligned copies (default: ${DEFAULT-VALUE}).")
    private boolean crpt;

    @Option(
            names = {"-d", "--draw"},
            paramLabel = "0|1",
            arity = "1",
            defaultValue = "1",
            converter = Switch.class,
            description = "0 to leave the frames out (default: ${DEFAULT-VALUE}).")
    private boolean draw;

    @Option(
            names = "--frames",
            paramLabel = "field|native|both",
            defaultValue = "both",
            description = "Which frames: the field's, the native ones, or both (default: ${DEFAULT-VALUE}).")
    private String frames;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "512",
            description = "The longer side of a field's frame (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--redraw", description = "Draw frames anew that are there already.")
    private boolean redraw;

    @Option(names = "--filters", description = "Draw frames of filter images too.")
    private boolean filters;

    @Option(names = "--no-exposures", description = "Leave the images of single exposures beside a total image unread.")
    private boolean withoutExposures;

    @Option(names = "--h5", paramLabel = "FILE", description = "Harvested rows of an earlier run to start from.")
    private Path h5;

    @Option(
            names = "--visit",
            paramLabel = "FOLDER",
            defaultValue = "",
            description = "Prepare this visit folder only.")
    private String visit;

    @Option(
            names = "--category",
            paramLabel = "archive|none|FILE",
            defaultValue = "archive",
            description = "Where targets' categories come from: the archive, nowhere, or a CSV file "
                    + "targname,category (default: ${DEFAULT-VALUE}).")
    private String category;

    @Option(names = "--subset", description = "Also draw one visit for each detector and category: subset.txt.")
    private boolean subset;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the subset (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "How many work at once (default: one a core).")
    private Integer threads;

    /** Runs the task; warnings and failures go to standard error. */
    @Override
    public Integer call() {
        Prep prep = Prep.of(visits)
                .output(output)
                .fname(fname)
                .jsonPattern(jsonPattern)
                .crpt(crpt)
                .visit(visit)
                .category(Categories.of(category))
                .subset(subset)
                .seed(seed)
                .draw(draw)
                .frames(FrameKind.named(frames))
                .size(size)
                .redraw(redraw)
                .filters(filters)
                .exposures(!withoutExposures);
        prep = h5 == null ? prep : prep.h5(h5);
        PrepResult result = (threads == null ? prep : prep.threads(threads)).run();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        result.summary()
                .lines()
                .forEach(line ->
                        (line.startsWith("warning: ") || line.startsWith("failed: ") ? err : out).println(line));
        out.flush();
        err.flush();
        return result.exitCode();
    }
}
