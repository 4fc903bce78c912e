package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Map;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.prep.Categories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic prep}. */
@Command(
        name = "prep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prepares single-visit products for the classifier: the table of features and the frames.",
            "",
            "It needs the total images (hst_*_total_*_drz.fits or _drc.fits), as the archive has them. Beside them it takes "
                    + "what is there: catalogs (*_point-cat.ecsv, *_segment-cat.ecsv), images of single exposures, a "
                    + "reference catalog (*_<detector>_*G*_ref_cat.ecsv), quality files (*_svm_*.json). A feature that "
                    + "nothing tells is left empty; models that read no features judge all the same."
        },
        footer = {
            "",
            "Examples:",
            "  environment/mosaic prep visits -o prepared",
            "  environment/mosaic fetch j8bt06 -o fetched && environment/mosaic prep fetched -o prepared",
            "  environment/mosaic prep synthetic -o prepared -f synth -c 1",
            "  environment/mosaic prep visits --visit ibl738 --category none",
            "  environment/mosaic prep visits --h5 prepared/svm_data.h5 -o again"
        })
public final class PrepCommand extends TaskCommand {

    @Parameters(paramLabel = "input_path", description = "Folder of visit folders, or of products.")
    private Path visits;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            description = "Where results go (default: the working directory).")
    private Path output;

    @Option(
            names = {"-f", "--fname"},
            paramLabel = "NAME",
            description = "Name of the results without ending (default: ${DEFAULT-VALUE}).")
    private String fname;

    @Option(
            names = {"-j", "--json-pattern", "--json_pattern"},
            paramLabel = "PATTERN",
            description = "File names of the QA files, several with ',' (default: ${DEFAULT-VALUE}).")
    private String jsonPattern;

    @Option(
            names = {"-c", "--crpt"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "1 for synthetic, misaligned copies (default: ${DEFAULT-VALUE}).")
    private boolean crpt;

    @Option(
            names = {"-d", "--draw"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "0 to leave the frames out (default: ${DEFAULT-VALUE}).")
    private boolean draw;

    @Option(
            names = "--frames",
            paramLabel = "field|native|both",
            description = "Which frames: the field's, the native ones, or both (default: ${DEFAULT-VALUE}).")
    private String frames;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
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

    @Option(names = "--visit", paramLabel = "FOLDER", description = "Prepare this visit folder only.")
    private String visit;

    @Option(
            names = "--category",
            paramLabel = "archive|none|FILE",
            description = "Where targets' categories come from: the archive, nowhere, or a CSV file "
                    + "targname,category (default: ${DEFAULT-VALUE}).")
    private String category;

    @Option(names = "--subset", description = "Also draw one visit for each detector and category: subset.txt.")
    private boolean subset;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the subset (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "How many work at once (default: one a core).")
    private int threads;

    @Override
    Map<String, Object> defaults() {
        return Prep.defaults();
    }

    @Override
    int run() {
        return ended(Prep.of(visits)
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
                .exposures(!withoutExposures)
                .h5(h5)
                .threads(threads)
                .run());
    }
}
