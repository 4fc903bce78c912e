package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.Corrupt;
import org.mosaicworkbench.corrupt.Expos;
import org.mosaicworkbench.corrupt.Kind;
import org.mosaicworkbench.corrupt.LabelBy;
import org.mosaicworkbench.corrupt.Mode;
import org.mosaicworkbench.corrupt.Palette;
import org.mosaicworkbench.corrupt.PixelUnit;
import org.mosaicworkbench.corrupt.RaStep;
import org.mosaicworkbench.corrupt.Threshold;
import org.mosaicworkbench.corrupt.Workflow;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic corrupt}. */
@Command(
        name = "corrupt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Creates misaligned copies of visits as labelled training data.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic corrupt visits -o synthetic",
            "  environment/mosaic corrupt visits -o synthetic -p mfi -e sub -m stat -t major -r 1 -d 1",
            "  environment/mosaic corrupt visits -o synthetic -s 'j8*' --kinds shift,roll,drift --seed 7",
            "  environment/mosaic corrupt visits -o synthetic -c 0 -r 1"
        })
public final class CorruptCommand extends TaskCommand {

    @Parameters(paramLabel = "FOLDER", description = "Folder of visit folders, which are not changed.")
    private Path visits;

    @Option(
            names = {"-o", "--outputs"},
            paramLabel = "FOLDER",
            description = "Folder for the copies (default: ${DEFAULT-VALUE}).")
    private Path outputs;

    @Option(
            names = {"-p", "--palette"},
            paramLabel = "rex|rfi|mfi|multi",
            description = "Exposures to misalign. rex: two or three of any filter; rfi: those of a random filter; mfi: "
                    + "one copy for each filter; multi: every combination of --expos and --mode for each filter "
                    + "(default: ${DEFAULT-VALUE}).")
    private Palette palette;

    @Option(
            names = {"-s", "--search_pattern", "--pattern"},
            paramLabel = "PATTERN",
            description = "Pattern for the names of visit folders (default: ${DEFAULT-VALUE}).")
    private String pattern;

    @Option(
            names = {"-e", "--expos"},
            paramLabel = "all|sub",
            description = "All exposures, or a random subset (default: ${DEFAULT-VALUE}).")
    private Expos expos;

    @Option(
            names = {"-m", "--mode"},
            paramLabel = "stat|stoc",
            description = "stat: the same offset for all exposures; stoc: a different offset for each (default: "
                    + "${DEFAULT-VALUE}).")
    private Mode mode;

    @Option(
            names = {"-t", "--threshold"},
            paramLabel = "major|standard|minor|any",
            description = "Size of the offsets in pixels. major: 10 to 20; standard: 0.5 to 10; minor: 0 to 1; any: 0 "
                    + "to 20 (default: ${DEFAULT-VALUE}).")
    private Threshold threshold;

    @Option(
            names = {"-w", "--workflow"},
            paramLabel = "block|pipe",
            description =
                    "block: each step for all visits; pipe: all steps visit by visit (default: " + "${DEFAULT-VALUE}).")
    private Workflow workflow;

    @Option(
            names = {"-c", "--crpt"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "0 to use existing copies (default: ${DEFAULT-VALUE}).")
    private boolean corrupt;

    @Option(
            names = {"-r", "--runsvm"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "1 to combine the exposures of the copies (default: ${DEFAULT-VALUE}).")
    private boolean process;

    @Option(
            names = {"-d", "--draw"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "1 to draw the frames (default: ${DEFAULT-VALUE}).")
    private boolean draw;

    @Option(
            names = "--kinds",
            paramLabel = "KIND",
            split = ",",
            description = "Kinds of corruption: ${COMPLETION-CANDIDATES}; with several, each copy gets one at random "
                    + "(default: ${DEFAULT-VALUE}).")
    private Kind[] kinds;

    @Option(
            names = "--pixel",
            paramLabel = "detector|fixed",
            description = "Pixel size: that of the detector, or fixed at 0.04 arcsec (default: ${DEFAULT-VALUE}).")
    private PixelUnit pixel;

    @Option(
            names = "--ra",
            paramLabel = "sky|plain",
            description = "Offset in right ascension: divided by cos(dec) (sky), or added as it is (plain) (default: "
                    + "${DEFAULT-VALUE}).")
    private RaStep ra;

    @Option(
            names = "--align",
            paramLabel = "full|relative|none",
            description = "How to align the exposures of a copy before combining them (default: ${DEFAULT-VALUE}).")
    private AlignMode align;

    @Option(
            names = "--reject",
            paramLabel = "aligned|always|never",
            description = "Reject cosmic rays by comparing the exposures of each filter. aligned: unless --align is "
                    + "none; always: in every case, as the observatory does; never: not at all (default: "
                    + "${DEFAULT-VALUE}).")
    private CosmicRayRejection reject;

    @Option(
            names = "--label",
            paramLabel = "corrupted|residual",
            description = "corrupted: every copy counts as misaligned; residual: a copy counts only if its exposures "
                    + "are still misaligned after processing, see labels.csv (default: ${DEFAULT-VALUE}).")
    private LabelBy label;

    @Option(
            names = "--limit",
            paramLabel = "PIXELS",
            description = "Residual misalignment, in mosaic pixels, above which a mosaic counts as misaligned "
                    + "(default: ${DEFAULT-VALUE}).")
    private double limit;

    @Option(
            names = "--img",
            paramLabel = "FOLDER",
            description = "Folder for frames, with subfolders 0 and 1 by label (default: img next to the copies).")
    private Path img;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed (default: ${DEFAULT-VALUE}).")
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
        return Corrupt.defaults();
    }

    @Override
    int run() {
        refuseUnused();
        return ended(Corrupt.visits(visits)
                .outputs(outputs)
                .palette(palette)
                .pattern(pattern)
                .expos(expos)
                .mode(mode)
                .threshold(threshold)
                .workflow(workflow)
                .corrupt(corrupt)
                .process(process)
                .draw(draw)
                .kinds(kinds)
                .pixel(pixel)
                .ra(ra)
                .seed(seed)
                .align(align)
                .reject(reject)
                .label(label)
                .limit(limit)
                .img(img)
                .threads(threads)
                .run());
    }

    private void refuseUnused() {
        refuseBeside(
                "--crpt 0",
                !corrupt,
                "--palette",
                "--expos",
                "--mode",
                "--threshold",
                "--kinds",
                "--pixel",
                "--ra",
                "--seed");
        refuseWithout("--palette rex, rfi or mfi", palette == Palette.MULTI, "--expos", "--mode");
        refuseWithout("--runsvm 1", !process, "--reject");
        refuseWithout("--runsvm 1 or --label residual", !process && label != LabelBy.RESIDUAL, "--align");
        refuseWithout("--label residual", label != LabelBy.RESIDUAL, "--limit");
        refuseWithout("--draw 1", !draw, "--img");
    }
}
