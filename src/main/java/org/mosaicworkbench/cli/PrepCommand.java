package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.prep.Categories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic prep}. */
@Command(
        name = "prep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prepares the feature table and the frames for the classifier from single-visit products.",
            "",
            "It needs total images as in the archive (hst_*_total_*_drz.fits or _drc.fits). It also reads, "
                    + "if present, catalogs (*_point-cat.ecsv, *_segment-cat.ecsv), single-exposure images, a "
                    + "reference catalog (*_<detector>_*G*_ref_cat.ecsv) and quality files (*_svm_*.json). A feature "
                    + "whose input is missing is left blank; the default model uses no features."
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

    @Parameters(paramLabel = "FOLDER", description = "Folder of visit folders or of products.")
    private Path visits;

    @Option(
            names = {"-o", "--output", "--output_path"},
            paramLabel = "FOLDER",
            description = "Output folder (default: the working directory).")
    private Path output;

    @Option(
            names = {"-f", "--fname"},
            paramLabel = "NAME",
            description = "Base name of the output files (default: ${DEFAULT-VALUE}).")
    private String fname;

    @Option(
            names = {"-j", "--json-pattern", "--json_pattern"},
            paramLabel = "PATTERN",
            description =
                    "Pattern for the names of quality files; separate several with ',' (default: ${DEFAULT-VALUE}).")
    private String jsonPattern;

    @Option(
            names = {"-c", "--crpt"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "1 if the visits are misaligned copies (default: ${DEFAULT-VALUE}).")
    private boolean crpt;

    @Option(
            names = {"-d", "--draw"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "0 to draw no frames (default: ${DEFAULT-VALUE}).")
    private boolean draw;

    @Option(
            names = "--frames",
            paramLabel = "field|native|both",
            description = "Frames to draw: field frames of the whole image, native frames at detector resolution, or "
                    + "both (default: ${DEFAULT-VALUE}).")
    private String frames;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Length of the longer side of a field frame (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--redraw", description = "Redraw existing frames.")
    private boolean redraw;

    @Option(names = "--filters", description = "Also draw frames of the filter images.")
    private boolean filters;

    @Option(names = "--no-exposures", description = "Ignore single-exposure images.")
    private boolean withoutExposures;

    @Option(names = "--h5", paramLabel = "FILE", description = "Start from the rows collected by an earlier run.")
    private Path h5;

    @Option(names = "--visit", paramLabel = "FOLDER", description = "Prepare this visit folder only.")
    private String visit;

    @Option(
            names = "--category",
            paramLabel = "archive|none|FILE",
            description = "Source of the target categories: the archive, none, or a CSV file with the columns "
                    + "targname,category (default: ${DEFAULT-VALUE}).")
    private String category;

    @Option(
            names = "--subset",
            description = "Also pick one visit at random for each detector and category, and list these visits in "
                    + "subset.txt.")
    private boolean subset;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed for the subset (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: one per core).")
    private int threads;

    @Mixin
    private ClusterOptions cluster;

    @Override
    Optional<ClusterOptions> cluster() {
        return Optional.of(cluster);
    }

    @Override
    Map<String, Object> defaults() {
        return Prep.defaults();
    }

    @Override
    int run() {
        refuseWithout("--subset", "--seed");
        refuseBeside("--h5", "--json-pattern");
        refuseBeside("--draw 0", !draw, "--frames", "--size", "--redraw", "--filters", "--no-exposures");
        refuseBeside("--frames native", frames.strip().equalsIgnoreCase("native"), "--size");
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
