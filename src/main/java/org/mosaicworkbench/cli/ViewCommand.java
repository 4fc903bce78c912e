package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.View;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.view.Regions;
import org.mosaicworkbench.view.SkyTool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic view}. */
@Command(
        name = "view",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows an image in detail: on a page, or in DS9, Aladin or TOPCAT.",
            "The page zooms to single pixels, shows positions, values and catalogs, and blinks a mosaic with its"
                    + " single exposures, both as pointed and as aligned. It works offline. Keyboard shortcuts are"
                    + " listed below the image."
        },
        footer = {
            "",
            "A program that receives images must be running and connected to a SAMP hub, such as the one in TOPCAT.",
            "",
            "Examples:",
            "  environment/mosaic view visits/j8bt06/hst_9019_06_acs_hrc_total_j8bt06_drz.fits -o view.html",
            "  environment/mosaic view before_drz.fits after_drz.fits -o blink.html",
            "  environment/mosaic view visits/j8bt06/hst_9019_06_acs_hrc_total_j8bt06_drz.fits --to ds9",
            "  environment/mosaic view visits/j8bt06/hst_9019_06_acs_hrc_total_j8bt06_drz.fits --regions j8bt06.reg"
        })
public final class ViewCommand extends TaskCommand {

    @Parameters(
            paramLabel = "IMAGE",
            arity = "1..*",
            description = "A total image, another drizzled image, or an exposure; then images to blink with it.")
    private List<Path> images = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PAGE",
            description = "Page to write (default: view.html, if no other output is requested).")
    private Path page;

    @Option(names = "--to", paramLabel = "PROGRAM", description = "Send images and catalogs to ds9, aladin or topcat.")
    private SkyTool to;

    @Option(
            names = "--regions",
            paramLabel = "FILE",
            description = "Write a DS9 region file: circles for sources, arrows for offsets, outlines of exposures.")
    private Path regions;

    @Option(
            names = "--at",
            paramLabel = "POSITION",
            description =
                    "Position to show: right ascension and declination, such as '5.98 -72.08' or '0:23:55 -72:04:48'.")
    private String at;

    @Option(names = "--no-compare", description = "Do not compare a total image's exposures; this is faster.")
    private boolean uncompared;

    @Override
    Map<String, Object> defaults() {
        return View.defaults();
    }

    @Override
    int run() {
        boolean wantsPage = page != null || (to == null && regions == null);
        refuseUnused(wantsPage);
        if (regions != null) {
            Regions.requireRoomFor(regions);
        }
        View view = View.of(images.get(0), images.subList(1, images.size()).toArray(Path[]::new))
                .compared(!uncompared);
        if (at != null) {
            SkyPoint place = SkyText.read(at);
            view = view.at(place.ra(), place.dec());
        }
        if (to != null) {
            view.send(to).forEach(sent -> print("sent to " + to + ": " + sent));
        }
        if (regions != null) {
            print("regions: " + view.regions(regions));
        }
        if (wantsPage) {
            print("page: " + view.write(page == null ? Path.of("view.html") : page));
        }
        return MosaicCommandLine.DONE;
    }

    /** Rejects options without effect on a region file, which always covers the whole first image and no other. */
    private void refuseUnused(boolean wantsPage) {
        if (wantsPage || to != null) {
            return;
        }
        refuseBeside("--regions alone", true, "--at");
        if (images.size() > 1) {
            throw new BadInput(
                    "a region file shows the first image only; give one image, or add -o PAGE or --to PROGRAM");
        }
    }
}
