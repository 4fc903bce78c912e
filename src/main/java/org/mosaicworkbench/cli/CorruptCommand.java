package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Map;
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
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic corrupt}. */
@Command(
        name = "corrupt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Copies visits and puts the pointing of some exposures off, for labelled misaligned data.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic corrupt visits -o synthetic",
            "  environment/mosaic corrupt visits -o synthetic -p mfi -e sub -m stat -t major -r 1 -d 1",
            "  environment/mosaic corrupt visits -o synthetic -s 'j8*' --kinds shift,roll,drift --seed 7",
            "  environment/mosaic corrupt visits -o synthetic -c 0 -r 1"
        })
public final class CorruptCommand extends TaskCommand {

    @Parameters(paramLabel = "srcpath", description = "Folder of visit folders; they are only read.")
    private Path visits;

    @Option(
            names = {"-o", "--outputs"},
            paramLabel = "FOLDER",
            description = "Where the copies go (default: ${DEFAULT-VALUE}).")
    private Path outputs;

    @Option(
            names = {"-p", "--palette"},
            paramLabel = "rex|rfi|mfi|multi",
            description = "rex: two or three exposures of any filter; rfi: one filter, drawn; mfi: a copy for each "
                    + "filter; multi: all and sub with stat and stoc for each filter (default: ${DEFAULT-VALUE}).")
    private Palette palette;

    @Option(
            names = {"-s", "--search_pattern", "--pattern"},
            paramLabel = "PATTERN",
            description = "Which visit folders (default: ${DEFAULT-VALUE}).")
    private String pattern;

    @Option(
            names = {"-e", "--expos"},
            paramLabel = "all|sub",
            description = "All exposures or some, drawn (default: ${DEFAULT-VALUE}).")
    private Expos expos;

    @Option(
            names = {"-m", "--mode"},
            paramLabel = "stat|stoc",
            description = "One offset for all or one for each (default: ${DEFAULT-VALUE}).")
    private Mode mode;

    @Option(
            names = {"-t", "--threshold"},
            paramLabel = "major|standard|minor|any",
            description = "Pixels: 10 to 20, 0.5 to 10, 0 to 1, 0 to 20 (default: ${DEFAULT-VALUE}).")
    private Threshold threshold;

    @Option(
            names = {"-w", "--workflow"},
            paramLabel = "block|pipe",
            description = "Step by step for all visits, or visit by visit (default: ${DEFAULT-VALUE}).")
    private Workflow workflow;

    @Option(
            names = {"-c", "--crpt"},
            paramLabel = "0|1",
            arity = "1",
            converter = ZeroOrOne.class,
            description = "0 to work on copies that are there (default: ${DEFAULT-VALUE}).")
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
            description =
                    "${COMPLETION-CANDIDATES}; of several one is drawn for each copy (default: ${DEFAULT-VALUE}).")
    private Kind[] kinds;

    @Option(
            names = "--pixel",
            paramLabel = "detector|fixed",
            description = "The detector's own pixel, or 0.04 arcsec (default: ${DEFAULT-VALUE}).")
    private PixelUnit pixel;

    @Option(
            names = "--ra",
            paramLabel = "sky|plain",
            description =
                    "Right ascension changes by the offset divided by cos(dec), or plainly by the offset (default: "
                            + "${DEFAULT-VALUE}).")
    private RaStep ra;

    @Option(
            names = "--align",
            paramLabel = "full|relative|none",
            description =
                    "How far the copies' exposures are aligned when they are combined (default: ${DEFAULT-VALUE}).")
    private AlignMode align;

    @Option(
            names = "--reject",
            paramLabel = "aligned|always|never",
            description =
                    "Take cosmic rays out by comparing the exposures through a filter: unless the alignment is off "
                            + "(aligned), as the observatory does (always), or not (never) (default: ${DEFAULT-VALUE}).")
    private CosmicRayRejection reject;

    @Option(
            names = "--label",
            paramLabel = "corrupted|residual",
            description = "A copy counts as misaligned because it was corrupted, or where its exposures are still off "
                    + "after the processing: labels.csv (default: ${DEFAULT-VALUE}).")
    private LabelBy label;

    @Option(
            names = "--limit",
            paramLabel = "PIXELS",
            description =
                    "Residual above which a mosaic counts as misaligned, pixels of the mosaic (default: ${DEFAULT-VALUE}).")
    private double limit;

    @Option(
            names = "--img",
            paramLabel = "FOLDER",
            description = "Where frames go, into its folders 0 and 1 by label (default: img beside the outputs).")
    private Path img;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all that is drawn (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "How many work at once (default: one a core).")
    private int threads;

    @Override
    Map<String, Object> defaults() {
        return Corrupt.defaults();
    }

    @Override
    int run() {
        if (!process && given("--reject")) {
            throw new BadInput(
                    "--reject says how the copies' exposures are combined, and they are not; give -r 1 too, or leave it out");
        }
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
}
