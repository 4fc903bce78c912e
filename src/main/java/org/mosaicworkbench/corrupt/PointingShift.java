package org.mosaicworkbench.corrupt;

import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.sky.NoWcs;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A wrong pointing: the header of an exposure says that the telescope looked somewhere else than it did. The pixels
 * stay; {@code CRVAL} of all the exposure's SCI extensions moves by the same angle on the sky.
 *
 * @param east  pixels of the exposure's own detector towards the east on the sky; at declination d the right
 *              ascension changes by that angle divided by cos d
 * @param north pixels of the exposure's own detector towards the north
 */
public record PointingShift(double east, double north) {

    /** @throws BadInput when an offset is not a finite number */
    public PointingShift {
        if (!Double.isFinite(east) || !Double.isFinite(north)) {
            throw new BadInput("a pointing cannot be off by (" + east + ", " + north + ") pixels; give finite numbers");
        }
    }

    /**
     * Copies a visit with the pointing of one exposure wrong. The visit itself is only read; all other files of the
     * copy are the same bytes.
     *
     * @param visit    the visit to copy
     * @param rootname the exposure whose pointing is to be wrong, nine characters
     * @param copy     the copy's folder, which must not be there yet
     * @return {@code copy}
     * @throws BadInput when the visit has no such exposure, the exposure no coordinate system, or the copy is there
     */
    public Path copy(Visit visit, String rootname, Path copy) {
        Exposure wrong = visit.exposures().stream().filter(e -> e.rootname().equals(rootname)).findFirst()
                .orElseThrow(() -> BadInput.file(visit.folder(), "has no exposure '" + rootname + "'", "choose one of "
                        + visit.exposures().stream().map(Exposure::rootname).toList()));
        return WholeFolder.write(copy, beside -> {
            if (Files.exists(visit.pollerFile())) {
                Files.copy(visit.pollerFile(), beside.resolve(visit.pollerFile().getFileName()));
            }
            for (Exposure exposure : visit.exposures()) {
                Path place = beside.resolve(exposure.file().getFileName());
                if (exposure == wrong) {
                    HeaderPatch.copy(exposure.file(), place, changes(exposure));
                } else {
                    Files.copy(exposure.file(), place);
                }
            }
        });
    }

    private List<HeaderPatch.Change> changes(Exposure exposure) {
        List<HeaderPatch.Change> changes = new ArrayList<>();
        try (FitsFile file = FitsFile.open(exposure.file())) {
            for (int chip = 1; chip <= exposure.chips(); chip++) {
                Wcs wcs = wcs(exposure, file.requiredHeader("SCI", chip));
                double ra = wcs.referenceSky().ra();
                double dec = wcs.referenceSky().dec();
                double alongRa = east * wcs.pixelScale() / Math.cos(Math.toRadians(dec));
                changes.add(new HeaderPatch.Change("SCI", chip, "CRVAL1", ra + alongRa));
                changes.add(new HeaderPatch.Change("SCI", chip, "CRVAL2", dec + north * wcs.pixelScale()));
            }
        }
        return changes;
    }

    private static Wcs wcs(Exposure exposure, FitsHeader sci) {
        try {
            return Wcs.of(sci);
        } catch (NoWcs e) {
            throw BadInput.file(exposure.file(), "has no usable world coordinate system: " + e.getMessage(),
                    "give a calibrated exposure");
        }
    }
}
