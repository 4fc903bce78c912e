package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.Mend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic mend}. */
@Command(
        name = "mend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Copies the exposures of a misaligned visit, corrects the headers of the copies, combines them, and judges"
                    + " the mosaic again.",
            "Exposures that disagree with the largest group are corrected to match it. If two groups are equally large,"
                    + " --keep or a reference catalog next to the exposures decides. The visit itself is not changed."
        },
        footer = {
            "",
            "The output folder receives the copy of the visit, headerlets for stwcs, a shift file in the format of"
                    + " tweakreg, mended.csv, the mosaics before and after the correction, and mend.html. In a"
                    + " corrected header, WCSNAME names the new solution; the old one is kept as an alternate WCS.",
            "",
            "Examples:",
            "  environment/mosaic mend visits/j8bt06 -o mended",
            "  environment/mosaic mend visits/j8bt06 -o mended --keep j8bt06nyq",
            "  environment/mosaic mend visits/j8bt06 -o mended --headers-only"
        })
public final class MendCommand extends TaskCommand {

    @Parameters(paramLabel = "FOLDER", description = "Folder of one visit's exposures.")
    private Path folder;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Output folder (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = "--keep",
            paramLabel = "ROOTNAME",
            description = "A correct exposure, to be held fixed; one per detector (default: the majority is assumed to "
                    + "be right).")
    private List<String> keep = List.of();

    @Option(names = "--headers-only", description = "Correct headers only, without combining and judging mosaics.")
    private boolean headersOnly;

    @Override
    Map<String, Object> defaults() {
        return Mend.defaults();
    }

    @Override
    int run() {
        return ended(Mend.visit(folder)
                .output(output)
                .keep(keep.toArray(String[]::new))
                .headersOnly(headersOnly)
                .run());
    }
}
