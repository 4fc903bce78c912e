package org.mosaicworkbench.view;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.catalog.StarTables;
import org.mosaicworkbench.frames.DatasetImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Exposure;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.VOTableWriter;

/**
 * Sends the contents of a viewer to a program: the images, the catalogs in the folder of the first image (as VOTables
 * or, for DS9, as regions), and a position to point to.
 *
 * @param view the view of the first image
 * @param further further images to blink
 * @param place the position to point to, if any
 */
public record SentView(VisitView view, List<Path> further, Optional<SkyPoint> place) {

    /** Copies the list. */
    public SentView {
        further = List.copyOf(further);
    }

    /**
     * Sends everything that the program accepts, and waits for its responses.
     *
     * @return what was sent
     * @throws BadInput if the program cannot be reached, or accepts none of the contents
     */
    public List<String> to(SkyTool tool) {
        try (SampSender sender = SampSender.to(tool)) {
            further.forEach(file -> sender.image(file, file.getFileName().toString()));
            for (Exposure exposure : view.exposures()) {
                sender.image(exposure.file(), exposure.rootname());
            }
            // The image sent last is visible.
            sender.image(view.image(), view.image().getFileName().toString());
            Path folder = Files.createTempDirectory("mosaic-view-");
            folder.toFile().deleteOnExit();
            catalogs().forEach((name, file) -> sender.table(votable(name, file, folder), name));
            if (tool == SkyTool.DS9) {
                Path regions = view.regions(view.viewer()).write(folder.resolve("view.reg"));
                regions.toFile().deleteOnExit();
                sender.regions(regions);
            }
            place.ifPresent(sender::point);
            if (sender.sent().isEmpty()) {
                throw BadInput.file(
                        view.image(),
                        "holds nothing that " + tool + " accepts, and there is no catalog next to it",
                        "choose a total image with its catalogs, or another program");
            }
            return sender.sent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Path> catalogs() {
        return DatasetName.isTotalImage(view.image())
                ? DatasetImage.of(view.image()).catalogFiles()
                : Map.of();
    }

    /** Converts a catalog, with all its columns, to a VOTable. */
    private static Path votable(String name, Path catalog, Path folder) {
        Path place = folder.resolve(name.replace(' ', '-') + ".vot");
        place.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(place)) {
            StarTable table = StarTables.ecsv(catalog);
            table.setName(name);
            new VOTableWriter().writeStarTable(table, out);
            return place;
        } catch (IOException e) {
            throw BadInput.file(
                    catalog, "cannot be read as ECSV (" + e.getMessage() + ")", "remove it from the folder");
        }
    }
}
