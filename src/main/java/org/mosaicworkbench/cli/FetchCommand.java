package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.Fetch;
import org.mosaicworkbench.fetch.FetchLevel;
import org.mosaicworkbench.sky.SkyPoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic fetch}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Fetches visits from the Hubble archive (MAST), each into a separate folder.",
        footer = {
            "",
            "Existing files are not fetched again, and an interrupted download resumes; delete the folder of a "
                    + "visit to fetch it again. Public data need no account; for proprietary data, set the environment "
                    + "variable MAST_API_TOKEN to the token of your account. Visits with instruments other than ACS and "
                    + "WFC3 are listed as not judged.",
            "",
            "Examples:",
            "  environment/mosaic fetch j8bt06 -o visits",
            "  environment/mosaic fetch hst_9019_06 j8ph01g0q --level exposures",
            "  environment/mosaic fetch 9774 --max-size 200GB",
            "  environment/mosaic fetch --target NGC-104",
            "  environment/mosaic fetch --position '5.98 -72.08' --radius 0.02",
            "  environment/mosaic fetch my-visits.txt --level all"
        })
public final class FetchCommand extends TaskCommand {

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "A visit (j8bt06, hst_9019_06); an exposure or a product, to fetch its whole visit; a proposal "
                            + "number; or a file with one of these per line.")
    private List<String> names = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Parent folder for the visit folders (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = {"-l", "--level"},
            paramLabel = "products|exposures|needed|all",
            description = "products: total images, their catalogs and single-exposure images; exposures: calibrated "
                    + "exposures (flc if available, otherwise flt) and a poller file; needed: products, or exposures "
                    + "of a visit without a mosaic; all: every file (default: ${DEFAULT-VALUE}).")
    private FetchLevel level;

    @Option(
            names = {"-t", "--target"},
            paramLabel = "NAME",
            description = "All visits of a target, by its name in the proposal or by its position.")
    private List<String> targets = List.of();

    @Option(
            names = {"-p", "--position"},
            paramLabel = "RA,DEC",
            description = "All visits around a position, in degrees (5.98,-72.08) or in hours and degrees "
                    + "(0:23:55,-72:04:48); instead of the comma, '5.98 -72.08' works too.")
    private List<String> positions = List.of();

    @Option(
            names = {"-r", "--radius"},
            paramLabel = "DEGREES",
            description = "Search radius around a position or target, at most 0.5 (default: ${DEFAULT-VALUE}).")
    private double radius;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            description = "Maximum download size; anything larger is refused (default: ${DEFAULT-VALUE}).")
    private String maxSize;

    @Override
    Map<String, Object> defaults() {
        return Fetch.defaults();
    }

    @Override
    int run() {
        refuseWithout("--target or --position", targets.isEmpty() && positions.isEmpty(), "--radius");
        Fetch task = Fetch.visit(names.toArray(String[]::new))
                .output(output)
                .level(level)
                .radius(radius)
                .maxSize(maxSize);
        for (String target : targets) {
            task = task.target(target);
        }
        for (String text : positions) {
            SkyPoint place = SkyText.read(text);
            task = task.position(place.ra(), place.dec());
        }
        return ended(task.run());
    }
}
